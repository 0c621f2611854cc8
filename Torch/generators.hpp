#pragma once
// Random sources: generators of our own, so that nothing else in the process draws from them.

#include "handles.hpp"

#include <ATen/ops/empty.h>

#include <cstring>

namespace syrinx {

static int new_generator(ctorch_device where, uint64_t seed, ctorch_generator **out) {
    return guarded([&] {
        at::Generator generator = at::globalContext().defaultGenerator(device(where)).clone();
        generator.set_current_seed(seed);
        *out = new ctorch_generator{generator};
    });
}

static int generator_state(const ctorch_generator *generator, uint8_t *bytes, size_t capacity,
                           size_t *size) {
    return guarded([&] {
        Tensor state = generator->value.get_state();
        *size = state.numel();
        if (!bytes) return;
        TORCH_CHECK(capacity >= *size, "the state has ", *size, " bytes");
        std::memcpy(bytes, state.data_ptr(), *size);
    });
}

static int set_generator_state(ctorch_generator *generator, const uint8_t *bytes, size_t count) {
    return guarded([&] {
        Tensor state = at::empty({(int64_t)count}, at::TensorOptions().dtype(at::kByte));
        std::memcpy(state.data_ptr(), bytes, count);
        generator->value.set_state(state);
    });
}

static void free_generator(ctorch_generator *generator) { delete generator; }

static int random(ctorch_generator *generator, ctorch_distribution distribution,
                  ctorch_element element, const int64_t *shape, int32_t rank,
                  ctorch_device where, ctorch_tensor **out) {
    return guarded([&] {
        Tensor result = at::empty(
            at::IntArrayRef(shape, rank),
            at::TensorOptions().dtype(scalar_type(element)).device(device(where)));
        if (distribution == CTORCH_NORMAL) {
            result.normal_(0, 1, generator->value);
        } else {
            result.uniform_(0, 1, generator->value);
        }
        *out = handle(result);
    });
}

}  // namespace syrinx
