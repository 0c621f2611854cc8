#pragma once
// Short-time Fourier transforms and back.
//
// libtorch's own gradient of a transform of real numbers goes by a complex one of twice the
// work, and that of cutting frames adds element by element. Both are written here instead:
// the gradient of a real transform is an inverse one whose inner bins count half (each stands
// for two of the full spectrum), and frames are added back hop by hop.

#include "arguments.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/complex.h>
#include <ATen/ops/fft_irfft.h>
#include <ATen/ops/fft_rfft.h>
#include <ATen/ops/imag.h>
#include <ATen/ops/real.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace syrinx {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// Frames [batch, frames, size] added at every hop, into [batch, samples].
static Tensor add_frames(const Tensor &frames, int64_t hop, int64_t samples) {
    int64_t batch = frames.size(0), count = frames.size(1), size = frames.size(2);
    int64_t pieces = (size + hop - 1) / hop;
    int64_t rows = std::max(count + pieces - 1, (samples + hop - 1) / hop);
    Tensor sum = at::zeros({batch, rows, hop}, frames.options().requires_grad(false));
    for (int64_t piece = 0; piece < pieces && count > 0; piece++) {
        int64_t width = std::min(hop, size - piece * hop);
        sum.narrow(1, piece, count)
            .narrow(2, 0, width)
            .add_(frames.narrow(2, piece * hop, width));
    }
    return sum.reshape({batch, rows * hop}).narrow(1, 0, samples);
}

struct AddFrames : torch::autograd::Function<AddFrames> {
    static Tensor forward(AutogradContext *context, const Tensor &frames, int64_t hop,
                          int64_t samples) {
        context->saved_data["size"] = frames.size(2);
        context->saved_data["hop"] = hop;
        context->saved_data["count"] = frames.size(1);
        at::AutoGradMode records(false);
        return add_frames(frames, hop, samples);
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        int64_t size = context->saved_data["size"].toInt();
        int64_t hop = context->saved_data["hop"].toInt();
        int64_t count = context->saved_data["count"].toInt();
        return {gradients[0].unfold(1, size, hop).narrow(1, 0, count), Tensor(), Tensor()};
    }
};

// Gradient by the frames of a transform, from those by real and imaginary parts
// [batch, frames, bins].
static Tensor inverse_by_bins(const Tensor &real, const Tensor &imaginary, int64_t size) {
    Tensor factor = at::full({size / 2 + 1}, 0.5 * size, real.options().requires_grad(false));
    factor.narrow(0, 0, 1).fill_((double)size);
    if (size % 2 == 0) factor.narrow(0, size / 2, 1).fill_((double)size);
    return at::fft_irfft(at::complex((real * factor).contiguous(),
                                     (imaginary * factor).contiguous()), size, -1);
}

struct ShortTimeTransform : torch::autograd::Function<ShortTimeTransform> {
    static variable_list forward(AutogradContext *context, const Tensor &x, const Tensor &window,
                                 int64_t hop) {
        context->save_for_backward({window});
        context->saved_data["hop"] = hop;
        context->saved_data["samples"] = x.size(1);
        at::AutoGradMode records(false);
        Tensor bins = at::fft_rfft(x.unfold(1, window.size(0), hop) * window, c10::nullopt, -1);
        return {at::real(bins).transpose(1, 2).contiguous(),
                at::imag(bins).transpose(1, 2).contiguous()};
    }
    static variable_list backward(AutogradContext *context, variable_list gradients) {
        Tensor window = context->get_saved_variables()[0];
        int64_t hop = context->saved_data["hop"].toInt();
        int64_t samples = context->saved_data["samples"].toInt();
        Tensor frames = inverse_by_bins(gradients[0].transpose(1, 2),
                                        gradients[1].transpose(1, 2), window.size(0));
        return {AddFrames::apply(frames * window, hop, samples), Tensor(), Tensor()};
    }
};

// Transforms exist for 32 and 64 bits.
static Tensor wide(const Tensor &x) {
    bool narrow = x.scalar_type() == at::kHalf || x.scalar_type() == at::kBFloat16;
    return narrow ? x.to(at::kFloat) : x;
}

static std::vector<Tensor> transform(const Tensor &x, const Tensor &window, int64_t size,
                                     int64_t hop) {
    TORCH_CHECK(window.dim() == 1 && window.size(0) == size, "a window of ", window.sizes());
    TORCH_CHECK(x.size(1) >= size, "a frame of ", size, " of ", x.size(1), " samples");
    if (window.requires_grad()) {
        Tensor bins = at::fft_rfft(x.unfold(1, size, hop) * window, c10::nullopt, -1);
        return {at::real(bins).transpose(1, 2), at::imag(bins).transpose(1, 2)};
    }
    return ShortTimeTransform::apply(x, window, hop);
}

static Tensor inverse_transform(const Tensor &real, const Tensor &imaginary, const Tensor &window,
                                int64_t size, int64_t hop) {
    TORCH_CHECK(real.size(2) > 0, "there is no frame");
    Tensor bins = at::complex(real.transpose(1, 2).contiguous(),
                              imaginary.transpose(1, 2).contiguous());
    Tensor frames = at::fft_irfft(bins, size, -1) * window;
    return AddFrames::apply(frames, hop, (frames.size(1) - 1) * hop + size);
}

static bool spectra(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    if (op == CTORCH_STFT) {
        out = transform(wide(a.input(0)), wide(a.input(1)), a.integer(0), a.integer(1));
    } else if (op == CTORCH_INVERSE_STFT) {
        out = {inverse_transform(wide(a.input(0)), wide(a.input(1)), wide(a.input(2)),
                                 a.integer(0), a.integer(1))};
    } else {
        return false;
    }
    return true;
}

}  // namespace syrinx
