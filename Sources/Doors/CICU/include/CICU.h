#pragma once
#include "rbnf.h"
