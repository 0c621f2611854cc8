// Products of bfloat16 matrices by vectors: AVX-512 BF16 adds pairs of products to sums of float32.

#include "Brain.h"

#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16"))), apply_to = function)

#include "Vectors.h"

#include "BrainRows.inc"

// Rows whose sums have registers.
enum { TALL = 12 };

// Sums of some rows and a panel.
INLINE void sums_of_rows(
    const int count, size_t depth, const uint16_t *rows, const uint16_t *panel, float *sums) {
    __m512 low[TALL], high[TALL];
#pragma clang loop unroll(full)
    for (int i = 0; i < count; i++) low[i] = high[i] = _mm512_setzero_ps();
    for (size_t step = 0; step < depth; step += DEPTH) {
        for (size_t pair = 0; pair < DEPTH / 2; pair++, panel += 2 * SIDE) {
            __m512bh w = (__m512bh)_mm512_loadu_si512(panel);
            __m512bh v = (__m512bh)_mm512_loadu_si512(panel + SIDE);
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

// Whatever the number of rows, at most TALL, the panel is read once.
static void some_sums(
    size_t count, size_t depth, const uint16_t *rows, const uint16_t *panel, float *sums) {
#define CASE(COUNT) \
    case COUNT: return sums_of_rows(COUNT, depth, rows, panel, sums);
    switch (count) {
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10)
        CASE(11) CASE(12)
    }
#undef CASE
}

INLINE void sums_of_block(
    const Place *place, int way, size_t depth, const uint16_t *rows, const uint16_t *packed,
    float *sums) {
    for (size_t first = 0; first < place->columns; first += SIDE) {
        const uint16_t *panel = packed + first * depth;
        for (size_t row = 0; row < place->rows;) {
            // So that the last aren't few.
            size_t blocks = (place->rows - row + TALL - 1) / TALL;
            size_t count = (place->rows - row + blocks - 1) / blocks;
            some_sums(count, depth, rows + row * depth, panel, sums + row * SIDE);
            row += count;
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
