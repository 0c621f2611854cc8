#pragma once
// The door to the markup parsers: one header a language.
#include "markdown.h"
#include "xml.h"
