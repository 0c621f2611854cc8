#pragma once

#include <flite/cst_features.h>

// Makes names in a voice's list of feature functions quick to find. The list must not
// change afterwards; calls must not overlap.
void cflite_know_functions(const cst_features *list);

// From here on, utterances spoken on this thread begin with a pause that is so much
// shorter, or longer.
void cflite_opening_begin(float factor);

// Pauses on this thread are the voice's own again.
void cflite_opening_end(void);
