// Products of bfloat16 matrices by the tiles of AMX (Intel, Instruction Set Extensions Programming
// Reference, chapter 3), two by two of 16 × 16 sums.

#include <string.h>

#include "Kernels.h"

// Columns of a panel, rows of a block.
#define SIDE 32
// What a tile sees of k.
#define DEPTH 32
// Those of two panels.
#define SUMS (2 * SIDE * SIDE)

static size_t padded(size_t k) { return (k + DEPTH - 1) / DEPTH * DEPTH; }

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

// GELU within 1e-4, for results of fewer digits: x (1/2 + s Q(s²)), s being x within ± 4.25, with Q
// of the least greatest error that is 1 beyond (fitted by linear programming).
INLINE floats short_gelu(floats x) {
    floats s = (floats)_mm512_min_ps(
        _mm512_max_ps((__m512)x, _mm512_set1_ps(-4.25f)), _mm512_set1_ps(4.25f));
    floats t = s * s;
    floats q = t * -8.460840916768575e-10f + 7.571117777160907e-08f;
    q = q * t + -2.938877514679916e-06f;
    q = q * t + 6.552809645654634e-05f;
    q = q * t + -0.0009404546581208706f;
    q = q * t + 0.009257848374545574f;
    q = q * t + -0.06545353680849075f;
    q = q * t + 0.3984200656414032f;
    return x * (s * q + .5f);
}

// Where the sums of a block go.
typedef struct {
    size_t rows, columns;
    const float *bias;
    // As floats, with what they are added to, if anything.
    float *to;
    ptrdiff_t to_stride;
    const float *x;
    ptrdiff_t x_stride;
    // Or as bfloat16 of the next product; columns that aren't there are zeros.
    uint16_t *brain;
    size_t brain_stride;
} Place;

// How they get there.
enum { as_floats, as_floats_with_gelu, as_brain_with_gelu };

// Takes some rows of a panel, whose first column is `first`, to their place.
INLINE void deliver(
    const Place *place, int way, const float *sums, size_t first, size_t from, size_t to) {
    for (size_t half = 0; half < SIDE; half += LANES) {
        size_t at = first + half, left = at < place->columns ? place->columns - at : 0;
        __mmask16 mask = (__mmask16)((1u << (left < LANES ? left : LANES)) - 1);
        floats bias =
            place->bias ? (floats)_mm512_maskz_loadu_ps(mask, place->bias + at) : (floats){0};
        for (size_t row = from; row < to; row++) {
            floats v = load(sums + row * SIDE + half) + bias;
            if (way == as_brain_with_gelu) {
                __m512 kept = _mm512_maskz_mov_ps(mask, (__m512)short_gelu(v));
                _mm256_storeu_si256(
                    (__m256i *)(place->brain + row * place->brain_stride + at),
                    (__m256i)_mm512_cvtneps_pbh(kept));
                continue;
            }
            if (way == as_floats_with_gelu) v = gelu(v);
            if (place->x) {
                const float *x = place->x + (ptrdiff_t)row * place->x_stride + at;
                v += (floats)_mm512_maskz_loadu_ps(mask, x);
            }
            float *y = place->to + (ptrdiff_t)row * place->to_stride + at;
            _mm512_mask_storeu_ps(y, mask, (__m512)v);
        }
    }
}

// Products of a block's rows and all panels. Tiles work beside the other units: while they make a
// panel's sums, those of the panel before are delivered.
INLINE void sums_of_block(
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
            _tile_loadd(6, panel + step * SIDE, 64);
            _tile_dpbf16ps(0, 4, 6);
            _tile_loadd(7, panel + step * SIDE + 16 * DEPTH, 64);
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

INLINE void block_product(
    const Place *place, int way, size_t depth, const uint16_t *rows, const uint16_t *packed,
    float *sums) {
    if (place->rows > 16)
        sums_of_block(place, way, true, depth, rows, packed, sums);
    else
        sums_of_block(place, way, false, depth, rows, packed, sums);
}

// The rows of a block as bfloat16; those that aren't there are zeros.
static void narrow_block(
    const float *a, ptrdiff_t lda, size_t count, size_t k, uint16_t *rows) {
    size_t depth = padded(k);
    for (size_t row = 0; row < count; row++)
        narrow(a + (ptrdiff_t)row * lda, k, rows + row * depth);
    memset(rows + count * depth, 0, (SIDE - count) * depth * sizeof *rows);
}

void kernels_brain_product(
    size_t m, size_t n, size_t k, const float *a, ptrdiff_t lda, const uint16_t *packed,
    const float *bias, int activation, float *c, ptrdiff_t ldc, void *scratch) {
    configure();
    float *sums = scratch;
    uint16_t *rows = (uint16_t *)(sums + SUMS);
    for (size_t block = 0; block < m; block += SIDE) {
        size_t count = m - block < SIDE ? m - block : SIDE;
        narrow_block(a + (ptrdiff_t)block * lda, lda, count, k, rows);
        Place place = {
            .rows = count, .columns = n, .bias = bias, .to = c + (ptrdiff_t)block * ldc,
            .to_stride = ldc};
        if (activation == kernels_gelu)
            block_product(&place, as_floats_with_gelu, padded(k), rows, packed, sums);
        else
            block_product(&place, as_floats, padded(k), rows, packed, sums);
    }
    _tile_release();
}

void kernels_brain_feed_forward(
    size_t m, size_t n, size_t hidden, size_t k, const float *a, ptrdiff_t lda,
    const uint16_t *first, const float *first_bias, const uint16_t *second,
    const float *second_bias, const float *x, ptrdiff_t ldx, float *c, ptrdiff_t ldc,
    void *scratch) {
    configure();
    float *sums = scratch;
    uint16_t *rows = (uint16_t *)(sums + SUMS);
    uint16_t *between = rows + SIDE * padded(k);
    memset(between, 0, SIDE * padded(hidden) * sizeof *between);
    for (size_t block = 0; block < m; block += SIDE) {
        size_t count = m - block < SIDE ? m - block : SIDE;
        narrow_block(a + (ptrdiff_t)block * lda, lda, count, k, rows);
        Place wide = {
            .rows = count, .columns = hidden, .bias = first_bias, .brain = between,
            .brain_stride = padded(hidden)};
        block_product(&wide, as_brain_with_gelu, padded(k), rows, first, sums);
        Place narrow = {
            .rows = count, .columns = n, .bias = second_bias,
            .to = c + (ptrdiff_t)block * ldc, .to_stride = ldc,
            .x = x ? x + (ptrdiff_t)block * ldx : NULL, .x_stride = ldx};
        block_product(&narrow, as_floats, padded(hidden), between, second, sums);
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
    const float *second_bias, const float *x, ptrdiff_t ldx, float *c, ptrdiff_t ldc,
    void *scratch) {
    __builtin_trap();
}

#endif
