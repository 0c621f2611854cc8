#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What Syrinx uses of OpenVINO's C interface, declared by ourselves: the library is found at run
// time, so neither its headers nor the library are needed to build. Names are the library's
// without their prefix `ov_`. The variadic functions are left out: Swift can't call them.

typedef struct ov_core ov_core;
typedef struct ov_model ov_model;
typedef struct ov_compiled_model ov_compiled_model;
typedef struct ov_infer_request ov_infer_request;
typedef struct ov_tensor ov_tensor;
typedef struct ov_output_const_port ov_output_const_port;

typedef struct ov_shape {
    int64_t rank;
    int64_t *sizes;
} ov_shape;

/// A size, or the range that it lies in; the largest is -1 where it is open.
typedef struct ov_dimension {
    int64_t smallest;
    int64_t largest;
} ov_dimension;

/// A shape with open sizes. The rank is itself a range.
typedef struct ov_partial_shape {
    ov_dimension rank;
    ov_dimension *sizes;
} ov_partial_shape;

typedef struct ov_property {
    const char *key;
    const void *value;
} ov_property;

typedef struct ov_version {
    const char *build;
    const char *description;
} ov_version;

/// Whether the processor multiplies matrices in tiles (AMX).
bool covino_has_tiles(void);

/// The functions used. Those that return a number return 0 when all went well.
typedef struct covino_api {
    const char *(*get_last_err_msg)(void);
    const char *(*get_error_info)(int status);
    void (*free)(const char *text);
    int (*get_openvino_version)(ov_version *version);
    void (*version_free)(ov_version *version);

    int (*core_create)(ov_core **core);
    int (*core_read_model)(const ov_core *core, const char *path, const char *weights,
                           ov_model **model);
    int (*core_read_model_from_memory_buffer)(const ov_core *core, const char *bytes, size_t count,
                                              const ov_tensor *weights, ov_model **model);
    int (*core_compile_model_props)(const ov_core *core, const ov_model *model, const char *device,
                                    size_t count, const ov_property *properties,
                                    ov_compiled_model **compiled);
    int (*core_get_property)(const ov_core *core, const char *device, const char *key,
                             char **value);

    void (*model_free)(ov_model *model);
    int (*model_inputs_size)(const ov_model *model, size_t *count);
    int (*model_outputs_size)(const ov_model *model, size_t *count);
    int (*model_const_input_by_index)(const ov_model *model, size_t index,
                                      ov_output_const_port **port);
    int (*model_const_output_by_index)(const ov_model *model, size_t index,
                                       ov_output_const_port **port);
    int (*model_reshape_by_port_indexes)(const ov_model *model, const size_t *indexes,
                                         const ov_partial_shape *shapes, size_t count);

    int (*port_get_any_name)(const ov_output_const_port *port, char **name);
    int (*port_get_partial_shape)(const ov_output_const_port *port, ov_partial_shape *shape);
    int (*port_get_element_type)(const ov_output_const_port *port, int *element);
    void (*output_const_port_free)(ov_output_const_port *port);
    void (*partial_shape_free)(ov_partial_shape *shape);

    void (*compiled_model_free)(ov_compiled_model *compiled);
    int (*compiled_model_create_infer_request)(const ov_compiled_model *compiled,
                                               ov_infer_request **request);

    void (*infer_request_free)(ov_infer_request *request);
    int (*infer_request_set_input_tensor_by_index)(ov_infer_request *request, size_t index,
                                                   const ov_tensor *tensor);
    int (*infer_request_set_output_tensor_by_index)(ov_infer_request *request, size_t index,
                                                    const ov_tensor *tensor);
    int (*infer_request_get_output_tensor_by_index)(const ov_infer_request *request, size_t index,
                                                    ov_tensor **tensor);
    int (*infer_request_infer)(ov_infer_request *request);
    int (*infer_request_start_async)(ov_infer_request *request);
    int (*infer_request_wait)(ov_infer_request *request);

    int (*tensor_create)(int element, ov_shape shape, ov_tensor **tensor);
    int (*tensor_create_from_host_ptr)(int element, ov_shape shape, void *bytes,
                                       ov_tensor **tensor);
    int (*tensor_get_shape)(const ov_tensor *tensor, ov_shape *shape);
    int (*tensor_get_element_type)(const ov_tensor *tensor, int *element);
    int (*tensor_get_byte_size)(const ov_tensor *tensor, size_t *bytes);
    int (*tensor_data)(const ov_tensor *tensor, void **bytes);
    void (*tensor_free)(ov_tensor *tensor);
    int (*shape_free)(ov_shape *shape);
} covino_api;

/// Fills the table from a library that dlopen(3) gave. The name of the first function that it
/// hasn't; NULL if it has all.
const char *covino_resolve(void *library, covino_api *api);
