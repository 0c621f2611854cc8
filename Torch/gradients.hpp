#pragma once
// Gradients by libtorch's autograd.

#include "handles.hpp"

#include <ATen/ops/full_like.h>
#include <torch/csrc/autograd/autograd.h>

namespace syrinx {

static int require_gradient(ctorch_tensor *tensor, int32_t required) {
    return guarded([&] { tensor->value.set_requires_grad(required != 0); });
}

static int requires_gradient(const ctorch_tensor *tensor, int32_t *required) {
    return guarded([&] { *required = tensor->value.requires_grad(); });
}

static void check_root(const Tensor &root) {
    TORCH_CHECK(root.numel() == 1, "gradients are of one number, not of ", root.numel());
    TORCH_CHECK(root.requires_grad(),
                "nothing that needs a gradient leads here, or it was computed without recording");
}

static int backward(const ctorch_tensor *root, double scale, int32_t keeps_record) {
    return guarded([&] {
        check_root(root->value);
        torch::autograd::backward({root->value}, {at::full_like(root->value, scale)},
                                  keeps_record != 0, false);
    });
}

static int gradients(const ctorch_tensor *root, const ctorch_tensor *const *inputs,
                     int32_t count, int32_t keeps_record, int32_t differentiable,
                     ctorch_tensor **out) {
    return guarded([&] {
        check_root(root->value);
        auto leaves = tensors(const_cast<ctorch_tensor *const *>(inputs), count);
        auto results = torch::autograd::grad({root->value}, leaves, {},
                                             keeps_record != 0 || differentiable != 0,
                                             differentiable != 0, true);
        for (int32_t i = 0; i < count; i++) {
            out[i] = results[i].defined() ? handle(std::move(results[i])) : nullptr;
        }
    });
}

static int gradient(const ctorch_tensor *tensor, ctorch_tensor **out) {
    return guarded([&] {
        const Tensor &sum = tensor->value.grad();
        *out = sum.defined() ? handle(sum) : nullptr;
    });
}

static int clear_gradients(ctorch_tensor *const *list, int32_t count) {
    return guarded([&] {
        for (int32_t i = 0; i < count; i++) list[i]->value.mutable_grad().reset();
    });
}

}  // namespace syrinx
