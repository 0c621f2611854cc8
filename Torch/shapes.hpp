#pragma once
// Elements moved, repeated, cut out, put together.

#include "arguments.hpp"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/reflection_pad1d.h>
#include <ATen/ops/replication_pad1d.h>
#include <ATen/ops/upsample_linear1d.h>

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

// libtorch pads last axes of some ranks; any axis becomes one of those.
static Tensor pad_by_copies(Tensor x, const Arguments &a, bool reflects) {
    for (int64_t axis = 0; axis < x.dim(); axis++) {
        int64_t before = a.integer(2 * axis), after = a.integer(2 * axis + 1);
        if (before == 0 && after == 0) continue;
        Tensor last = x.transpose(axis, -1);
        List shape = last.sizes().vec();
        Tensor flat = last.reshape({1, -1, shape.back()});
        flat = reflects ? at::reflection_pad1d(flat, {before, after})
                        : at::replication_pad1d(flat, {before, after});
        shape.back() = flat.size(-1);
        x = flat.reshape(shape).transpose(axis, -1);
    }
    return x;
}

static Tensor upsample(const Tensor &x, int64_t factor, bool linear) {
    TORCH_CHECK(factor > 0, "upsampling by ", factor);
    List shape = x.sizes().vec();
    shape.back() *= factor;
    if (linear) {
        return at::upsample_linear1d(x.reshape({1, -1, x.size(-1)}), {shape.back()}, false)
            .reshape(shape);
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
