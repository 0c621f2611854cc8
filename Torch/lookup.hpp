#pragma once
// Elements by their indices. Negative indices count from the end, as in ONNX.

#include "arguments.hpp"

#include <ATen/ops/embedding.h>
#include <ATen/ops/gather.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/scatter.h>
#include <ATen/ops/scatter_add.h>
#include <ATen/ops/where.h>

namespace syrinx {

static Tensor from_start(const Tensor &indices, int64_t size) {
    Tensor whole = indices.to(at::kLong);
    return at::where(whole.lt(0), whole + size, whole);
}

static Tensor gather(const Tensor &data, const Tensor &indices, int64_t axis) {
    Tensor places = from_start(indices, data.size(axis));
    // The gradient of a table is summed faster than that of a selection.
    if (axis == 0 && data.dim() == 2) return at::embedding(data, places);
    List shape = data.sizes().vec();
    shape.erase(shape.begin() + axis);
    shape.insert(shape.begin() + axis, places.sizes().begin(), places.sizes().end());
    return at::index_select(data, axis, places.flatten()).reshape(shape);
}

static bool lookup(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    if (op != CTORCH_GATHER && op != CTORCH_GATHER_ELEMENTS && op != CTORCH_SCATTER_ELEMENTS) {
        return false;
    }
    const Tensor &data = a.input(0);
    int64_t axis = a.integer(0);
    if (op == CTORCH_GATHER) {
        out = {gather(data, a.input(1), axis)};
        return true;
    }
    Tensor places = from_start(a.input(1), data.size(axis));
    if (op == CTORCH_GATHER_ELEMENTS) {
        out = {at::gather(data, axis, places)};
    } else {
        // With autocast one of both may be narrower.
        Tensor source = a.input(2).to(data.scalar_type());
        out = {a.integer(1) ? at::scatter_add(data, axis, places, source)
                            : at::scatter(data, axis, places, source)};
    }
    return true;
}

}  // namespace syrinx
