#pragma once

#include <stddef.h>
#include <stdint.h>

// What Syrinx uses of ONNX Runtime's C interface, declared by ourselves: the library is found
// at run time, so neither its header nor the library is needed to build.
//
// The library hands out a table of functions that only ever grows at its end; COnnxRuntime.c
// names the places used. Every function here takes that table first. Functions that can fail
// return a status: NULL when all went well, otherwise to be released by the caller.

/// The version of the table that has all that is used (ONNX Runtime 1.18).
enum { cort_api_version = 18 };

typedef struct cort_api cort_api;
typedef struct cort_status cort_status;
typedef struct cort_env cort_env;
typedef struct cort_options cort_options;
typedef struct cort_session cort_session;
typedef struct cort_value cort_value;
typedef struct cort_memory_info cort_memory_info;
typedef struct cort_binding cort_binding;

/// The table out of a library that dlopen(3) gave. NULL where the library is none of ONNX
/// Runtime's or too old; the version is set if it is one.
const cort_api *cort_table(void *library, const char **version);

const char *cort_message(const cort_api *api, const cort_status *status);
void cort_release_status(const cort_api *api, cort_status *status);

/// The process's environment. Logs what is fatal only: errors come back as statuses.
cort_status *cort_create_env(const cort_api *api, const char *name, cort_env **env);

// How a session is to be.

cort_status *cort_create_options(const cort_api *api, cort_options **options);
void cort_release_options(const cort_api *api, cort_options *options);
cort_status *cort_set_threads(const cort_api *api, cort_options *options, int threads);
/// All rewritings of the graph, also those that suit only this processor.
cort_status *cort_optimise_all(const cort_api *api, cort_options *options);
/// No plan of memory is kept for each set of input shapes.
cort_status *cort_disable_memory_pattern(const cort_api *api, cort_options *options);
cort_status *cort_set(const cort_api *api, cort_options *options, const char *key,
                      const char *value);
/// Contents of files that the model's weights are said to lie in. The bytes are not copied here.
cort_status *cort_add_files(const cort_api *api, cort_options *options, const char *const *names,
                            const char *const *contents, const size_t *lengths, size_t count);

// Execution providers.

cort_status *cort_providers(const cort_api *api, char ***names, int *count);
void cort_release_providers(const cort_api *api, char **names, int count);
cort_status *cort_append_provider(const cort_api *api, cort_options *options, const char *name);
/// With settings by name where the default isn't wanted.
cort_status *cort_append_cuda(const cort_api *api, cort_options *options,
                              const char *const *names, const char *const *values, size_t count);
cort_status *cort_append_tensorrt(const cort_api *api, cort_options *options,
                                  const char *const *names, const char *const *values,
                                  size_t count);

// Sessions.

cort_status *cort_open_file(const cort_api *api, const cort_env *env, const char *path,
                            const cort_options *options, cort_session **session);
cort_status *cort_open_bytes(const cort_api *api, const cort_env *env, const void *bytes,
                             size_t count, const cort_options *options, cort_session **session);
void cort_release_session(const cort_api *api, cort_session *session);

/// An input or output of a session.
typedef struct cort_port {
    /// To be freed with cort_release_port.
    char *name;
    /// Number of the element type in ONNX; 0 if it is no tensor.
    int32_t element;
    size_t rank;
    /// -1 where the size is open.
    int64_t *sizes;
    /// Names of open sizes, empty where there is none. They belong to `info`.
    const char **symbols;
    void *info;
} cort_port;

cort_status *cort_port_count(const cort_api *api, const cort_session *session, int output,
                             size_t *count);
cort_status *cort_describe_port(const cort_api *api, const cort_session *session, int output,
                                size_t index, cort_port *port);
void cort_release_port(const cort_api *api, cort_port *port);

// Values.

cort_status *cort_create_memory_info(const cort_api *api, cort_memory_info **info);
/// A tensor over memory of the caller's, which must outlive it.
cort_status *cort_tensor(const cort_api *api, const cort_memory_info *info, void *bytes,
                         size_t byte_count, const int64_t *shape, size_t rank, int32_t element,
                         cort_value **value);
void cort_release_value(const cort_api *api, cort_value *value);
/// Where the elements lie, of which type, and of which shape: at most `most` sizes are written.
cort_status *cort_look_at(const cort_api *api, cort_value *value, void **bytes, int32_t *element,
                          int64_t *shape, size_t most, size_t *rank);

// Calls.

cort_status *cort_run(const cort_api *api, cort_session *session, const char *const *input_names,
                      const cort_value *const *inputs, size_t input_count,
                      const char *const *output_names, size_t output_count, cort_value **outputs);
cort_status *cort_create_binding(const cort_api *api, cort_session *session,
                                 cort_binding **binding);
void cort_release_binding(const cort_api *api, cort_binding *binding);
cort_status *cort_bind_input(const cort_api *api, cort_binding *binding, const char *name,
                             const cort_value *value);
cort_status *cort_bind_output(const cort_api *api, cort_binding *binding, const char *name,
                              const cort_value *value);
cort_status *cort_run_bound(const cort_api *api, cort_session *session,
                            const cort_binding *binding);
