// Products of bfloat16 matrices: how their weights lie, and how much they see at a time.

#pragma once

#include <string.h>

#include "Kernels.h"

// Columns of a panel, rows of a block.
#define SIDE 32
// What is seen of k at a time; rows are as long as a multiple of it.
#define DEPTH 32
// Those of two panels.
#define TILE_SUMS (2 * SIDE * SIDE)

static inline size_t padded(size_t k) { return (k + DEPTH - 1) / DEPTH * DEPTH; }
