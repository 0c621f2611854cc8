#pragma once
#include "rbnf.h"
// The door to ICU: one header a subject.
#include "breaks.h"
#include "patterns.h"
