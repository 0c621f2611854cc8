#include "CSoxr.h"

#include <soxr.h>

void *syrinx_soxr_create(double input_rate, double output_rate, int quality) {
    soxr_error_t error = NULL;
    soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    soxr_quality_spec_t recipe =
        soxr_quality_spec(quality == SYRINX_SOXR_VERY_HIGH ? SOXR_VHQ : SOXR_HQ, 0);
    soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_t stream = soxr_create(input_rate, output_rate, 1, &error, &io, &recipe, &runtime);
    return error ? NULL : stream;
}

const char *syrinx_soxr_process(
    void *stream, const float *input, size_t input_count, size_t *input_taken,
    float *output, size_t output_capacity, size_t *output_count) {
    return soxr_process(
        (soxr_t)stream, input, input_count, input_taken, output, output_capacity, output_count);
}

void syrinx_soxr_delete(void *stream) { soxr_delete((soxr_t)stream); }
