// Weights of bfloat16, packed.

#include "Brain.h"

size_t kernels_brain_packed_words(size_t n, size_t k) {
    return (n + SIDE - 1) / SIDE * SIDE * padded(k);
}

size_t kernels_brain_scratch_bytes(size_t k, size_t hidden) {
    return SIDE * (padded(k) + padded(hidden)) * sizeof(uint16_t) + SUMS * sizeof(float);
}

// Panels of 32 columns; of each, for every 32 of k, two tiles of 16 columns; in a tile, rows of
// pairs along k.
void kernels_brain_pack(
    const uint16_t *w, size_t n, size_t k, ptrdiff_t row, ptrdiff_t column, uint16_t *packed) {
    for (size_t panel = 0; panel < n; panel += SIDE)
        for (size_t step = 0; step < k; step += DEPTH)
            for (size_t half = 0; half < SIDE; half += 16)
                for (size_t pair = 0; pair < DEPTH; pair += 2)
                    for (size_t i = 0; i < 16; i++)
                        for (size_t of = 0; of < 2; of++) {
                            size_t from = panel + half + i, at = step + pair + of;
                            *packed++ = from < n && at < k ? w[from * row + at * column] : 0;
                        }
}
