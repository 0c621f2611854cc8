// Sixteen floats at a time, in as many registers as the processor needs for them.

#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef float floats __attribute__((vector_size(64)));
typedef int32_t integers __attribute__((vector_size(64)));

#define LANES 16
#define INLINE static inline __attribute__((always_inline))

INLINE floats load(const float *x) {
    floats v;
    memcpy(&v, x, sizeof v);
    return v;
}

INLINE void store(float *x, floats v) { memcpy(x, &v, sizeof v); }

INLINE floats splat(float x) { return x - (floats){0}; }

INLINE floats choose(integers mask, floats a, floats b) {
    return (floats)(((integers)a & mask) | ((integers)b & ~mask));
}

INLINE floats least(floats a, floats b) { return choose(a < b, a, b); }
INLINE floats most(floats a, floats b) { return choose(a > b, a, b); }

// The nearest whole numbers, of those that fit.
INLINE integers nearest(floats x) {
    return __builtin_convertvector(x + choose(x < 0.f, splat(-.5f), splat(.5f)), integers);
}

// e to the power of x: 2 to the power of a whole number, times a polynomial of what is left, within
// ± ln 2 / 2 (Taylor up to the seventh power, below an ulp there). 0 below -87.3; NaN of NaN.
INLINE floats exponential(floats x) {
    const integers small = x < -87.3f;
    floats clipped = least(most(x, splat(-88.f)), splat(88.7f));
    integers whole = nearest(clipped * 1.44269504088896341f);
    floats n = __builtin_convertvector(whole, floats);
    floats r = clipped - n * 0.693145751953125f;
    r = r - n * 1.42860682030941723e-6f;
    floats y = r * (1 / 5040.f) + 1 / 720.f;
    y = y * r + 1 / 120.f;
    y = y * r + 1 / 24.f;
    y = y * r + 1 / 6.f;
    y = y * r + .5f;
    y = y * r + 1.f;
    y = y * r + 1.f;
    // Two factors, since 2¹²⁸ is no float.
    integers half = whole >> 1;
    floats a = (floats)((half + 127) << 23), b = (floats)((whole - half + 127) << 23);
    return choose(x == x, choose(small, splat(0.f), y * a * b), x);
}

// e to the power of x, less one, with all digits near 0: of 2 to the power of a whole number, s, and
// what e to the power of the rest is above one, p, it is s p + (s - 1). -1 of NaN.
INLINE floats exponential_less_one(floats x) {
    floats clipped = least(most(x, splat(-88.f)), splat(88.7f));
    integers whole = nearest(clipped * 1.44269504088896341f);
    floats n = __builtin_convertvector(whole, floats);
    floats r = clipped - n * 0.693145751953125f;
    r = r - n * 1.42860682030941723e-6f;
    floats p = r * (1 / 5040.f) + 1 / 720.f;
    p = p * r + 1 / 120.f;
    p = p * r + 1 / 24.f;
    p = p * r + 1 / 6.f;
    p = p * r + .5f;
    p = p * r * r + r;
    integers half = whole >> 1;
    floats a = (floats)((half + 127) << 23), b = (floats)((whole - half + 127) << 23);
    return p * a * b + (a * b - 1.f);
}

// tanh by e to the power of 2 |x|, less one.
INLINE floats hyperbolic_tangent(floats x) {
    floats size = (floats)((integers)x & 0x7FFFFFFF);
    floats e = exponential_less_one(least(size, splat(20.f)) * 2.f);
    floats y = e / (e + 2.f);
    y = (floats)((integers)y | ((integers)x & (int32_t)0x80000000));
    return choose(x == x, y, x);
}

// The error function within 3e-7 (Abramowitz and Stegun 1964, 7.1.28).
INLINE floats error_function(floats x) {
    floats size = (floats)((integers)x & 0x7FFFFFFF);
    floats p = size * 0.0000430638f + 0.0002765672f;
    p = p * size + 0.0001520143f;
    p = p * size + 0.0092705272f;
    p = p * size + 0.0422820123f;
    p = p * size + 0.0705230784f;
    p = p * size + 1.f;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    floats y = 1.f - 1.f / p;
    return (floats)(((integers)y & 0x7FFFFFFF) | ((integers)x & (int32_t)0x80000000));
}

INLINE floats gelu(floats x) {
    return .5f * x * (1.f + error_function(x * 0.70710678118654752f));
}

// Angles whose multiple of a quarter turn is found exactly enough; -0 and up to this size.
#define LARGEST_ANGLE 8192.f

// The sine of x and some quarter turns: Taylor's series within an eighth of a turn, after the
// quarter turns are taken off in three parts (Cody and Waite 1980).
INLINE floats sine(floats x, int quarters) {
    integers turns = nearest(x * 0.636619772367581343f);
    floats n = __builtin_convertvector(turns, floats);
    floats r = x - n * 1.5703125f;
    r = r - n * 4.837512969970703125e-4f;
    r = r - n * 7.54978995489188216e-8f;
    turns += quarters;
    floats s = r * r;
    floats odd = s * (1 / 362880.f) + -1 / 5040.f;
    odd = odd * s + 1 / 120.f;
    odd = odd * s + -1 / 6.f;
    odd = odd * s * r + r;
    floats even = s * (-1 / 3628800.f) + 1 / 40320.f;
    even = even * s + -1 / 720.f;
    even = even * s + 1 / 24.f;
    even = even * s + -.5f;
    even = even * s + 1.f;
    floats y = choose((turns & 1) != 0, even, odd);
    return (floats)((integers)y ^ ((turns & 2) << 30));
}

INLINE float sum_of(floats v) {
    float sum = 0;
    for (int i = 8; i > 0; i /= 2)
        for (int j = 0; j < i; j++) v[j] += v[j + i];
    sum = v[0];
    return sum;
}
