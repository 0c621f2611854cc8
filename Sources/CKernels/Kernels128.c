// Every processor of its architecture.

#include "Kernels.h"

#include "Runs.h"
#include "Vectors.h"

typedef float vector __attribute__((vector_size(16)));

#define VECTOR vector
#define COUNT 2
#define ROWS 4

#include "Generation.inc"

TABLE(kernels_128, "plain", NULL, NULL)
