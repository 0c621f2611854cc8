#include "CKissFFT.h"

#include <kissfft/kiss_fft.h>

_Static_assert(sizeof(kiss_fft_cpx) == 2 * sizeof(float), "KissFFT was built for floats");

void *syrinx_kissfft_create(int length, int inverse) {
    return kiss_fft_alloc(length, inverse, NULL, NULL);
}

void syrinx_kissfft_transform(void *plan, const float *input, float *output) {
    kiss_fft((kiss_fft_cfg)plan, (const kiss_fft_cpx *)input, (kiss_fft_cpx *)output);
}

void syrinx_kissfft_delete(void *plan) { kiss_fft_free(plan); }
