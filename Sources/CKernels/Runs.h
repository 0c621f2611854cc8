// Loops over arrays whose axes lie in any order.

#pragma once

#include "CKernels.h"

// Calls `INNER(sizes of the last axis, places of each array there)` for all that the other axes
// make of it.
#define FOR_EACH_RUN(AXES, ARRAYS, INNER)                                                          \
    do {                                                                                           \
        const kernels_axes *all = (AXES);                                                          \
        int last = all->rank - 1;                                                                  \
        size_t run = all->rank ? all->sizes[last] : 1;                                             \
        for (int axis = 0; axis < all->rank; axis++)                                               \
            if (all->sizes[axis] == 0) return;                                                     \
        size_t place[8] = {0};                                                                     \
        ptrdiff_t at[4] = {0};                                                                     \
        for (;;) {                                                                                 \
            INNER;                                                                                 \
            int axis = last - 1;                                                                   \
            for (; axis >= 0; axis--) {                                                            \
                for (int array = 0; array < (ARRAYS); array++)                                     \
                    at[array] += all->strides[array][axis];                                        \
                if (++place[axis] < all->sizes[axis]) break;                                       \
                for (int array = 0; array < (ARRAYS); array++)                                     \
                    at[array] -= all->strides[array][axis] * (ptrdiff_t)place[axis];               \
                place[axis] = 0;                                                                   \
            }                                                                                      \
            if (axis < 0) break;                                                                   \
        }                                                                                          \
    } while (0)

// Where all lie one after the other, or one value stands for all, loops are told so.
#define LOOP(EXPRESSION, OUT)                                                                      \
    do {                                                                                           \
        OUT *out = y;                                                                              \
        if (sa == 1 && sb == 1)                                                                    \
            for (size_t i = 0; i < n; i++) { __auto_type p = a[i], q = b[i]; out[i] = EXPRESSION; }\
        else if (sa == 1 && sb == 0) {                                                             \
            __auto_type q = *b;                                                                    \
            for (size_t i = 0; i < n; i++) { __auto_type p = a[i]; out[i] = EXPRESSION; }          \
        } else if (sa == 0 && sb == 1) {                                                           \
            __auto_type p = *a;                                                                    \
            for (size_t i = 0; i < n; i++) { __auto_type q = b[i]; out[i] = EXPRESSION; }          \
        } else                                                                                     \
            for (size_t i = 0; i < n; i++) {                                                       \
                __auto_type p = a[(ptrdiff_t)i * sa], q = b[(ptrdiff_t)i * sb];                    \
                out[i] = EXPRESSION;                                                               \
            }                                                                                      \
    } while (0)

static inline size_t result_width(int function, size_t width) {
    return function >= kernels_equal ? 1 : width;
}
