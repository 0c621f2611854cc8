// libsyrinx-torch.so: libtorch behind the C interface of CTorch.h, for any libtorch from 1.13
// on. scripts/torch-door compiles this one file. The headers beside it are its parts.

#define CTORCH_LIBRARY
#include "CTorch.h"

#include "handles.hpp"
#include "operators.hpp"
#include "gradients.hpp"
#include "optimizer.hpp"
#include "generators.hpp"
#include "tensors.hpp"

#include <torch/csrc/api/include/torch/version.h>

namespace syrinx {

// On CUDA libtorch takes the fastest kernels, of which some add up in any order and others
// round 32-bit floats to 10 bits. Training that goes on bit by bit needs the same sums each
// time, and who wants fewer bits asks for bfloat16. Where no such kernel exists it warns.
static void compute_exactly_on_cuda() {
    at::Context &context = at::globalContext();
    context.setDeterministicCuDNN(true);
    context.setDeterministicAlgorithms(true, true);
    context.setAllowTF32CuDNN(false);
    context.setAllowTF32CuBLAS(false);
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 2)
    // Memory that nobody reads unwritten need not be filled.
    context.setDeterministicFillUninitializedMemory(false);
#endif
}

static int cuda_devices(int32_t *count) {
    return guarded([&] {
        *count = at::hasCUDA() ? (int32_t)at::getNumGPUs() : 0;
        if (*count > 0) compute_exactly_on_cuda();
    });
}

static int set_threads(int32_t count) {
    return guarded([&] {
        // The setting is one of the thread, and changing it costs.
        if (at::get_num_threads() != count) at::set_num_threads(count);
    });
}

static const ctorch_interface interface = {
    CTORCH_VERSION,
    TORCH_VERSION,
    error,
    cuda_devices,
    set_threads,
    from_memory,
    over_memory,
    to_memory,
    describe,
    convert,
    detach,
    share,
    assign,
    free_tensor,
    apply,
    forget_casts,
    require_gradient,
    requires_gradient,
    backward,
    gradients,
    gradient,
    clear_gradients,
    gradient_norm,
    adamw,
    average,
    new_generator,
    generator_state,
    set_generator_state,
    free_generator,
    random,
};

}  // namespace syrinx

const ctorch_interface *syrinx_torch(uint32_t version) {
    return version == CTORCH_VERSION ? &syrinx::interface : nullptr;
}
