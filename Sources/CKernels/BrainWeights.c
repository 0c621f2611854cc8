// Weights of bfloat16, packed.

#include "Brain.h"

size_t kernels_brain_packed_words(size_t n, size_t k) {
    return (n + SIDE - 1) / SIDE * SIDE * padded(k);
}

size_t kernels_brain_scratch_bytes(size_t k, size_t hidden) {
    size_t narrow =
        SIDE * (padded(k) + padded(hidden)) * sizeof(uint16_t) + TILE_SUMS * sizeof(float);
    size_t longest = padded(k) > padded(hidden) ? padded(k) : padded(hidden);
    size_t wide = (BLOCK * hidden + SIDE * longest) * sizeof(float);
    return narrow > wide ? narrow : wide;
}

// Panels of 32 columns; of each, pairs along k, column by column: read from one end to the other,
// since memory is half as fast where two runs alternate.
void kernels_brain_pack(
    const uint16_t *w, size_t n, size_t k, ptrdiff_t row, ptrdiff_t column, uint16_t *packed) {
    for (size_t panel = 0; panel < n; panel += SIDE)
        for (size_t pair = 0; pair < padded(k); pair += 2)
            for (size_t i = panel; i < panel + SIDE; i++)
                for (size_t at = pair; at < pair + 2; at++)
                    *packed++ =
                        i < n && at < k ? w[(ptrdiff_t)i * row + (ptrdiff_t)at * column] : 0;
}
