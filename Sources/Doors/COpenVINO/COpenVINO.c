#include "COpenVINO.h"

#include <dlfcn.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

bool covino_has_tiles(void) {
#if defined(__x86_64__)
    // CPUID leaf 7: EDX bit 24 is AMX-TILE.
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (d >> 24 & 1);
#else
    return false;
#endif
}

#define RESOLVE(name)                                                     \
    do {                                                                  \
        *(void **)(&api->name) = dlsym(library, "ov_" #name);             \
        if (!api->name) return "ov_" #name;                               \
    } while (0)

const char *covino_resolve(void *library, covino_api *api) {
    RESOLVE(get_last_err_msg);
    RESOLVE(get_error_info);
    RESOLVE(free);
    RESOLVE(get_openvino_version);
    RESOLVE(version_free);
    RESOLVE(core_create);
    RESOLVE(core_read_model);
    RESOLVE(core_read_model_from_memory_buffer);
    RESOLVE(core_compile_model_props);
    RESOLVE(core_get_property);
    RESOLVE(model_free);
    RESOLVE(model_inputs_size);
    RESOLVE(model_outputs_size);
    RESOLVE(model_const_input_by_index);
    RESOLVE(model_const_output_by_index);
    RESOLVE(model_reshape_by_port_indexes);
    RESOLVE(port_get_any_name);
    RESOLVE(port_get_partial_shape);
    RESOLVE(port_get_element_type);
    RESOLVE(output_const_port_free);
    RESOLVE(partial_shape_free);
    RESOLVE(compiled_model_free);
    RESOLVE(compiled_model_create_infer_request);
    RESOLVE(infer_request_free);
    RESOLVE(infer_request_set_input_tensor_by_index);
    RESOLVE(infer_request_set_output_tensor_by_index);
    RESOLVE(infer_request_get_output_tensor_by_index);
    RESOLVE(infer_request_infer);
    RESOLVE(infer_request_start_async);
    RESOLVE(infer_request_wait);
    RESOLVE(tensor_create);
    RESOLVE(tensor_create_from_host_ptr);
    RESOLVE(tensor_get_shape);
    RESOLVE(tensor_get_element_type);
    RESOLVE(tensor_get_byte_size);
    RESOLVE(tensor_data);
    RESOLVE(tensor_free);
    RESOLVE(shape_free);
    return NULL;
}
