#pragma once
// Elements moved, repeated, cut out, put together.

#include "arguments.hpp"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>

#include <algorithm>

namespace syrinx {

static Tensor slice(const Tensor &x, int64_t axis, int64_t start, int64_t end, int64_t step) {
    if (step > 0) return x.slice(axis, start, end, step);
    Tensor indices = at::arange(std::min(start, x.size(axis) - 1), std::max<int64_t>(end, -1),
                                step, x.options().dtype(at::kLong).requires_grad(false));
    return x.index_select(axis, indices);
}

// As ONNX's Expand: where the shape has 1, the axis keeps its size.
static Tensor expand(const Tensor &x, at::IntArrayRef shape) {
    List target = shape.vec();
    int64_t offset = (int64_t)target.size() - x.dim();
    if (offset < 0) target.insert(target.begin(), -offset, 1), offset = 0;
    for (int64_t axis = 0; axis < x.dim(); axis++) {
        if (target[offset + axis] == 1) target[offset + axis] = x.size(axis);
    }
    return x.expand(target);
}

static Tensor pad_constant(const Tensor &x, const Arguments &a) {
    List ends;
    for (int64_t axis = x.dim(); axis-- > 0;) {
        ends.push_back(a.integer(2 * axis));
        ends.push_back(a.integer(2 * axis + 1));
    }
    return at::constant_pad_nd(x, ends, a.number(0));
}

// The element at an end of an axis, so many times.
static Tensor edge(const Tensor &x, int64_t axis, int64_t place, int64_t count) {
    List shape = x.sizes().vec();
    shape[axis] = count;
    return x.narrow(axis, place, 1).expand(shape);
}

// By slices: on CUDA the gradients of libtorch's own padding are sums in any order, so that
// training would not go on bit by bit.
static Tensor pad_by_copies(Tensor x, const Arguments &a, bool reflects) {
    for (int64_t axis = 0; axis < x.dim(); axis++) {
        int64_t before = a.integer(2 * axis), after = a.integer(2 * axis + 1);
        int64_t size = x.size(axis), reach = std::max(before, after);
        if (before == 0 && after == 0) continue;
        TORCH_CHECK(std::min(before, after) >= 0 && (reflects ? reach < size : size > 0),
                    "an axis of ", size, " padded by ", before, " and ", after);
        if (reflects) {
            x = at::cat({x.narrow(axis, 1, before).flip(axis), x,
                         x.narrow(axis, size - 1 - after, after).flip(axis)}, axis);
        } else {
            x = at::cat({edge(x, axis, 0, before), x, edge(x, axis, size - 1, after)}, axis);
        }
    }
    return x;
}

// Between the centres of neighbours. Written out for the same reason as padding.
static Tensor interpolate(const Tensor &x, int64_t factor) {
    int64_t axis = x.dim() - 1, size = x.size(axis);
    TORCH_CHECK(size > 0, "there is nothing to upsample");
    Tensor wide = at::cat({edge(x, axis, 0, 1), x, edge(x, axis, size - 1, 1)}, axis);
    auto weights = x.options().requires_grad(false);
    Tensor place = (at::arange(factor, weights.dtype(at::kDouble)) + 0.5) / (double)factor - 0.5;
    Tensor left = (-place).clamp_min(0).to(x.scalar_type());
    Tensor right = place.clamp_min(0).to(x.scalar_type());
    return wide.narrow(axis, 0, size).unsqueeze(-1) * left +
           x.unsqueeze(-1) * (1 - left - right) +
           wide.narrow(axis, 2, size).unsqueeze(-1) * right;
}

static Tensor upsample(const Tensor &x, int64_t factor, bool linear) {
    TORCH_CHECK(factor > 0, "upsampling by ", factor);
    List shape = x.sizes().vec();
    shape.back() *= factor;
    if (linear) {
        return interpolate(x, factor).reshape(shape);
    }
    List repeated = x.sizes().vec();
    repeated.push_back(factor);
    return x.unsqueeze(-1).expand(repeated).reshape(shape);
}

static bool shapes(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    switch (op) {
        case CTORCH_RESHAPE: out = {a.input(0).reshape(a.integers)}; return true;
        case CTORCH_TRANSPOSE: out = {a.input(0).permute(a.integers)}; return true;
        case CTORCH_CONCATENATE: {
            std::vector<Tensor> parts;
            for (int32_t i = 0; i < a.count; i++) parts.push_back(a.input(i));
            out = {at::cat(parts, a.integer(0))};
            return true;
        }
        case CTORCH_SLICE:
            out = {slice(a.input(0), a.integer(0), a.integer(1), a.integer(2), a.integer(3))};
            return true;
        case CTORCH_EXPAND: out = {expand(a.input(0), a.integers)}; return true;
        case CTORCH_PAD_CONSTANT: out = {pad_constant(a.input(0), a)}; return true;
        case CTORCH_PAD_REFLECT: out = {pad_by_copies(a.input(0), a, true)}; return true;
        case CTORCH_PAD_EDGE: out = {pad_by_copies(a.input(0), a, false)}; return true;
        case CTORCH_UPSAMPLE_NEAREST:
        case CTORCH_UPSAMPLE_LINEAR:
            out = {upsample(a.input(0), a.integer(0), op == CTORCH_UPSAMPLE_LINEAR)};
            return true;
        case CTORCH_RANGE:
            out = {at::arange(a.integer(0), at::TensorOptions().dtype(at::kLong).device(
                                                device((ctorch_device)a.integer(1))))};
            return true;
        default: return false;
    }
}

}  // namespace syrinx
