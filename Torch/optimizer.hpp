#pragma once
// One pass over all parameters: gradient norm, AdamW, moving averages.
//
// On the processor with 32-bit floats the loops are our own: each element is read and written
// once, where libtorch's operators would take a pass for each of ten steps. Tensors are cut
// into blocks of a fixed size, so results don't depend on the number of threads.

#include "handles.hpp"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_div.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>
#include <ATen/ops/_foreach_sub.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>

#include <algorithm>
#include <cmath>

#if defined(__x86_64__)
#define SYRINX_VECTORS \
    __attribute__((optimize("O3"), target_clones("avx512f", "avx2", "default")))
#else
#define SYRINX_VECTORS __attribute__((optimize("O3")))
#endif

namespace syrinx {

struct AdamWFactors {
    float gradient, keep, first, second, step, root, epsilon;
};

SYRINX_VECTORS static void adamw_block(float *__restrict p, const float *__restrict g,
                                       float *__restrict m, float *__restrict v, int64_t count,
                                       AdamWFactors f) {
    for (int64_t i = 0; i < count; i++) {
        float gradient = g[i] * f.gradient;
        m[i] += f.first * (gradient - m[i]);
        v[i] += f.second * (gradient * gradient - v[i]);
        p[i] = p[i] * f.keep - f.step * m[i] / (std::sqrt(v[i]) * f.root + f.epsilon);
    }
}

SYRINX_VECTORS static void average_block(float *__restrict a, const float *__restrict x,
                                         int64_t count, float weight) {
    for (int64_t i = 0; i < count; i++) a[i] += weight * (x[i] - a[i]);
}

// Sixteen sums side by side, so that the order of additions is the same with every width of
// vector. In double precision: the squares of float32 can't overflow it.
SYRINX_VECTORS static double squares_block(const float *x, int64_t count) {
    double lanes[16] = {0};
    int64_t i = 0;
    for (; i + 16 <= count; i += 16) {
        for (int lane = 0; lane < 16; lane++) lanes[lane] += (double)x[i + lane] * x[i + lane];
    }
    for (int lane = 0; i < count; i++, lane++) lanes[lane] += (double)x[i] * x[i];
    double sum = 0;
    for (double lane : lanes) sum += lane;
    return sum;
}

// Part of a tensor: its number in the list, first element, number of elements.
struct Block {
    size_t tensor;
    int64_t start, count;
};

static std::vector<Block> blocks(const std::vector<Tensor> &list) {
    const int64_t size = 1 << 14;
    std::vector<Block> result;
    for (size_t i = 0; i < list.size(); i++) {
        for (int64_t start = 0; start < list[i].numel(); start += size) {
            result.push_back({i, start, std::min(size, list[i].numel() - start)});
        }
    }
    return result;
}

template <typename Body>
static void for_each_block(const std::vector<Block> &list, Body &&body) {
    at::parallel_for(0, (int64_t)list.size(), 2, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; i++) body(i, list[i]);
    });
}

static bool is_plain(const Tensor &x) {
    return x.is_cpu() && x.scalar_type() == at::kFloat && x.is_contiguous();
}

static bool are_plain(const std::vector<Tensor> &list) {
    return std::all_of(list.begin(), list.end(), is_plain);
}

static std::vector<float *> pointers(const std::vector<Tensor> &list) {
    std::vector<float *> result;
    result.reserve(list.size());
    for (const Tensor &x : list) result.push_back(x.data_ptr<float>());
    return result;
}

static int gradient_norm(ctorch_tensor *const *list, int32_t count, double *norm) {
    return guarded([&] {
        at::AutoGradMode records(false);
        std::vector<Tensor> plain, norms;
        double sum = 0;
        for (int32_t i = 0; i < count; i++) {
            const Tensor &g = list[i]->value.grad();
            if (!g.defined()) continue;
            if (is_plain(g)) {
                plain.push_back(g);
            } else {
                norms.push_back(at::linalg_vector_norm(g.flatten(), 2, {}, false, at::kDouble));
            }
        }
        auto parts = blocks(plain);
        auto g = pointers(plain);
        std::vector<double> sums(parts.size());
        for_each_block(parts, [&](int64_t i, const Block &b) {
            sums[i] = squares_block(g[b.tensor] + b.start, b.count);
        });
        for (double part : sums) sum += part;
        // Read once: each reading waits until the device has done all before it.
        if (!norms.empty()) sum += at::stack(norms).square().sum().item<double>();
        *norm = std::sqrt(sum);
    });
}

static void adamw_foreach(std::vector<Tensor> &p, std::vector<Tensor> &g, std::vector<Tensor> &m,
                          std::vector<Tensor> &v, const ctorch_adamw &s, double rate,
                          double root) {
    auto scaled = at::_foreach_mul(g, s.gradient_scale);
    at::_foreach_mul_(m, s.first_decay);
    at::_foreach_add_(m, scaled, 1 - s.first_decay);
    at::_foreach_mul_(v, s.second_decay);
    at::_foreach_addcmul_(v, scaled, scaled, 1 - s.second_decay);
    auto divisor = at::_foreach_sqrt(v);
    at::_foreach_mul_(divisor, root);
    at::_foreach_add_(divisor, s.epsilon);
    at::_foreach_mul_(p, 1 - s.learning_rate * s.weight_decay);
    at::_foreach_addcdiv_(p, m, divisor, -rate);
}

static int adamw(ctorch_tensor *const *parameters, ctorch_tensor *const *first,
                 ctorch_tensor *const *second, int32_t count, const ctorch_adamw *settings) {
    return guarded([&] {
        at::AutoGradMode records(false);
        const ctorch_adamw &s = *settings;
        std::vector<Tensor> p, g, m, v;
        for (int32_t i = 0; i < count; i++) {
            const Tensor &gradient = parameters[i]->value.grad();
            if (!gradient.defined()) continue;
            p.push_back(parameters[i]->value);
            g.push_back(gradient.contiguous());
            m.push_back(first[i]->value);
            v.push_back(second[i]->value);
        }
        if (p.empty()) return;
        // Both moments begin at zero; these make up for it.
        double rate = s.learning_rate / (1 - std::pow(s.first_decay, (double)s.step));
        double root = 1 / std::sqrt(1 - std::pow(s.second_decay, (double)s.step));
        if (!are_plain(p) || !are_plain(g) || !are_plain(m) || !are_plain(v)) {
            return adamw_foreach(p, g, m, v, s, rate, root);
        }
        AdamWFactors factors = {(float)s.gradient_scale,
                                (float)(1 - s.learning_rate * s.weight_decay),
                                (float)(1 - s.first_decay),
                                (float)(1 - s.second_decay),
                                (float)rate,
                                (float)root,
                                (float)s.epsilon};
        auto pp = pointers(p), gp = pointers(g), mp = pointers(m), vp = pointers(v);
        for_each_block(blocks(p), [&](int64_t, const Block &b) {
            adamw_block(pp[b.tensor] + b.start, gp[b.tensor] + b.start, mp[b.tensor] + b.start,
                        vp[b.tensor] + b.start, b.count, factors);
        });
        // Autograd must see that a parameter isn't what it was when a pass was recorded.
        for (Tensor &x : p) x.unsafeGetTensorImpl()->bump_version();
    });
}

static int average(ctorch_tensor *const *averages, ctorch_tensor *const *values, int32_t count,
                   double decay) {
    return guarded([&] {
        at::AutoGradMode records(false);
        auto a = tensors(averages, count), x = tensors(values, count);
        if (!are_plain(a) || !are_plain(x)) {
            auto difference = at::_foreach_sub(x, a);
            return at::_foreach_add_(a, difference, 1 - decay);
        }
        auto ap = pointers(a), xp = pointers(x);
        for_each_block(blocks(a), [&](int64_t, const Block &b) {
            average_block(ap[b.tensor] + b.start, xp[b.tensor] + b.start, b.count,
                          (float)(1 - decay));
        });
    });
}

}  // namespace syrinx
