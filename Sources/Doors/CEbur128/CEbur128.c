#include "CEbur128.h"

#include <ebur128.h>
#include <math.h>

void *syrinx_ebur128_create(unsigned long rate, int dual_mono) {
    // The histogram keeps a meter's memory constant over any length; its bins
    // are 0.1 LU wide.
    ebur128_state *meter =
        ebur128_init(1, rate, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK | EBUR128_MODE_HISTOGRAM);
    if (meter && dual_mono) ebur128_set_channel(meter, 0, EBUR128_DUAL_MONO);
    return meter;
}

int syrinx_ebur128_add(void *meter, const float *samples, size_t count) {
    return ebur128_add_frames_float(meter, samples, count);
}

double syrinx_ebur128_integrated(void *meter) {
    double loudness = -HUGE_VAL;
    if (ebur128_loudness_global(meter, &loudness) != EBUR128_SUCCESS) return -HUGE_VAL;
    return loudness;
}

double syrinx_ebur128_true_peak(void *meter) {
    double peak = 0;
    if (ebur128_true_peak(meter, 0, &peak) != EBUR128_SUCCESS) return 0;
    return peak;
}

void syrinx_ebur128_delete(void *meter) {
    ebur128_state *state = meter;
    ebur128_destroy(&state);
}
