#pragma once

#include <stddef.h>
#include <stdint.h>

// What Syrinx asks of libtorch, as a table of functions. `libsyrinx-torch.so` (folder Torch,
// made by scripts/torch-door) gives the table; it is looked for when first needed, so nothing
// here links libtorch.
//
// Functions that return `int` return 0, or a `ctorch_failure`, whose message `error()` then gives
// on the same thread. No C++ exception leaves them. Pointers to handles
// that are results are written on success only. Whoever got a handle frees it.

#ifdef __cplusplus
extern "C" {
#endif

// Goes up with every change of what follows.
#define CTORCH_VERSION 2
// Axes of a tensor at the most.
#define CTORCH_MAX_RANK 16

typedef enum { CTORCH_FAILURE = 1, CTORCH_OUT_OF_MEMORY } ctorch_failure;

typedef struct ctorch_tensor ctorch_tensor;
typedef struct ctorch_generator ctorch_generator;

// -1 is the processor, 0 and above are CUDA devices.
typedef int32_t ctorch_device;
// Numbers of `ElementType`, which are ONNX's.
typedef int32_t ctorch_element;

// One operator each of `Operation`; what `integers` and `numbers` hold stands behind it.
typedef enum {
    // One input.
    CTORCH_ABSOLUTE,
    CTORCH_NEGATIVE,
    CTORCH_EXPONENTIAL,
    CTORCH_LOGARITHM,
    CTORCH_SQUARE_ROOT,
    CTORCH_RECIPROCAL,
    CTORCH_SINE,
    CTORCH_COSINE,
    CTORCH_HYPERBOLIC_TANGENT,
    CTORCH_SIGMOID,
    CTORCH_RELU,
    CTORCH_ERROR_FUNCTION,
    CTORCH_FLOOR,
    CTORCH_CEILING,
    CTORCH_ROUND,
    CTORCH_SIGN,
    CTORCH_SOFTPLUS,
    CTORCH_NOT,
    CTORCH_SILU,
    CTORCH_GELU,        // whether by tanh
    CTORCH_ELU,         // ; alpha
    CTORCH_LEAKY_RELU,  // ; slope
    // Two inputs that broadcast.
    CTORCH_ADD,
    CTORCH_SUBTRACT,
    CTORCH_MULTIPLY,
    CTORCH_DIVIDE,
    CTORCH_POWER,
    CTORCH_MINIMUM,
    CTORCH_MAXIMUM,
    CTORCH_MODULO,
    CTORCH_EQUAL,
    CTORCH_LESS,
    CTORCH_LESS_OR_EQUAL,
    CTORCH_GREATER,
    CTORCH_GREATER_OR_EQUAL,
    CTORCH_AND,
    CTORCH_OR,
    // The rest, in the order of `Operation`.
    CTORCH_SELECT,
    CTORCH_CAST,  // element
    CTORCH_MATMUL,
    CTORCH_LINEAR,
    CTORCH_DEQUANTIZE,  // inputs, outputs, bits, block
    // axes, then an entry for each axis: strides, dilations, padding before, padding after,
    // output padding; groups
    CTORCH_CONVOLUTION,
    CTORCH_TRANSPOSED_CONVOLUTION,
    CTORCH_LAYER_NORM,   // ; epsilon
    CTORCH_RMS_NORM,     // ; epsilon
    CTORCH_GROUP_NORM,   // groups; epsilon
    CTORCH_SOFTMAX,      // axis
    CTORCH_LOG_SOFTMAX,  // axis
    // whether axes are kept, axes
    CTORCH_SUM,
    CTORCH_MEAN,
    CTORCH_REDUCE_MAXIMUM,
    CTORCH_REDUCE_MINIMUM,
    CTORCH_PRODUCT,
    CTORCH_ARG_MAX,          // axis
    CTORCH_TOP_K,            // axis, count
    CTORCH_CUMULATIVE_SUM,   // axis
    CTORCH_RESHAPE,          // shape
    CTORCH_TRANSPOSE,        // axes
    CTORCH_CONCATENATE,      // axis
    CTORCH_SLICE,            // axis, start, end, step
    CTORCH_EXPAND,           // shape
    CTORCH_PAD_CONSTANT,     // before and after of each axis; value
    CTORCH_PAD_REFLECT,      // before and after of each axis
    CTORCH_PAD_EDGE,         // before and after of each axis
    CTORCH_UPSAMPLE_NEAREST, // factor
    CTORCH_UPSAMPLE_LINEAR,  // factor
    CTORCH_GATHER,           // axis
    CTORCH_GATHER_ELEMENTS,  // axis
    CTORCH_SCATTER_ELEMENTS, // axis, whether added
    CTORCH_LSTM,             // whether bidirectional
    CTORCH_GRU,              // whether bidirectional
    CTORCH_STFT,             // size, hop
    CTORCH_INVERSE_STFT,     // size, hop
    CTORCH_RANGE,            // count, device
    CTORCH_STOP_GRADIENT,
    CTORCH_DROPOUT,          // ; probability
} ctorch_operator;

// How an operator is to run.
typedef struct {
    // Whether what is needed for `backward` is kept.
    int32_t records_gradients;
    // Whether dropout drops.
    int32_t training;
    // Precision of products where the library deems that safe; 0: as the tensors are.
    ctorch_element autocast;
    // Where autocast applies.
    ctorch_device device;
    // What dropout draws from.
    ctorch_generator *generator;
} ctorch_mode;

typedef struct {
    double learning_rate;
    double first_decay, second_decay;
    double epsilon;
    double weight_decay;
    // Number of this step, from 1.
    int64_t step;
    // What gradients are multiplied by first: clipping, and the inverse of a loss scale.
    double gradient_scale;
} ctorch_adamw;

typedef enum { CTORCH_NORMAL, CTORCH_UNIFORM } ctorch_distribution;

typedef struct {
    // `CTORCH_VERSION` of whoever made the table.
    uint32_t version;
    // As in `2.13.0`.
    const char *library;
    // Message of the last failure on this thread.
    const char *(*error)(void);

    // CUDA devices that can be used; to be asked before one is, since it chooses kernels whose
    // results repeat.
    int (*cuda_devices)(int32_t *count);
    // Threads for the inside of an operator, for calls on this thread.
    int (*set_threads)(int32_t count);

    // Tensors. `over_memory` copies nothing: the memory must outlive the tensor and all views.
    int (*from_memory)(const void *bytes, ctorch_element, const int64_t *shape, int32_t rank,
                       ctorch_device, ctorch_tensor **);
    int (*over_memory)(void *bytes, ctorch_element, const int64_t *shape, int32_t rank,
                       ctorch_tensor **);
    // Row-major without gaps. Fails unless there are as many bytes.
    int (*to_memory)(const ctorch_tensor *, void *bytes, size_t count);
    // Shape: room for CTORCH_MAX_RANK sizes.
    int (*describe)(const ctorch_tensor *, ctorch_element *, int64_t *shape, int32_t *rank,
                    ctorch_device *);
    int (*convert)(const ctorch_tensor *, ctorch_element, ctorch_device, ctorch_tensor **);
    int (*detach)(const ctorch_tensor *, ctorch_tensor **);
    // Another handle of the same tensor.
    int (*share)(const ctorch_tensor *, ctorch_tensor **);
    // Overwrites elements; no gradient is recorded.
    int (*assign)(ctorch_tensor *to, const ctorch_tensor *from);
    void (*free_tensor)(ctorch_tensor *);

    int (*apply)(ctorch_operator, const ctorch_mode *, const ctorch_tensor *const *inputs,
                 int32_t input_count, const int64_t *integers, int32_t integer_count,
                 const double *numbers, int32_t number_count, ctorch_tensor **outputs,
                 int32_t output_count);
    // Forgets weights that autocast converted; to be called after each forward pass.
    int (*forget_casts)(void);

    // Gradients.
    int (*require_gradient)(ctorch_tensor *, int32_t required);
    int (*requires_gradient)(const ctorch_tensor *, int32_t *required);
    // Adds gradients of scale · root, a scalar, to those of all leaves.
    int (*backward)(const ctorch_tensor *root, double scale, int32_t keeps_record);
    // Gradients of a scalar by given tensors, which are left as they are; null where it
    // doesn't depend on one. `differentiable`: the gradients can be differentiated again.
    int (*gradients)(const ctorch_tensor *root, const ctorch_tensor *const *inputs,
                     int32_t count, int32_t keeps_record, int32_t differentiable,
                     ctorch_tensor **);
    // The gradient added up so far; null if there is none.
    int (*gradient)(const ctorch_tensor *, ctorch_tensor **);
    int (*clear_gradients)(ctorch_tensor *const *, int32_t count);

    // Training, over lists of tensors in one pass each. Results don't depend on threads.
    // Euclidean norm of all gradients; infinite or NaN if one of them is.
    int (*gradient_norm)(ctorch_tensor *const *, int32_t count, double *norm);
    // Parameters without a gradient are left as they are.
    int (*adamw)(ctorch_tensor *const *parameters, ctorch_tensor *const *first,
                 ctorch_tensor *const *second, int32_t count, const ctorch_adamw *);
    // average += (1 - decay) · (value - average)
    int (*average)(ctorch_tensor *const *averages, ctorch_tensor *const *values, int32_t count,
                   double decay);

    // Random sources. State: as many bytes as `size` says; null bytes ask for the size only.
    int (*new_generator)(ctorch_device, uint64_t seed, ctorch_generator **);
    int (*generator_state)(const ctorch_generator *, uint8_t *bytes, size_t capacity,
                           size_t *size);
    int (*set_generator_state)(ctorch_generator *, const uint8_t *bytes, size_t count);
    void (*free_generator)(ctorch_generator *);
    int (*random)(ctorch_generator *, ctorch_distribution, ctorch_element, const int64_t *shape,
                  int32_t rank, ctorch_device, ctorch_tensor **);
} ctorch_interface;

#ifdef CTORCH_LIBRARY
// The one symbol of libsyrinx-torch.so; null if it has another version.
__attribute__((visibility("default"))) const ctorch_interface *syrinx_torch(uint32_t version);
#endif

// Sets environment variables that libtorch's libraries read when they are loaded, where the user
// set none; not to be called while other threads read those.
void ctorch_set_defaults(void);

// The table of an open libsyrinx-torch.so; null if that is of another version. The library must
// stay open: libtorch's threads and destructors outlive any use.
const ctorch_interface *ctorch_table(void *library);

#ifdef __cplusplus
}
#endif
