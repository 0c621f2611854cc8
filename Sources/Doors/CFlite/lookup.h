#pragma once

#include <flite/cst_features.h>

// Makes names in a voice's list of feature functions quick to find. The list must not
// change afterwards; calls must not overlap.
void cflite_know_functions(const cst_features *list);
