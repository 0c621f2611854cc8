#include "CTorch.h"

#include <dlfcn.h>
#include <stdlib.h>

// Threads that wait in OpenMP's way spin, which costs a multiple of the time as soon as another
// process wants the core. OpenBLAS must not start threads of its own inside those of libtorch.
void ctorch_set_defaults(void) {
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
    setenv("OPENBLAS_NUM_THREADS", "1", 0);
    // cuBLAS adds in the same order each time if its work space has a fixed size.
    setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", 0);
#if defined(__x86_64__)
    __builtin_cpu_init();
    int has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                     __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (has_avx512) {
        setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
        // OpenBLAS takes AMD's processors for ones without these instructions.
        if (__builtin_cpu_is("amd")) setenv("OPENBLAS_CORETYPE", "SKYLAKEX", 0);
    }
#endif
}

const ctorch_interface *ctorch_table(void *library) {
    const ctorch_interface *(*get)(uint32_t) =
        (const ctorch_interface *(*)(uint32_t))dlsym(library, "syrinx_torch");
    const ctorch_interface *table = get ? get(CTORCH_VERSION) : NULL;
    return table && table->version == CTORCH_VERSION ? table : NULL;
}
