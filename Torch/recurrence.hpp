#pragma once
// Recurrent layers.

#include "arguments.hpp"

#include <ATen/ops/gru.h>
#include <ATen/ops/lstm.h>

namespace syrinx {

static bool recurrence(ctorch_operator op, const Arguments &a, bool training,
                       std::vector<Tensor> &out) {
    if (op != CTORCH_LSTM && op != CTORCH_GRU) return false;
    bool both = a.integer(0) != 0;
    int32_t first = op == CTORCH_LSTM ? 3 : 2, count = both ? 8 : 4;
    std::vector<Tensor> weights;
    for (int32_t i = first; i < first + count; i++) weights.push_back(a.input(i));
    const Tensor &x = a.input(0);
    if (op == CTORCH_LSTM) {
        auto result = at::lstm(x, {a.input(1), a.input(2)}, weights, true, 1, 0, training, both, true);
        out = {std::get<0>(result), std::get<1>(result), std::get<2>(result)};
    } else {
        auto result = at::gru(x, a.input(1), weights, true, 1, 0, training, both, true);
        out = {std::get<0>(result), std::get<1>(result)};
    }
    return true;
}

}  // namespace syrinx
