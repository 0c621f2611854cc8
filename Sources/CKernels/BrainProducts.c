// Products of bfloat16 matrices by the tiles of AMX (Intel, Instruction Set Extensions Programming
// Reference, chapter 3), two by two of 16 × 16 sums.

#include <string.h>

#include "Kernels.h"

// Columns of a panel, rows of a block.
#define SIDE 32
// What a tile sees of k.
#define DEPTH 32

static size_t padded(size_t k) { return (k + DEPTH - 1) / DEPTH * DEPTH; }

size_t kernels_brain_packed_words(size_t n, size_t k) {
    return (n + SIDE - 1) / SIDE * SIDE * padded(k);
}

size_t kernels_brain_scratch_bytes(size_t k, size_t hidden) {
    return SIDE * (padded(k) + padded(hidden)) * sizeof(uint16_t) + SIDE * SIDE * sizeof(float);
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

#if defined(__x86_64__) && defined(__linux__)

#include <immintrin.h>
#include <sys/syscall.h>
#include <unistd.h>

bool kernels_have_brain_products(void) {
    static _Atomic int known = 0;  // 1: no, 2: yes
    if (known == 0) {
        bool has =
            __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512bf16")
            && __builtin_cpu_supports("amx-tile") && __builtin_cpu_supports("amx-bf16");
        // The registers are 8 KB of every thread's state, which Linux saves only if asked
        // (ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA).
        known = has && syscall(SYS_arch_prctl, 0x1023, 18) == 0 ? 2 : 1;
    }
    return known == 2;
}

#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4,avx512bf16,amx-tile,amx-bf16"))), apply_to = function)

#include "Vectors.h"

static void narrow(const float *x, size_t k, uint16_t *y) {
    size_t whole = padded(k);
    size_t i = 0;
    for (; i + 16 <= k; i += 16)
        _mm256_storeu_si256(
            (__m256i *)(y + i), (__m256i)_mm512_cvtneps_pbh(_mm512_loadu_ps(x + i)));
    if (i < k) {
        __mmask16 left = (__mmask16)((1u << (k - i)) - 1);
        _mm256_storeu_si256(
            (__m256i *)(y + i), (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(left, x + i)));
        i += 16;
    }
    for (; i < whole; i++) y[i] = 0;
}

static void write_row(
    const float *sums, size_t columns, const float *bias, int activation, float *c) {
    for (size_t first = 0; first < columns; first += LANES) {
        size_t count = columns - first < LANES ? columns - first : LANES;
        __mmask16 mask = (__mmask16)((1u << count) - 1);
        floats v = load(sums + first);
        if (bias) v += (floats)_mm512_maskz_loadu_ps(mask, bias + first);
        if (activation == kernels_gelu) v = gelu(v);
        _mm512_mask_storeu_ps(c + first, mask, (__m512)v);
    }
}

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

// Sums of a block of rows and a panel.
static inline void sums_of_panel(
    const uint16_t *rows, size_t depth, bool is_tall, const uint16_t *panel, float *sums) {
    size_t stride = depth * sizeof *rows;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (size_t step = 0; step < depth; step += DEPTH) {
        _tile_loadd(4, rows + step, stride);
        _tile_loadd(6, panel + step * SIDE, 64);
        _tile_loadd(7, panel + step * SIDE + 16 * DEPTH, 64);
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        if (is_tall) {
            _tile_loadd(5, rows + 16 * depth + step, stride);
            _tile_dpbf16ps(2, 5, 6);
            _tile_dpbf16ps(3, 5, 7);
        }
    }
    _tile_stored(0, sums, SIDE * sizeof *sums);
    _tile_stored(1, sums + 16, SIDE * sizeof *sums);
    if (is_tall) {
        _tile_stored(2, sums + 16 * SIDE, SIDE * sizeof *sums);
        _tile_stored(3, sums + 16 * SIDE + 16, SIDE * sizeof *sums);
    }
}

// The rows of a block as bfloat16; those that aren't there are zeros.
static void narrow_block(
    const float *a, ptrdiff_t lda, size_t count, size_t k, uint16_t *rows) {
    size_t depth = padded(k);
    for (size_t row = 0; row < count; row++)
        narrow(a + (ptrdiff_t)row * lda, k, rows + row * depth);
    memset(rows + count * depth, 0, (SIDE - count) * depth * sizeof *rows);
}

// Products of a block, written as floats.
static void block_product(
    size_t count, size_t n, size_t depth, const uint16_t *rows, const uint16_t *packed,
    const float *bias, int activation, float *c, ptrdiff_t ldc, float *sums) {
    for (size_t first = 0; first < n; first += SIDE) {
        sums_of_panel(rows, depth, count > 16, packed + first * depth, sums);
        size_t columns = n - first < SIDE ? n - first : SIDE;
        for (size_t row = 0; row < count; row++)
            write_row(
                sums + row * SIDE, columns, bias ? bias + first : NULL, activation,
                c + (ptrdiff_t)row * ldc + first);
    }
}

// Products of a block with GELU, kept as bfloat16; columns that aren't there are zeros.
static void block_hidden(
    size_t count, size_t n, size_t depth, const uint16_t *rows, const uint16_t *packed,
    const float *bias, uint16_t *hidden, float *sums) {
    size_t width = padded(n);
    for (size_t first = 0; first < n; first += SIDE) {
        sums_of_panel(rows, depth, count > 16, packed + first * depth, sums);
        for (size_t half = 0; half < SIDE; half += LANES) {
            size_t at = first + half;
            size_t columns = at >= n ? 0 : n - at < LANES ? n - at : LANES;
            __mmask16 mask = (__mmask16)((1u << columns) - 1);
            floats offsets =
                bias ? (floats)_mm512_maskz_loadu_ps(mask, bias + at) : (floats){0};
            for (size_t row = 0; row < count; row++) {
                floats v = gelu(load(sums + row * SIDE + half) + offsets);
                _mm256_storeu_si256(
                    (__m256i *)(hidden + row * width + at),
                    (__m256i)_mm512_cvtneps_pbh(_mm512_maskz_mov_ps(mask, (__m512)v)));
            }
        }
    }
}

void kernels_brain_product(
    size_t m, size_t n, size_t k, const float *a, ptrdiff_t lda, const uint16_t *packed,
    const float *bias, int activation, float *c, ptrdiff_t ldc, void *scratch) {
    configure();
    float *sums = scratch;
    uint16_t *rows = (uint16_t *)(sums + SIDE * SIDE);
    for (size_t block = 0; block < m; block += SIDE) {
        size_t count = m - block < SIDE ? m - block : SIDE;
        narrow_block(a + (ptrdiff_t)block * lda, lda, count, k, rows);
        block_product(
            count, n, padded(k), rows, packed, bias, activation, c + (ptrdiff_t)block * ldc, ldc,
            sums);
    }
    _tile_release();
}

void kernels_brain_feed_forward(
    size_t m, size_t n, size_t hidden, size_t k, const float *a, ptrdiff_t lda,
    const uint16_t *first, const float *first_bias, const uint16_t *second,
    const float *second_bias, float *c, ptrdiff_t ldc, void *scratch) {
    configure();
    float *sums = scratch;
    uint16_t *rows = (uint16_t *)(sums + SIDE * SIDE);
    uint16_t *between = rows + SIDE * padded(k);
    memset(between, 0, SIDE * padded(hidden) * sizeof *between);
    for (size_t block = 0; block < m; block += SIDE) {
        size_t count = m - block < SIDE ? m - block : SIDE;
        narrow_block(a + (ptrdiff_t)block * lda, lda, count, k, rows);
        block_hidden(count, hidden, padded(k), rows, first, first_bias, between, sums);
        block_product(
            count, n, padded(hidden), between, second, second_bias, kernels_no_activation,
            c + (ptrdiff_t)block * ldc, ldc, sums);
    }
    _tile_release();
}

#pragma clang attribute pop

#else

bool kernels_have_brain_products(void) { return false; }

void kernels_brain_product(
    size_t m, size_t n, size_t k, const float *a, ptrdiff_t lda, const uint16_t *packed,
    const float *bias, int activation, float *c, ptrdiff_t ldc, void *scratch) {
    __builtin_trap();
}

void kernels_brain_feed_forward(
    size_t m, size_t n, size_t hidden, size_t k, const float *a, ptrdiff_t lda,
    const uint16_t *first, const float *first_bias, const uint16_t *second,
    const float *second_bias, float *c, ptrdiff_t ldc, void *scratch) {
    __builtin_trap();
}

#endif
