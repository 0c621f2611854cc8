#pragma once
// Element by element.

#include "arguments.hpp"

#include <ATen/ops/elu.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/where.h>

namespace syrinx {

static Tensor quotient(const Tensor &a, const Tensor &b) {
    bool whole = !a.is_floating_point() && !b.is_floating_point();
    return whole ? a.div(b, "trunc") : a.div(b);
}

static Tensor unary(ctorch_operator op, const Arguments &a, const Tensor &x) {
    switch (op) {
        case CTORCH_ABSOLUTE: return x.abs();
        case CTORCH_NEGATIVE: return x.neg();
        case CTORCH_EXPONENTIAL: return x.exp();
        case CTORCH_LOGARITHM: return x.log();
        case CTORCH_SQUARE_ROOT: return x.sqrt();
        case CTORCH_RECIPROCAL: return x.reciprocal();
        case CTORCH_SINE: return x.sin();
        case CTORCH_COSINE: return x.cos();
        case CTORCH_HYPERBOLIC_TANGENT: return x.tanh();
        case CTORCH_SIGMOID: return x.sigmoid();
        case CTORCH_RELU: return at::relu(x);
        case CTORCH_ERROR_FUNCTION: return x.erf();
        case CTORCH_FLOOR: return x.floor();
        case CTORCH_CEILING: return x.ceil();
        case CTORCH_ROUND: return x.round();
        case CTORCH_SIGN: return x.sign();
        // Above the threshold it is taken as linear; exp(-40) is below double precision.
        case CTORCH_SOFTPLUS: return at::softplus(x, 1, 40);
        case CTORCH_NOT: return x.logical_not();
        case CTORCH_SILU: return at::silu(x);
        case CTORCH_GELU: return at::gelu(x, a.integer(0) ? "tanh" : "none");
        case CTORCH_ELU: return at::elu(x, a.number(0));
        case CTORCH_LEAKY_RELU: return at::leaky_relu(x, a.number(0));
        default: return Tensor();
    }
}

static Tensor binary(ctorch_operator op, const Tensor &a, const Tensor &b) {
    switch (op) {
        case CTORCH_ADD: return a.add(b);
        case CTORCH_SUBTRACT: return a.sub(b);
        case CTORCH_MULTIPLY: return a.mul(b);
        case CTORCH_DIVIDE: return quotient(a, b);
        case CTORCH_POWER: return a.pow(b);
        case CTORCH_MINIMUM: return at::minimum(a, b);
        case CTORCH_MAXIMUM: return at::maximum(a, b);
        case CTORCH_MODULO: return a.remainder(b);
        case CTORCH_EQUAL: return a.eq(b);
        case CTORCH_LESS: return a.lt(b);
        case CTORCH_LESS_OR_EQUAL: return a.le(b);
        case CTORCH_GREATER: return a.gt(b);
        case CTORCH_GREATER_OR_EQUAL: return a.ge(b);
        case CTORCH_AND: return a.logical_and(b);
        case CTORCH_OR: return a.logical_or(b);
        default: return Tensor();
    }
}

static bool elementwise(ctorch_operator op, const Arguments &a, std::vector<Tensor> &out) {
    if (op <= CTORCH_LEAKY_RELU) {
        out = {unary(op, a, a.input(0))};
    } else if (op <= CTORCH_OR) {
        out = {binary(op, a.input(0), a.input(1))};
    } else if (op == CTORCH_SELECT) {
        out = {at::where(a.input(0), a.input(1), a.input(2))};
    } else if (op == CTORCH_CAST) {
        out = {a.input(0).to(scalar_type((ctorch_element)a.integer(0)))};
    } else {
        return false;
    }
    return true;
}

}  // namespace syrinx
