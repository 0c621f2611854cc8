#pragma once
// Tensors from and to the host's memory.

#include "handles.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <cstring>

namespace syrinx {

static Tensor view_of(void *bytes, ctorch_element element, const int64_t *shape, int32_t rank) {
    return at::from_blob(bytes, at::IntArrayRef(shape, rank),
                         at::TensorOptions().dtype(scalar_type(element)));
}

static int over_memory(void *bytes, ctorch_element element, const int64_t *shape, int32_t rank,
                       ctorch_tensor **out) {
    return guarded([&] { *out = handle(view_of(bytes, element, shape, rank)); });
}

static int from_memory(const void *bytes, ctorch_element element, const int64_t *shape,
                       int32_t rank, ctorch_device where, ctorch_tensor **out) {
    return guarded([&] {
        Tensor view = view_of(const_cast<void *>(bytes), element, shape, rank);
        *out = handle(where < 0 ? view.clone() : view.to(device(where)));
    });
}

static int to_memory(const ctorch_tensor *tensor, void *bytes, size_t count) {
    return guarded([&] {
        at::AutoGradMode records(false);
        const Tensor &value = tensor->value;
        size_t size = value.numel() * value.element_size();
        TORCH_CHECK(size == count, "the tensor has ", size, " bytes, there is room for ", count);
        if (size == 0) return;
        if (value.is_cpu() && value.is_contiguous()) {
            std::memcpy(bytes, value.data_ptr(), size);
        } else {
            at::from_blob(bytes, value.sizes(), value.options().device(at::kCPU)).copy_(value);
        }
    });
}

static int describe(const ctorch_tensor *tensor, ctorch_element *element, int64_t *shape,
                    int32_t *rank, ctorch_device *where) {
    return guarded([&] {
        const Tensor &value = tensor->value;
        TORCH_CHECK(value.dim() <= CTORCH_MAX_RANK, "a tensor of ", value.dim(), " axes");
        *element = element_number(value.scalar_type());
        *rank = (int32_t)value.dim();
        for (int64_t axis = 0; axis < value.dim(); axis++) shape[axis] = value.size(axis);
        *where = value.is_cpu() ? -1 : (ctorch_device)value.device().index();
    });
}

static int convert(const ctorch_tensor *tensor, ctorch_element element, ctorch_device where,
                   ctorch_tensor **out) {
    return guarded([&] { *out = handle(tensor->value.to(device(where), scalar_type(element))); });
}

static int detach(const ctorch_tensor *tensor, ctorch_tensor **out) {
    return guarded([&] { *out = handle(tensor->value.detach()); });
}

static int share(const ctorch_tensor *tensor, ctorch_tensor **out) {
    return guarded([&] { *out = handle(tensor->value); });
}

static int assign(ctorch_tensor *to, const ctorch_tensor *from) {
    return guarded([&] {
        at::AutoGradMode records(false);
        TORCH_CHECK(to->value.sizes() == from->value.sizes(), "the shapes differ");
        to->value.copy_(from->value);
    });
}

static void free_tensor(ctorch_tensor *tensor) { delete tensor; }

}  // namespace syrinx
