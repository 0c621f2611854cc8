// A door to libsoxr: one mono stream of 32-bit floats, one thread.
#pragma once
#include <stddef.h>

// The recipes of libsoxr that Syrinx offers.
enum {
    SYRINX_SOXR_HIGH = 0,      // 20 bits of precision, single-precision engine
    SYRINX_SOXR_VERY_HIGH = 1  // 28 bits of precision, double-precision engine
};

// A new stream, or NULL where memory is short.
void *syrinx_soxr_create(double input_rate, double output_rate, int quality);

// Takes input (NULL: there is no more) and gives output; tells how much of each.
// Returns NULL, or the library's own message.
const char *syrinx_soxr_process(
    void *stream, const float *input, size_t input_count, size_t *input_taken,
    float *output, size_t output_capacity, size_t *output_count);

void syrinx_soxr_delete(void *stream);
