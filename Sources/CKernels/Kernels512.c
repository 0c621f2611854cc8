// Processors with AVX-512.

#include "Brain.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"))), apply_to = function)

#include "Runs.h"
#include "Vectors.h"

typedef float vector __attribute__((vector_size(64)));

#define VECTOR vector
#define ROWS 12
#define FEW 0

#include "Generation.inc"

TABLE(kernels_512, "avx512", widened_product, widened_feed_forward)
TABLE(
    kernels_512_vectors, "avx512+bf16", kernels_vectors_product, kernels_vectors_feed_forward)
TABLE(kernels_512_tiles, "avx512+amx", kernels_tiles_product, kernels_tiles_feed_forward)

#pragma clang attribute pop

#endif
