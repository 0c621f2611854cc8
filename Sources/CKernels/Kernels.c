// Which kernels a processor runs, and what all of them share.

#include "Kernels.h"

const kernels_table *kernels_generation(int number) {
#if defined(__x86_64__)
    bool wide = __builtin_cpu_supports("x86-64-v4"), fused = __builtin_cpu_supports("x86-64-v3");
    const kernels_table *all[] = {
        wide ? &kernels_512 : NULL, fused ? &kernels_256 : NULL, &kernels_128};
#else
    const kernels_table *all[] = {&kernels_128};
#endif
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] && number-- == 0) return all[i];
    return NULL;
}

size_t kernels_packed_floats(size_t n, size_t k) { return (n + PANEL - 1) / PANEL * PANEL * k; }

size_t kernels_feed_forward_scratch_bytes(size_t hidden) { return BLOCK * hidden * sizeof(float); }

void kernels_pack(
    const float *w, size_t n, size_t k, ptrdiff_t row, ptrdiff_t column, float *packed) {
    for (size_t panel = 0; panel < n; panel += PANEL)
        for (size_t j = 0; j < k; j++)
            for (size_t i = 0; i < PANEL; i++)
                *packed++ =
                    panel + i < n
                        ? w[(ptrdiff_t)(panel + i) * row + (ptrdiff_t)j * column] : 0;
}
