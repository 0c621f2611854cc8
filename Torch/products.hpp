#pragma once
// Matrix products, convolutions, normalisation.

#include "arguments.hpp"

#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/conv1d.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv3d.h>
#include <ATen/ops/conv_transpose1d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/conv_transpose3d.h>
#include <ATen/ops/group_norm.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>

namespace syrinx {

// The attributes of a convolution, as CTorch.h lays them out.
struct ConvolutionAttributes {
    at::IntArrayRef strides, dilations, before, after, extra;
    int64_t groups;

    explicit ConvolutionAttributes(const Arguments &a) {
        size_t axes = (size_t)a.integer(0);
        strides = a.integers_from(1, axes);
        dilations = a.integers_from(1 + axes, axes);
        before = a.integers_from(1 + 2 * axes, axes);
        after = a.integers_from(1 + 3 * axes, axes);
        extra = a.integers_from(1 + 4 * axes, axes);
        groups = a.integer(1 + 5 * axes);
    }

    // What libtorch can do itself: the same at both ends.
    List common() const {
        List result(before.size());
        for (size_t i = 0; i < result.size(); i++) result[i] = std::min(before[i], after[i]);
        return result;
    }
};

// By the functions that autocast knows; the general one beneath them it doesn't.
static Tensor convolution(const Arguments &a) {
    ConvolutionAttributes c(a);
    Tensor x = a.input(0);
    List padding = c.common();
    bool even = c.before.equals(c.after);
    if (!even) {
        // All of it at once: padding twice would take a second pass.
        List ends;
        for (size_t i = c.before.size(); i-- > 0;) {
            ends.push_back(c.before[i]);
            ends.push_back(c.after[i]);
        }
        x = at::constant_pad_nd(x, ends, 0);
        padding.assign(padding.size(), 0);
    }
    const Tensor &weight = a.input(1);
    Tensor bias = a.optional(2);
    switch (padding.size()) {
        case 1: return at::conv1d(x, weight, bias, c.strides, padding, c.dilations, c.groups);
        case 2: return at::conv2d(x, weight, bias, c.strides, padding, c.dilations, c.groups);
        case 3: return at::conv3d(x, weight, bias, c.strides, padding, c.dilations, c.groups);
        default: TORCH_CHECK(false, "a convolution over ", padding.size(), " axes");
    }
}

static Tensor transposed_convolution(const Arguments &a) {
    ConvolutionAttributes c(a);
    List cut = c.common();
    const Tensor &x = a.input(0), &weight = a.input(1);
    Tensor bias = a.optional(2), y;
    switch (cut.size()) {
        case 1:
            y = at::conv_transpose1d(x, weight, bias, c.strides, cut, c.extra, c.groups, c.dilations);
            break;
        case 2:
            y = at::conv_transpose2d(x, weight, bias, c.strides, cut, c.extra, c.groups, c.dilations);
            break;
        case 3:
            y = at::conv_transpose3d(x, weight, bias, c.strides, cut, c.extra, c.groups, c.dilations);
            break;
        default: TORCH_CHECK(false, "a convolution over ", cut.size(), " axes");
    }
    for (size_t i = 0; i < cut.size(); i++) {
        int64_t start = c.before[i] - cut[i], end = c.after[i] - cut[i];
        if (start == 0 && end == 0) continue;
        int64_t axis = (int64_t)i + 2;
        y = y.narrow(axis, start, y.size(axis) - start - end);
    }
    return y;
}

// Packed whole numbers to 32-bit floats [outputs, inputs].
static Tensor dequantize(const Arguments &a) {
    const Tensor &packed = a.input(0);
    int64_t inputs = a.integer(0), outputs = a.integer(1), bits = a.integer(2);
    int64_t block = a.integer(3), count = (inputs + block - 1) / block;
    Tensor q = packed.reshape({outputs, count, block * bits / 8});
    if (bits == 4) {
        q = at::stack({q.bitwise_and(15), q.div(16, "floor")}, -1).reshape({outputs, count, block});
    }
    Tensor scales = a.input(1).reshape({outputs, count, 1}).to(at::kFloat);
    Tensor weight = (q.to(at::kFloat) - (double)(1 << (bits - 1))) * scales;
    return weight.reshape({outputs, count * block}).narrow(1, 0, inputs).contiguous();
}

// Where autocast made the input narrower than its parameters, the input is widened again:
// sums over many elements need the precision.
static Tensor as_wide(const Tensor &x, const Tensor &scale) {
    return x.scalar_type() == scale.scalar_type() ? x : x.to(scale.scalar_type());
}

static Tensor rms_norm(const Tensor &x, const Tensor &scale, double epsilon) {
    return x * (x.square().mean(-1, true) + epsilon).rsqrt() * scale;
}

static bool products(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    switch (op) {
        case CTORCH_MATMUL: out = {at::matmul(a.input(0), a.input(1))}; return true;
        case CTORCH_LINEAR:
            out = {at::linear(a.input(0), a.input(1), a.optional(2))};
            return true;
        case CTORCH_DEQUANTIZE: out = {dequantize(a)}; return true;
        case CTORCH_CONVOLUTION: out = {convolution(a)}; return true;
        case CTORCH_TRANSPOSED_CONVOLUTION: out = {transposed_convolution(a)}; return true;
        case CTORCH_LAYER_NORM: {
            const Tensor &scale = a.input(1);
            out = {at::layer_norm(as_wide(a.input(0), scale), scale.sizes(), scale,
                                  a.optional(2), a.number(0))};
            return true;
        }
        case CTORCH_RMS_NORM:
            out = {rms_norm(as_wide(a.input(0), a.input(1)), a.input(1), a.number(0))};
            return true;
        case CTORCH_GROUP_NORM:
            out = {at::group_norm(as_wide(a.input(0), a.input(1)), a.integer(0), a.input(1),
                                  a.input(2), a.number(0))};
            return true;
        default: return false;
    }
}

}  // namespace syrinx
