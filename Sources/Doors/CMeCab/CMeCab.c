#include "CMeCab.h"
