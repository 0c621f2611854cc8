// Processors with AVX-512.

#include "Kernels.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)

#include "Runs.h"
#include "Vectors.h"

typedef float vector __attribute__((vector_size(64)));

#define VECTOR vector
#define COUNT 2
#define ROWS 12
#define NAME kernels_512
#define GENERATION "avx512"

#include "Generation.inc"

#pragma clang attribute pop

#endif
