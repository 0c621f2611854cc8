#pragma once
// What an operator is called with, counted before it is read.

#include "handles.hpp"

namespace syrinx {

struct Arguments {
    const ctorch_tensor *const *inputs;
    int32_t count;
    at::IntArrayRef integers;
    at::ArrayRef<double> numbers;

    const Tensor &input(int32_t index) const {
        TORCH_CHECK(index < count && inputs[index], "input ", index, " is missing");
        return inputs[index]->value;
    }
    // An undefined tensor where there is none.
    Tensor optional(int32_t index) const { return index < count ? input(index) : Tensor(); }

    int64_t integer(size_t index) const {
        TORCH_CHECK(index < integers.size(), "attribute ", index, " is missing");
        return integers[index];
    }
    at::IntArrayRef integers_from(size_t start, size_t length) const {
        TORCH_CHECK(start + length <= integers.size(), "attributes are missing");
        return integers.slice(start, length);
    }
    at::IntArrayRef integers_from(size_t start) const {
        TORCH_CHECK(start <= integers.size(), "attributes are missing");
        return integers.slice(start);
    }
    double number(size_t index) const {
        TORCH_CHECK(index < numbers.size(), "attribute ", index, " is missing");
        return numbers[index];
    }
};

}  // namespace syrinx
