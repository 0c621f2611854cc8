#include "COnnxRuntime.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// Places in the table `OrtApi`, counted from 0 (onnxruntime_c_api.h; its own assertions fix
// 101 as the last of version 1, 149 of version 5, 218 of version 12 and 279 of version 18).
enum {
    at_message = 2,
    at_create_env = 3,
    at_open_file = 7,
    at_open_bytes = 8,
    at_run = 9,
    at_create_options = 10,
    at_disable_memory_pattern = 17,
    at_optimisation = 23,
    at_threads = 24,
    at_input_count = 30,
    at_output_count = 31,
    at_input_type = 33,
    at_output_type = 34,
    at_input_name = 36,
    at_output_name = 37,
    at_tensor_over = 49,
    at_is_tensor = 50,
    at_bytes = 51,
    at_tensor_info = 55,
    at_kind = 56,
    at_element = 60,
    at_rank = 61,
    at_sizes = 62,
    at_symbols = 63,
    at_shape_of = 65,
    at_cpu_memory = 69,
    at_free = 76,
    at_allocator = 78,
    at_release_status = 93,
    at_release_session = 95,
    at_release_value = 96,
    at_release_type = 98,
    at_release_shape = 99,
    at_release_options = 100,
    at_providers = 125,
    at_release_providers = 126,
    at_set = 130,
    at_run_bound = 133,
    at_create_binding = 134,
    at_release_binding = 135,
    at_bind_input = 136,
    at_bind_output = 137,
    at_append_tensorrt = 170,
    at_create_tensorrt = 171,
    at_update_tensorrt = 172,
    at_release_tensorrt = 174,
    at_append_cuda = 204,
    at_create_cuda = 205,
    at_update_cuda = 206,
    at_release_cuda = 208,
    at_append_provider = 216,
    at_add_files = 279,
};

enum { log_fatal = 4, optimise_all = 99, kind_tensor = 1, arena_allocator = 1, memory_default = 0 };

#define FUNCTION(result, place, ...) \
    ((result(*)(__VA_ARGS__))((void *const *)(const void *)api)[place])
#define RELEASE(place, thing) FUNCTION(void, place, void *)(thing)

struct api_base {
    const cort_api *(*get)(uint32_t version);
    const char *(*version)(void);
};

const cort_api *cort_table(void *library, const char **version) {
    *version = NULL;
    const struct api_base *(*base)(void) =
        (const struct api_base *(*)(void))dlsym(library, "OrtGetApiBase");
    if (!base) return NULL;
    *version = base()->version();
    // Asked for a version that it hasn't, the library writes to the standard error output:
    // so its own number decides first.
    int major = 0, minor = 0;
    char *rest = NULL;
    major = (int)strtol(*version, &rest, 10);
    if (rest && *rest == '.') minor = (int)strtol(rest + 1, NULL, 10);
    if (major < 1 || (major == 1 && minor < cort_api_version)) return NULL;
    return base()->get(cort_api_version);
}

const char *cort_message(const cort_api *api, const cort_status *status) {
    return FUNCTION(const char *, at_message, const cort_status *)(status);
}

void cort_release_status(const cort_api *api, cort_status *status) {
    RELEASE(at_release_status, status);
}

cort_status *cort_create_env(const cort_api *api, const char *name, cort_env **env) {
    return FUNCTION(cort_status *, at_create_env, int, const char *, cort_env **)(
        log_fatal, name, env);
}

cort_status *cort_create_options(const cort_api *api, cort_options **options) {
    return FUNCTION(cort_status *, at_create_options, cort_options **)(options);
}

void cort_release_options(const cort_api *api, cort_options *options) {
    RELEASE(at_release_options, options);
}

cort_status *cort_set_threads(const cort_api *api, cort_options *options, int threads) {
    return FUNCTION(cort_status *, at_threads, cort_options *, int)(options, threads);
}

cort_status *cort_optimise_all(const cort_api *api, cort_options *options) {
    return FUNCTION(cort_status *, at_optimisation, cort_options *, int)(options, optimise_all);
}

cort_status *cort_disable_memory_pattern(const cort_api *api, cort_options *options) {
    return FUNCTION(cort_status *, at_disable_memory_pattern, cort_options *)(options);
}

cort_status *cort_set(const cort_api *api, cort_options *options, const char *key,
                      const char *value) {
    return FUNCTION(cort_status *, at_set, cort_options *, const char *, const char *)(
        options, key, value);
}

cort_status *cort_add_files(const cort_api *api, cort_options *options, const char *const *names,
                            const char *const *contents, const size_t *lengths, size_t count) {
    return FUNCTION(cort_status *, at_add_files, cort_options *, const char *const *,
                    const char *const *, const size_t *, size_t)(options, names, contents,
                                                                 lengths, count);
}

cort_status *cort_providers(const cort_api *api, char ***names, int *count) {
    return FUNCTION(cort_status *, at_providers, char ***, int *)(names, count);
}

void cort_release_providers(const cort_api *api, char **names, int count) {
    cort_status *status =
        FUNCTION(cort_status *, at_release_providers, char **, int)(names, count);
    if (status) cort_release_status(api, status);
}

cort_status *cort_append_provider(const cort_api *api, cort_options *options, const char *name) {
    return FUNCTION(cort_status *, at_append_provider, cort_options *, const char *,
                    const char *const *, const char *const *, size_t)(options, name, NULL, NULL,
                                                                      0);
}

// The providers that came before the general function have settings of their own.
struct provider_places {
    int create, update, append, release;
};

static cort_status *append_with_settings(const cort_api *api, cort_options *options,
                                         struct provider_places at, const char *const *names,
                                         const char *const *values, size_t count) {
    void *settings = NULL;
    cort_status *status = FUNCTION(cort_status *, at.create, void **)(&settings);
    if (status) return status;
    status = FUNCTION(cort_status *, at.update, void *, const char *const *, const char *const *,
                      size_t)(settings, names, values, count);
    if (!status)
        status =
            FUNCTION(cort_status *, at.append, cort_options *, const void *)(options, settings);
    RELEASE(at.release, settings);
    return status;
}

cort_status *cort_append_cuda(const cort_api *api, cort_options *options,
                              const char *const *names, const char *const *values, size_t count) {
    struct provider_places places = {at_create_cuda, at_update_cuda, at_append_cuda,
                                     at_release_cuda};
    return append_with_settings(api, options, places, names, values, count);
}

cort_status *cort_append_tensorrt(const cort_api *api, cort_options *options,
                                  const char *const *names, const char *const *values,
                                  size_t count) {
    struct provider_places places = {at_create_tensorrt, at_update_tensorrt, at_append_tensorrt,
                                     at_release_tensorrt};
    return append_with_settings(api, options, places, names, values, count);
}

cort_status *cort_open_file(const cort_api *api, const cort_env *env, const char *path,
                            const cort_options *options, cort_session **session) {
    return FUNCTION(cort_status *, at_open_file, const cort_env *, const char *,
                    const cort_options *, cort_session **)(env, path, options, session);
}

cort_status *cort_open_bytes(const cort_api *api, const cort_env *env, const void *bytes,
                             size_t count, const cort_options *options, cort_session **session) {
    return FUNCTION(cort_status *, at_open_bytes, const cort_env *, const void *, size_t,
                    const cort_options *, cort_session **)(env, bytes, count, options, session);
}

void cort_release_session(const cort_api *api, cort_session *session) {
    RELEASE(at_release_session, session);
}

cort_status *cort_port_count(const cort_api *api, const cort_session *session, int output,
                             size_t *count) {
    return FUNCTION(cort_status *, output ? at_output_count : at_input_count,
                    const cort_session *, size_t *)(session, count);
}

// Shape and element type of a tensor's description.
static cort_status *describe(const cort_api *api, const void *info, cort_port *port) {
    cort_status *status =
        FUNCTION(cort_status *, at_element, const void *, int32_t *)(info, &port->element);
    if (status) return status;
    status = FUNCTION(cort_status *, at_rank, const void *, size_t *)(info, &port->rank);
    if (status || port->rank == 0) return status;
    port->sizes = calloc(port->rank, sizeof *port->sizes);
    port->symbols = calloc(port->rank, sizeof *port->symbols);
    if (!port->sizes || !port->symbols) abort();
    status = FUNCTION(cort_status *, at_sizes, const void *, int64_t *, size_t)(info, port->sizes,
                                                                                port->rank);
    if (status) return status;
    return FUNCTION(cort_status *, at_symbols, const void *, const char **, size_t)(
        info, port->symbols, port->rank);
}

static cort_status *allocator(const cort_api *api, void **result) {
    return FUNCTION(cort_status *, at_allocator, void **)(result);
}

cort_status *cort_describe_port(const cort_api *api, const cort_session *session, int output,
                                size_t index, cort_port *port) {
    memset(port, 0, sizeof *port);
    void *allocating = NULL;
    cort_status *status = allocator(api, &allocating);
    if (status) return status;
    status = FUNCTION(cort_status *, output ? at_output_name : at_input_name,
                      const cort_session *, size_t, void *, char **)(session, index, allocating,
                                                                     &port->name);
    if (status) return status;
    status = FUNCTION(cort_status *, output ? at_output_type : at_input_type,
                      const cort_session *, size_t, void **)(session, index, &port->info);
    if (status) return status;
    int kind = 0;
    status = FUNCTION(cort_status *, at_kind, const void *, int *)(port->info, &kind);
    if (status || kind != kind_tensor) return status;
    const void *tensor = NULL;
    status = FUNCTION(cort_status *, at_tensor_info, const void *, const void **)(port->info,
                                                                                  &tensor);
    if (status || !tensor) return status;
    return describe(api, tensor, port);
}

void cort_release_port(const cort_api *api, cort_port *port) {
    void *allocating = NULL;
    if (port->name) {
        cort_status *status = allocator(api, &allocating);
        if (!status)
            status = FUNCTION(cort_status *, at_free, void *, void *)(allocating, port->name);
        if (status) cort_release_status(api, status);
    }
    if (port->info) RELEASE(at_release_type, port->info);
    free(port->sizes);
    free(port->symbols);
    memset(port, 0, sizeof *port);
}

cort_status *cort_create_memory_info(const cort_api *api, cort_memory_info **info) {
    return FUNCTION(cort_status *, at_cpu_memory, int, int, cort_memory_info **)(
        arena_allocator, memory_default, info);
}

cort_status *cort_tensor(const cort_api *api, const cort_memory_info *info, void *bytes,
                         size_t byte_count, const int64_t *shape, size_t rank, int32_t element,
                         cort_value **value) {
    return FUNCTION(cort_status *, at_tensor_over, const cort_memory_info *, void *, size_t,
                    const int64_t *, size_t, int32_t, cort_value **)(info, bytes, byte_count,
                                                                     shape, rank, element, value);
}

void cort_release_value(const cort_api *api, cort_value *value) {
    RELEASE(at_release_value, value);
}

cort_status *cort_look_at(const cort_api *api, cort_value *value, void **bytes, int32_t *element,
                          int64_t *shape, size_t most, size_t *rank) {
    int is_tensor = 0;
    *bytes = NULL;
    *element = 0;
    *rank = 0;
    cort_status *status =
        FUNCTION(cort_status *, at_is_tensor, const cort_value *, int *)(value, &is_tensor);
    if (status || !is_tensor) return status;
    void *info = NULL;
    status = FUNCTION(cort_status *, at_shape_of, const cort_value *, void **)(value, &info);
    if (status) return status;
    status = FUNCTION(cort_status *, at_element, const void *, int32_t *)(info, element);
    if (!status) status = FUNCTION(cort_status *, at_rank, const void *, size_t *)(info, rank);
    if (!status && *rank <= most)
        status = FUNCTION(cort_status *, at_sizes, const void *, int64_t *, size_t)(info, shape,
                                                                                    *rank);
    RELEASE(at_release_shape, info);
    if (status) return status;
    return FUNCTION(cort_status *, at_bytes, cort_value *, void **)(value, bytes);
}

cort_status *cort_run(const cort_api *api, cort_session *session, const char *const *input_names,
                      const cort_value *const *inputs, size_t input_count,
                      const char *const *output_names, size_t output_count,
                      cort_value **outputs) {
    return FUNCTION(cort_status *, at_run, cort_session *, const void *,
                    const char *const *, const cort_value *const *, size_t, const char *const *,
                    size_t, cort_value **)(session, NULL, input_names, inputs, input_count,
                                           output_names, output_count, outputs);
}

cort_status *cort_create_binding(const cort_api *api, cort_session *session,
                                 cort_binding **binding) {
    return FUNCTION(cort_status *, at_create_binding, cort_session *, cort_binding **)(session,
                                                                                       binding);
}

void cort_release_binding(const cort_api *api, cort_binding *binding) {
    RELEASE(at_release_binding, binding);
}

cort_status *cort_bind_input(const cort_api *api, cort_binding *binding, const char *name,
                             const cort_value *value) {
    return FUNCTION(cort_status *, at_bind_input, cort_binding *, const char *,
                    const cort_value *)(binding, name, value);
}

cort_status *cort_bind_output(const cort_api *api, cort_binding *binding, const char *name,
                              const cort_value *value) {
    return FUNCTION(cort_status *, at_bind_output, cort_binding *, const char *,
                    const cort_value *)(binding, name, value);
}

cort_status *cort_run_bound(const cort_api *api, cort_session *session,
                            const cort_binding *binding) {
    return FUNCTION(cort_status *, at_run_bound, cort_session *, const void *,
                    const cort_binding *)(session, NULL, binding);
}
