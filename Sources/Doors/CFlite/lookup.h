#pragma once

#include <flite/cst_features.h>

// Makes names in a voice's list of feature functions quick to find. The list must not
// change afterwards; calls must not overlap.
void cflite_know_functions(const cst_features *list);

// From here on, trees on this thread are asked about one utterance, which begins with a
// pause that is stretched so much.
void cflite_questions_begin(float stretch_of_opening);

// The utterance is complete: what is remembered of it is given back.
void cflite_questions_end(void);
