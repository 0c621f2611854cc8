#pragma once

#include <stdbool.h>

// libflite's own function of a name that the door has too; NULL where there is none.
void *cflite_theirs(const char *name);

// Whether utterances on this thread are to go through libflite's own functions.
bool cflite_prefers_theirs(void);
