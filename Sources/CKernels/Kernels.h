// The generations of kernels.

#pragma once

#include <math.h>
#include <string.h>

#include "CKernels.h"

// Columns of a weight's panel.
#define PANEL 32
// Rows whose part of A stays in the second-level cache while all panels pass.
#define BLOCK 96

// Vectors wider than registers are never handed to functions that aren't inlined.
#pragma clang diagnostic ignored "-Wpsabi"

extern const kernels_table kernels_512_tiles, kernels_512_vectors, kernels_512, kernels_256,
    kernels_128;

// Products of bfloat16, as tables have them.
kernels_brain_product kernels_tiles_product, kernels_vectors_product;
kernels_brain_feed_forward kernels_tiles_feed_forward, kernels_vectors_feed_forward;
