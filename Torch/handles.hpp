#pragma once
// Handles, element types, and the wall that no exception passes.

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <utility>
#include <vector>

struct ctorch_tensor {
    at::Tensor value;
};
struct ctorch_generator {
    at::Generator value;
};

namespace syrinx {

using at::Tensor;
using List = std::vector<int64_t>;

inline thread_local std::string last_error;

inline const char *error() { return last_error.c_str(); }

// Whether a message tells of memory that ran out: the processor's allocator and CUDA's libraries
// have no exceptions of their own for it.
inline bool tells_of_memory(const std::string &message) {
    for (const char *words : {"DefaultCPUAllocator", "out of memory", "ALLOC_FAILED",
                              "ALLOCATION_FAILED"})
        if (message.find(words) != std::string::npos) return true;
    return false;
}

// Runs the body; what it throws becomes the status and the message.
template <typename Body>
int guarded(Body &&body) {
    try {
        body();
        return 0;
    } catch (const c10::OutOfMemoryError &failure) {
        last_error = failure.what_without_backtrace();
        return CTORCH_OUT_OF_MEMORY;
    } catch (const c10::Error &failure) {
        last_error = failure.what_without_backtrace();
        if (tells_of_memory(last_error)) return CTORCH_OUT_OF_MEMORY;
    } catch (const std::bad_alloc &failure) {
        last_error = failure.what();
        return CTORCH_OUT_OF_MEMORY;
    } catch (const std::exception &failure) {
        last_error = failure.what();
        if (tells_of_memory(last_error)) return CTORCH_OUT_OF_MEMORY;
    } catch (...) {
        last_error = "an unknown exception";
    }
    return CTORCH_FAILURE;
}

inline ctorch_tensor *handle(Tensor value) { return new ctorch_tensor{std::move(value)}; }

inline at::ScalarType scalar_type(ctorch_element element) {
    switch (element) {
        case 1: return at::kFloat;
        case 2: return at::kByte;
        case 3: return at::kChar;
        case 5: return at::kShort;
        case 6: return at::kInt;
        case 7: return at::kLong;
        case 9: return at::kBool;
        case 10: return at::kHalf;
        case 11: return at::kDouble;
        case 16: return at::kBFloat16;
        default: TORCH_CHECK(false, "libtorch has no kernels for element type ", element);
    }
}

inline ctorch_element element_number(at::ScalarType type) {
    switch (type) {
        case at::kFloat: return 1;
        case at::kByte: return 2;
        case at::kChar: return 3;
        case at::kShort: return 5;
        case at::kInt: return 6;
        case at::kLong: return 7;
        case at::kBool: return 9;
        case at::kHalf: return 10;
        case at::kDouble: return 11;
        case at::kBFloat16: return 16;
        default: TORCH_CHECK(false, "no element type of ours is ", c10::toString(type));
    }
}

inline at::Device device(ctorch_device number) {
    return number < 0 ? at::Device(at::kCPU) : at::Device(at::kCUDA, (at::DeviceIndex)number);
}

inline std::vector<Tensor> tensors(ctorch_tensor *const *handles, int32_t count) {
    std::vector<Tensor> result;
    result.reserve(count);
    for (int32_t i = 0; i < count; i++) result.push_back(handles[i]->value);
    return result;
}

}  // namespace syrinx
