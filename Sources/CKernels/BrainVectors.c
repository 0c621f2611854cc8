// Products of bfloat16 matrices by vectors: AVX-512 BF16 adds pairs of products to sums of float32.

#include "Brain.h"

#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16"))), apply_to = function)

#include "Vectors.h"

#include "BrainRows.inc"

// Rows whose sums have registers.
#define TALL 12

// Sums of some rows and a panel.
INLINE void sums_of_rows(
    const int count, size_t depth, const uint16_t *rows, const uint16_t *panel, float *sums) {
    __m512 low[TALL], high[TALL];
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) low[i] = high[i] = _mm512_setzero_ps();
    for (size_t step = 0; step < depth; step += DEPTH) {
        const uint16_t *left = panel + step * SIDE, *right = left + 16 * DEPTH;
        for (size_t pair = 0; pair < DEPTH / 2; pair++) {
            __m512bh w = (__m512bh)_mm512_loadu_si512(left + pair * 32);
            __m512bh v = (__m512bh)_mm512_loadu_si512(right + pair * 32);
#pragma clang loop unroll(full)
            for (int i = 0; i < count; i++) {
                int two;
                memcpy(&two, rows + (size_t)i * depth + step + 2 * pair, sizeof two);
                __m512bh x = (__m512bh)_mm512_set1_epi32(two);
                low[i] = _mm512_dpbf16_ps(low[i], w, x);
                high[i] = _mm512_dpbf16_ps(high[i], v, x);
            }
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) {
        _mm512_storeu_ps(sums + i * SIDE, low[i]);
        _mm512_storeu_ps(sums + i * SIDE + 16, high[i]);
    }
}

INLINE void sums_of_block(
    const Place *place, int way, size_t depth, const uint16_t *rows, const uint16_t *packed,
    float *sums) {
    for (size_t first = 0; first < place->columns; first += SIDE) {
        const uint16_t *panel = packed + first * depth;
        for (size_t row = 0; row < place->rows;) {
            size_t left = place->rows - row;
            const uint16_t *from = rows + row * depth;
            float *to = sums + row * SIDE;
            if (left >= TALL) {
                sums_of_rows(TALL, depth, from, panel, to);
                row += TALL;
            } else if (left >= 4) {
                sums_of_rows(4, depth, from, panel, to);
                row += 4;
            } else {
                sums_of_rows(1, depth, from, panel, to);
                row += 1;
            }
        }
        deliver(place, way, sums, first, 0, place->rows);
    }
}

#define PRODUCT kernels_vectors_product
#define FEED_FORWARD kernels_vectors_feed_forward
#define BEGIN()
#define END()

#include "BrainBlocks.inc"

#pragma clang attribute pop

#endif
