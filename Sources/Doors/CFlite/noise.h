#pragma once
#include <stdint.h>

/// From here on, rand() on this thread draws from this seed.
void cflite_noise_begin(uint64_t seed);

/// rand() on this thread is the C library's again.
void cflite_noise_end(void);

/// How often this thread has drawn from the seed so far.
uint64_t cflite_noise_drawn(void);
