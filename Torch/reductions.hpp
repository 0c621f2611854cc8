#pragma once
// Over axes.

#include "arguments.hpp"

#include <ATen/ops/amax.h>
#include <ATen/ops/amin.h>
#include <ATen/ops/argmax.h>
#include <ATen/ops/cumsum.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/mean.h>
#include <ATen/ops/prod.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/sort.h>
#include <ATen/ops/sum.h>

#include <algorithm>
#include <functional>

namespace syrinx {

static Tensor mean(const Tensor &x, at::IntArrayRef axes, bool keeps) {
    if (x.is_floating_point()) return at::mean(x, axes, keeps);
    // Of whole numbers it is rounded towards zero.
    return at::mean(x, axes, keeps, at::kDouble).trunc().to(x.scalar_type());
}

static Tensor product(Tensor x, at::IntArrayRef axes, bool keeps) {
    List order = axes.vec();
    std::sort(order.begin(), order.end(), std::greater<int64_t>());
    auto type = x.scalar_type();
    for (int64_t axis : order) x = at::prod(x, axis, keeps, type);
    return x;
}

static Tensor reduce(ctorch_operator op, const Arguments &a) {
    const Tensor &x = a.input(0);
    bool keeps = a.integer(0) != 0;
    at::IntArrayRef axes = a.integers_from(1);
    // libtorch would take all.
    if (axes.empty()) return x;
    switch (op) {
        case CTORCH_SUM: return at::sum(x, axes, keeps, x.scalar_type());
        case CTORCH_MEAN: return mean(x, axes, keeps);
        case CTORCH_REDUCE_MAXIMUM: return at::amax(x, axes, keeps);
        case CTORCH_REDUCE_MINIMUM: return at::amin(x, axes, keeps);
        default: return product(x, axes, keeps);
    }
}

// Of equals the first comes first, so the order must be a stable one.
static std::vector<Tensor> top(const Tensor &x, int64_t axis, int64_t count) {
    TORCH_CHECK(count <= x.size(axis), "the ", count, " largest of ", x.size(axis));
    auto sorted = at::sort(x, true, axis, true);
    return {std::get<0>(sorted).narrow(axis, 0, count), std::get<1>(sorted).narrow(axis, 0, count)};
}

static bool reductions(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    switch (op) {
        case CTORCH_SUM:
        case CTORCH_MEAN:
        case CTORCH_REDUCE_MAXIMUM:
        case CTORCH_REDUCE_MINIMUM:
        case CTORCH_PRODUCT: out = {reduce(op, a)}; return true;
        case CTORCH_SOFTMAX: out = {at::softmax(a.input(0), a.integer(0))}; return true;
        case CTORCH_LOG_SOFTMAX: out = {at::log_softmax(a.input(0), a.integer(0))}; return true;
        case CTORCH_ARG_MAX: out = {at::argmax(a.input(0), a.integer(0))}; return true;
        case CTORCH_TOP_K: out = top(a.input(0), a.integer(0), a.integer(1)); return true;
        case CTORCH_CUMULATIVE_SUM:
            out = {at::cumsum(a.input(0), a.integer(0), a.input(0).scalar_type())};
            return true;
        default: return false;
    }
}

}  // namespace syrinx
