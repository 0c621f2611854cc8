// Products of bfloat16 matrices by the tiles of AMX (Intel, Instruction Set Extensions Programming
// Reference, chapter 3), two by two of 16 × 16 sums.

#include "Brain.h"

#if defined(__x86_64__)

#include <immintrin.h>

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16,amx-tile,amx-bf16"))), apply_to = function)

#include "Vectors.h"

#include "BrainRows.inc"

static void configure(void) {
    struct __attribute__((packed)) {
        uint8_t palette, start, reserved[14];
        uint16_t bytes[16];
        uint8_t rows[16];
    } shapes = {.palette = 1};
    for (int tile = 0; tile < 8; tile++) {
        shapes.bytes[tile] = 64;
        shapes.rows[tile] = 16;
    }
    _tile_loadconfig(&shapes);
}

// Products of a block's rows and all panels. Tiles work beside the other units: while they make a
// panel's sums, those of the panel before are delivered.
INLINE void sums_of_rows(
    const Place *place, int way, bool is_tall, size_t depth, const uint16_t *rows,
    const uint16_t *packed, float *sums) {
    size_t stride = depth * sizeof *rows;
    float *now = sums, *before = sums + SIDE * SIDE;
    size_t first = 0;
    for (; first < place->columns; first += SIDE) {
        const uint16_t *panel = packed + first * depth;
        size_t delivered = first == 0 ? place->rows : 0;
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
        for (size_t step = 0; step < depth; step += DEPTH) {
            _tile_loadd(4, rows + step, stride);
            // Each of 16 columns: half of every pair of rows.
            _tile_loadd(6, panel + step * SIDE, 2 * SIDE * sizeof *panel);
            _tile_dpbf16ps(0, 4, 6);
            _tile_loadd(7, panel + step * SIDE + SIDE, 2 * SIDE * sizeof *panel);
            _tile_dpbf16ps(1, 4, 7);
            if (is_tall) {
                _tile_loadd(5, rows + 16 * depth + step, stride);
                _tile_dpbf16ps(2, 5, 6);
                _tile_dpbf16ps(3, 5, 7);
            }
            size_t due = place->rows * (step + DEPTH) / depth;
            if (delivered >= due) continue;
            deliver(place, way, before, first - SIDE, delivered, due);
            delivered = due;
        }
        if (delivered < place->rows)
            deliver(place, way, before, first - SIDE, delivered, place->rows);
        _tile_stored(0, now, SIDE * sizeof *sums);
        _tile_stored(1, now + 16, SIDE * sizeof *sums);
        if (is_tall) {
            _tile_stored(2, now + 16 * SIDE, SIDE * sizeof *sums);
            _tile_stored(3, now + 16 * SIDE + 16, SIDE * sizeof *sums);
        }
        float *last = now;
        now = before;
        before = last;
    }
    if (first > 0) deliver(place, way, before, first - SIDE, 0, place->rows);
}

INLINE void sums_of_block(
    const Place *place, int way, size_t depth, const uint16_t *rows, const uint16_t *packed,
    float *sums) {
    if (place->rows > 16)
        sums_of_rows(place, way, true, depth, rows, packed, sums);
    else
        sums_of_rows(place, way, false, depth, rows, packed, sums);
}

#define PRODUCT kernels_tiles_product
#define FEED_FORWARD kernels_tiles_feed_forward
#define BEGIN configure
#define END _tile_release

#include "BrainBlocks.inc"

#pragma clang attribute pop

#endif
