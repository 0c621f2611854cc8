#pragma once
// `apply`: every operator of Syrinx' graphs as calls of libtorch, by families.

#include "elementwise.hpp"
#include "handles.hpp"
#include "lookup.hpp"
#include "products.hpp"
#include "recurrence.hpp"
#include "reductions.hpp"
#include "shapes.hpp"
#include "spectra.hpp"

#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/api/include/torch/version.h>

namespace syrinx {

// Autocast on this thread, while it lives; nothing where none is asked for.
class Autocast {
   public:
    explicit Autocast(const ctorch_mode &mode) : where_(mode.device), on_(mode.autocast != 0) {
        if (on_) set(true, scalar_type(mode.autocast));
    }
    ~Autocast() {
        if (on_) set(false, where_ < 0 ? at::kBFloat16 : at::kHalf);
    }

   private:
    ctorch_device where_;
    bool on_;

    void set(bool enabled, at::ScalarType type) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        auto kind = where_ < 0 ? at::kCPU : at::kCUDA;
        at::autocast::set_autocast_dtype(kind, type);
        at::autocast::set_autocast_enabled(kind, enabled);
#else
        if (where_ < 0) {
            TORCH_CHECK(type == at::kBFloat16, "on processors autocast is to bfloat16");
            at::autocast::set_cpu_enabled(enabled);
        } else {
            at::autocast::set_autocast_gpu_dtype(type);
            at::autocast::set_enabled(enabled);
        }
#endif
    }
};

static Tensor dropout(const Tensor &x, double probability, const ctorch_mode &mode) {
    if (!mode.training || probability == 0) return x;
    TORCH_CHECK(mode.generator, "dropout needs a random source");
    double kept = 1 - probability;
    Tensor mask = at::empty_like(x);
    {
        at::AutoGradMode records(false);
        mask.bernoulli_(kept, mode.generator->value);
        if (kept > 0) mask.mul_(1 / kept);
    }
    return x * mask;
}

// Gives true if the operator belongs here and its outputs are set.
static bool special(ctorch_operator op, const Arguments &a, const ctorch_mode &mode,
                    std::vector<Tensor> &out) {
    switch (op) {
        case CTORCH_STOP_GRADIENT: out = {a.input(0).detach()}; return true;
        case CTORCH_DROPOUT: out = {dropout(a.input(0), a.number(0), mode)}; return true;
        default: return false;
    }
}

static int apply(ctorch_operator op, const ctorch_mode *mode, const ctorch_tensor *const *inputs,
                 int32_t input_count, const int64_t *integers, int32_t integer_count,
                 const double *numbers, int32_t number_count, ctorch_tensor **outputs,
                 int32_t output_count) {
    return guarded([&] {
        at::AutoGradMode records(mode->records_gradients != 0);
        Autocast autocast(*mode);
        Arguments a{inputs, input_count, {integers, (size_t)integer_count},
                    {numbers, (size_t)number_count}};
        std::vector<Tensor> out;
        bool known = elementwise(op, a, out) || products(op, a, out) || reductions(op, a, out) ||
                     shapes(op, a, out) || lookup(op, a, out) ||
                     recurrence(op, a, mode->training != 0, out) || spectra(op, a, out) ||
                     special(op, a, *mode, out);
        TORCH_CHECK(known, "operator ", (int)op, " is unknown");
        TORCH_CHECK((int32_t)out.size() == output_count, "operator ", (int)op, " has ",
                    out.size(), " outputs");
        for (int32_t i = 0; i < output_count; i++) outputs[i] = handle(std::move(out[i]));
    });
}

static int forget_casts() {
    return guarded([] { at::autocast::clear_cache(); });
}

}  // namespace syrinx
