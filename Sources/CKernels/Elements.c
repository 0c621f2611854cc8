// What the generations do alike: whole numbers, choices, copies.

#include <string.h>

#include "CKernels.h"
#include "Runs.h"

static int64_t divided(int64_t p, int64_t q) {
    // Dividing by nothing is nothing; the smallest number by -1 wraps around.
    return q == 0 ? 0 : q == -1 ? (int64_t)(0 - (uint64_t)p) : p / q;
}

static int64_t remainder_of(int64_t p, int64_t q) {
    if (q == 0 || q == -1) return 0;
    int64_t r = p % q;
    return r != 0 && (r < 0) != (q < 0) ? r + q : r;
}

static void integer_run(
    int function, size_t n, const int64_t *a, ptrdiff_t sa, const int64_t *b, ptrdiff_t sb,
    void *y) {
    switch (function) {
    case kernels_add: LOOP((int64_t)((uint64_t)p + (uint64_t)q), int64_t); break;
    case kernels_subtract: LOOP((int64_t)((uint64_t)p - (uint64_t)q), int64_t); break;
    case kernels_multiply: LOOP((int64_t)((uint64_t)p * (uint64_t)q), int64_t); break;
    case kernels_divide: LOOP(divided(p, q), int64_t); break;
    case kernels_minimum: LOOP((p < q ? p : q), int64_t); break;
    case kernels_maximum: LOOP((p > q ? p : q), int64_t); break;
    case kernels_modulo: LOOP(remainder_of(p, q), int64_t); break;
    case kernels_equal: LOOP(p == q, uint8_t); break;
    case kernels_less: LOOP(p < q, uint8_t); break;
    case kernels_less_or_equal: LOOP(p <= q, uint8_t); break;
    case kernels_greater: LOOP(p > q, uint8_t); break;
    default: LOOP(p >= q, uint8_t);
    }
}

void kernels_binary_integers(
    int function, const kernels_axes *axes, const int64_t *a, const int64_t *b, void *y) {
    char *out = y;
    size_t width = result_width(function, sizeof *a);
    FOR_EACH_RUN(axes, 2, {
        ptrdiff_t sa = last < 0 ? 0 : all->strides[0][last];
        ptrdiff_t sb = last < 0 ? 0 : all->strides[1][last];
        integer_run(function, run, a + at[0], sa, b + at[1], sb, out);
        out += run * width;
    });
}

void kernels_select(
    const kernels_axes *axes, const uint8_t *condition, const void *a, const void *b,
    size_t width, void *y) {
    char *out = y;
    FOR_EACH_RUN(axes, 3, {
        ptrdiff_t s[3];
        for (int array = 0; array < 3; array++) s[array] = last < 0 ? 0 : all->strides[array][last];
        for (size_t i = 0; i < run; i++) {
            bool is = condition[at[0] + (ptrdiff_t)i * s[0]] != 0;
            const char *from = is ? (const char *)a + (at[1] + (ptrdiff_t)i * s[1]) * (ptrdiff_t)width
                                  : (const char *)b + (at[2] + (ptrdiff_t)i * s[2]) * (ptrdiff_t)width;
            memcpy(out, from, width);
            out += width;
        }
    });
}

void kernels_copy(const kernels_axes *axes, const void *source, void *destination, size_t width) {
    FOR_EACH_RUN(axes, 2, {
        ptrdiff_t from = last < 0 ? 0 : all->strides[0][last];
        ptrdiff_t to = last < 0 ? 0 : all->strides[1][last];
        const char *x = (const char *)source + at[0] * (ptrdiff_t)width;
        char *y = (char *)destination + at[1] * (ptrdiff_t)width;
        if (from == 1 && to == 1)
            memcpy(y, x, run * width);
        else if (width == 4)
            for (size_t i = 0; i < run; i++)
                ((float *)y)[(ptrdiff_t)i * to] = ((const float *)x)[(ptrdiff_t)i * from];
        else
            for (size_t i = 0; i < run; i++)
                memcpy(
                    y + (ptrdiff_t)i * to * (ptrdiff_t)width,
                    x + (ptrdiff_t)i * from * (ptrdiff_t)width, width);
    });
}
