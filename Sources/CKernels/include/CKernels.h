// Loops of the native executor: products, normalisation, convolution, elements.
//
// Matrices are rows of floats; strides count elements. Results of a row don't depend on how many
// rows there are, nor on where among them it stands.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What follows a product.
enum { kernels_no_activation = 0, kernels_gelu = 1 };

// Functions of one float, of two, in the order of Swift's enumerations.
enum {
    kernels_absolute, kernels_negative, kernels_exponential, kernels_logarithm,
    kernels_square_root, kernels_reciprocal, kernels_sine, kernels_cosine, kernels_tanh,
    kernels_sigmoid, kernels_relu, kernels_error_function, kernels_floor, kernels_ceiling,
    kernels_round, kernels_sign, kernels_softplus, kernels_silu, kernels_gelu_exact,
    kernels_gelu_tanh, kernels_elu, kernels_leaky_relu
};
enum {
    kernels_add, kernels_subtract, kernels_multiply, kernels_divide, kernels_power,
    kernels_minimum, kernels_maximum, kernels_modulo,
    // These give bytes of 0 and 1.
    kernels_equal, kernels_less, kernels_less_or_equal, kernels_greater,
    kernels_greater_or_equal
};
enum { kernels_sum, kernels_mean, kernels_largest, kernels_smallest, kernels_product };

// The axes of an operation over arrays that lie in any order, outermost first, at most 8.
typedef struct {
    int rank;
    size_t sizes[8];
    ptrdiff_t strides[4][8];
} kernels_axes;

// Rows that lie `stride` apart, each of them parts of the same length that lie `part_stride` apart:
// what a convolution sees of frames, where they are.
typedef struct {
    const float *start;
    ptrdiff_t stride;
    size_t parts;
    ptrdiff_t part_stride;
} kernels_rows;

// Products with W in bfloat16 and sums in float32. Where the processor multiplies bfloat16, A is
// rounded to it; elsewhere W is only half as much to read.
typedef void kernels_brain_product(
    size_t m, size_t n, size_t k, const kernels_rows *a, const uint16_t *packed,
    const float *bias, int activation, float *c, ptrdiff_t ldc, void *scratch);
typedef void kernels_brain_feed_forward(
    size_t m, size_t n, size_t hidden, size_t k, const float *a, ptrdiff_t lda,
    const uint16_t *first, const float *first_bias, const uint16_t *second,
    const float *second_bias, const float *x, ptrdiff_t ldx, float *c, ptrdiff_t ldc,
    void *scratch);

// All of them, as one generation of processors does them best.
typedef struct {
    const char *generation;

    // Products: C = A · Wᵀ (+ bias), then an activation. The packed weight [n, k] has the length
    // that kernels_packed_floats tells. bias may be NULL. C's rows lie ldc apart.
    void (*product)(
        size_t m, size_t n, size_t k, const kernels_rows *a, const float *packed,
        const float *bias, int activation, float *c, ptrdiff_t ldc);
    // The same with a weight of one row, as it lies, and no activation.
    void (*single)(
        size_t m, size_t k, const kernels_rows *a, const float *weight, const float *bias,
        float *c, ptrdiff_t ldc);

    // A product with GELU, a product of that, and what it is added to, whose rows lie ldx apart:
    // weights [hidden, k] and [n, hidden]. x may be NULL.
    void (*feed_forward)(
        size_t m, size_t n, size_t hidden, size_t k, const float *a, ptrdiff_t lda,
        const float *first, const float *first_bias, const float *second,
        const float *second_bias, const float *x, ptrdiff_t ldx, float *c, ptrdiff_t ldc,
        void *scratch);

    // The same in bfloat16. Their scratch has kernels_brain_scratch_bytes.
    kernels_brain_product *brain_product;
    kernels_brain_feed_forward *brain_feed_forward;

    // Rows of n floats that lie ldx apart; bias may be NULL; results are dense.
    void (*layer_norm)(
        size_t rows, size_t n, const float *x, ptrdiff_t ldx, const float *scale,
        const float *bias, float epsilon, float *y);
    void (*rms_norm)(
        size_t rows, size_t n, const float *x, ptrdiff_t ldx, const float *scale, float epsilon,
        float *y);
    void (*softmax)(
        size_t rows, size_t n, const float *x, ptrdiff_t ldx, bool logarithm, float *y);
    void (*reduce)(
        int reduction, size_t rows, size_t n, const float *x, ptrdiff_t ldx, float *y);

    // Each channel's own convolution: x [frames, channels] with rows ldx apart, weight
    // [kernel, channels], y [outputs, channels]. Frames outside are zeros.
    void (*depthwise)(
        size_t outputs, size_t frames, size_t channels, const float *x, ptrdiff_t ldx,
        const float *weight, const float *bias, size_t kernel, size_t stride, size_t dilation,
        ptrdiff_t before, float *y);

    // What transposed convolutions add up: rows of z [rows, kernel · channels], each from frame
    // row · stride - before of y [frames, channels] on, a frame every `dilation`. What lies outside
    // is left out.
    void (*overlap_add)(
        size_t rows, size_t channels, const float *z, size_t kernel, size_t stride,
        size_t dilation, ptrdiff_t before, size_t frames, float *y);
    // The same with each channel's own products of x, whose rows lie ldx apart, and weight
    // [kernel, channels].
    void (*depthwise_overlap_add)(
        size_t rows, size_t channels, const float *x, ptrdiff_t ldx, const float *weight,
        size_t kernel, size_t stride, size_t dilation, ptrdiff_t before, size_t frames,
        float *y);

    // Elements. y is dense, in the order of the axes.
    void (*unary)(int function, float parameter, const float *x, float *y, size_t n);
    void (*binary)(
        int function, const kernels_axes *axes, const float *a, const float *b, void *y);
} kernels_table;

// The generations that this processor can run, the best first; NULL behind the last.
const kernels_table *kernels_generation(int number);

size_t kernels_packed_floats(size_t n, size_t k);
// W's element (i, j) lies at w[i · row + j · column].
void kernels_pack(
    const float *w, size_t n, size_t k, ptrdiff_t row, ptrdiff_t column, float *packed);

size_t kernels_feed_forward_scratch_bytes(size_t hidden);

// Weights of bfloat16, which lie alike for all that multiply them.
size_t kernels_brain_packed_words(size_t n, size_t k);
void kernels_brain_pack(
    const uint16_t *w, size_t n, size_t k, ptrdiff_t row, ptrdiff_t column, uint16_t *packed);
// hidden is 0 for single products.
size_t kernels_brain_scratch_bytes(size_t k, size_t hidden);

// The same on every processor.
void kernels_binary_integers(
    int function, const kernels_axes *axes, const int64_t *a, const int64_t *b, void *y);
// Strides 0 of the axes are of the condition, 1 and 2 of the values; width in bytes.
void kernels_select(
    const kernels_axes *axes, const uint8_t *condition, const void *a, const void *b,
    size_t width, void *y);
// Strides 0 of the axes are of the source, 1 of the destination.
void kernels_copy(const kernels_axes *axes, const void *source, void *destination, size_t width);
