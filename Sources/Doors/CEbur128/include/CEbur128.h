// A door to libebur128: integrated loudness and true peak of one mono stream.
#pragma once
#include <stddef.h>

// A new meter for mono that is played by two loudspeakers or by one
// (`dual_mono`), or NULL where memory is short.
void *syrinx_ebur128_create(unsigned long rate, int dual_mono);

// Adds samples; returns 0, or a code of the library.
int syrinx_ebur128_add(void *meter, const float *samples, size_t count);

// Integrated loudness in LUFS, minus infinity where nothing passes the gate.
double syrinx_ebur128_integrated(void *meter);

// The largest true peak so far, 1 being full scale.
double syrinx_ebur128_true_peak(void *meter);

void syrinx_ebur128_delete(void *meter);
