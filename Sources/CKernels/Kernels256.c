// Processors with AVX2 and fused products.

#include "Brain.h"

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)

#include "Runs.h"
#include "Vectors.h"

typedef float vector __attribute__((vector_size(32)));

#define VECTOR vector
#define ROWS 6
#define FEW 8

#include "Generation.inc"

TABLE(kernels_256, "avx2", widened_product, widened_feed_forward)

#pragma clang attribute pop

#endif
