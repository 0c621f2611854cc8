// A door to KissFFT in 32-bit floats: one complex transform of any length.
#pragma once

// A plan for transforms of `length` complex numbers, forward or inverse; NULL where
// memory is short. Transforms only read it, so threads may share it.
void *syrinx_kissfft_create(int length, int inverse);

// Transforms `length` pairs (real, imaginary), unscaled. Input and output must not
// overlap. Lengths with prime factors above 5 take scratch memory for the call.
void syrinx_kissfft_transform(void *plan, const float *input, float *output);

void syrinx_kissfft_delete(void *plan);
