#pragma once
// The door to ICU: one header a subject.
#include "breaks.h"
#include "normalization.h"
#include "patterns.h"
#include "rbnf.h"
#include "transliteration.h"
