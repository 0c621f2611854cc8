// Which kernels a processor runs, and what all of them share.

#include "Kernels.h"

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

#if defined(__x86_64__) && defined(__linux__)

// Whether the operating system lets us have tiles: their registers are 8 KB of every thread's
// state, which Linux saves only if asked (ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA).
static bool may_have_tiles(void) {
    static _Atomic int known = 0;  // 1: no, 2: yes
    if (known == 0) known = syscall(SYS_arch_prctl, 0x1023, 18) == 0 ? 2 : 1;
    return known == 2;
}

#else

static bool may_have_tiles(void) { return false; }

#endif

const kernels_table *kernels_generation(int number) {
#if defined(__x86_64__)
    bool wide = __builtin_cpu_supports("x86-64-v4"), fused = __builtin_cpu_supports("x86-64-v3");
    bool brains = wide && __builtin_cpu_supports("avx512bf16");
    bool tiles = brains && __builtin_cpu_supports("amx-tile")
        && __builtin_cpu_supports("amx-bf16") && may_have_tiles();
    const kernels_table *all[] = {
        tiles ? &kernels_512_tiles : NULL, brains ? &kernels_512_vectors : NULL,
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
