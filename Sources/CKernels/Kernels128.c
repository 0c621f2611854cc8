// Every processor of its architecture.

#include "Brain.h"

#include "Runs.h"
#include "Vectors.h"

typedef float vector __attribute__((vector_size(16)));

#define VECTOR vector
#define ROWS 4
#define FEW 0

#include "Generation.inc"

TABLE(kernels_128, "plain", widened_product, widened_feed_forward)
