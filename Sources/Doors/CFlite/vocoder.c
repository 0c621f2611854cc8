// The last step of flite's statistical voices, faster: from frames of pitch and spectrum to
// samples.
//
// It is a filter that approximates a spectrum on a mel-like scale (S. Imai, K. Sumita,
// C. Furuichi: Mel log spectrum approximation filter for speech synthesis, 1983), driven by
// pulses and noise that are mixed band by band. libflite spends more than half of its time
// here (measured). It works out the filter's five stages one after the other; yet a stage
// needs of its neighbour only what that gave for the sample before, so that they fit side by
// side into the lanes of a vector. The numbers are the same up to the rounding of a double,
// which is to say that the samples are the same.
//
// libflite finds this function as it finds those in lookup.c; what a voice may want beside
// (no mixed excitation, or more coefficients than there is room for) is left to libflite's.

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <flite/cst_audio.h>
#include <flite/cst_cg.h>
#include <flite/cst_track.h>
#include <flite/cst_wave.h>

#include "theirs.h"
#include "vectors.h"

enum {
    stages = 5,
    most_order = 63,
    most_taps = 64,
    // Samples in a frame: 5 ms at up to 48 kHz.
    most_samples = 240,
    // Of the impulse response whose energy the postfilter keeps.
    response = 64,
};

// A number without the postfilter, and with it.
typedef double pair __attribute__((vector_size(2 * sizeof(double))));

// The Padé approximant of the exponential function of order 5 that flite's filter has; a
// number for each stage, in the first five lanes.
static const lanes pade = {0.4999391, 0.1107098, 0.01369984, 0.0009564853, 0.00003041721};

// What the filter is driven with, and what it was driven with before.
struct excitation {
    double pulse[most_taps + most_samples];
    double noise[most_taps + most_samples];
    double mixed[most_samples];
};

struct vocoder {
    const cst_cg_db *voice;
    int order;
    double alpha;
    int rate;
    int frame;
    double gain;
    bool begun;
    // The distance of pulses in samples, 0 for none, and how far the next one has come.
    double period;
    double phase;
    // The filter's coefficients at this moment.
    double now[most_order + 1];
    // What its two halves have delayed.
    lanes first_delay, first_out;
    lanes delay[most_order + 2], out;
    struct excitation excitation;
};

// MARK: Coefficients

// The energies of two filters: of the first 64 samples of what they answer to a pulse.
FOR_EACH_PROCESSOR
static pair energies(const pair *coefficients, int order, double alpha) {
    pair cepstrum[most_order + 1];
    pair above = cepstrum[order] = coefficients[order];
    for (int i = order - 1; i >= 0; i--) {
        cepstrum[i] = coefficients[i] + alpha * above;
        above = coefficients[i];
    }
    // Back from the mel-like scale.
    pair flat[response] = {0};
    for (int i = order; i >= 0; i--) {
        pair old = flat[0];
        flat[0] = cepstrum[i] - alpha * old;
        pair before = old;
        old = flat[1];
        flat[1] = (1 - alpha * alpha) * before - alpha * old;
        for (int j = 2; j < response; j++) {
            before = old;
            old = flat[j];
            flat[j] = (before - alpha * old) + alpha * flat[j - 1];
        }
    }
    // The answer to a pulse, of least phase.
    pair answer[response];
    answer[0] = (pair){exp(flat[0][0]), exp(flat[0][1])};
    pair energy = answer[0] * answer[0];
    for (int n = 1; n < response; n++) flat[n] *= (double)n;
    for (int n = 1; n < response; n++) {
        pair sum = {0};
        for (int k = 1; k <= n; k++) sum += flat[k] * answer[n - k];
        answer[n] = sum / (double)n;
        energy += answer[n] * answer[n];
    }
    return energy;
}

// The filter's coefficients for a frame, formants sharpened, as loud as without.
static void take_coefficients(
    const struct vocoder *vocoder, const float *frame, double *coefficients) {
    int order = vocoder->order;
    double alpha = vocoder->alpha;
    double beta = vocoder->voice->mlsa_beta;
    coefficients[order] = 0;
    for (int i = order - 1; i >= 0; i--) {
        coefficients[i] = frame[i + 1] - alpha * coefficients[i + 1];
    }
    if (!(beta > 0) || order < 2) return;
    pair both[most_order + 1];
    for (int i = 0; i <= order; i++) both[i] = (pair){coefficients[i], coefficients[i]};
    both[1][1] -= beta * alpha * (order > 2 ? frame[3] : 0);
    for (int i = 2; i <= order; i++) both[i][1] *= 1 + beta;
    pair energy = energies(both, order, alpha);
    for (int i = 1; i <= order; i++) coefficients[i] = both[i][1];
    coefficients[0] += log(energy[0] / energy[1]) / 2;
}

// MARK: Excitation

static double plus_or_minus_one(void) { return rand() > RAND_MAX / 2.0 ? 1 : -1; }

// Draws a frame's pulses and noise.
static void draw(struct vocoder *vocoder, double period) {
    double *pulse = vocoder->excitation.pulse + most_taps;
    double *noise = vocoder->excitation.noise + most_taps;
    double step = (period - vocoder->period) / vocoder->frame;
    if (vocoder->period == 0 || period == 0) {
        vocoder->phase = period;
        vocoder->period = 0;
        step = 0;
    }
    for (int i = 0; i < vocoder->frame; i++) {
        pulse[i] = 0;
        if (vocoder->period != 0) {
            vocoder->phase += 1;
            if (vocoder->phase >= vocoder->period) {
                pulse[i] = sqrt(vocoder->period);
                vocoder->phase -= vocoder->period;
            }
        }
        noise[i] = plus_or_minus_one();
        vocoder->period += step;
    }
    vocoder->period = period;
}

// Mixes them by how much of each band is pulse.
//
// The second tap is the third sample: flite's filters have that gap, and its voices were
// made with it.
FOR_EACH_PROCESSOR
static void mix(struct vocoder *vocoder, const float *strengths) {
    const cst_cg_db *voice = vocoder->voice;
    struct excitation *excitation = &vocoder->excitation;
    double from_pulse[most_samples] = {0}, from_noise[most_samples] = {0};
    int frame = vocoder->frame;
    for (int tap = voice->ME_order - 1; tap >= 0; tap--) {
        double of_pulse = 0, of_noise = 0;
        for (int band = 0; band < voice->ME_num; band++) {
            of_pulse += strengths[band] * voice->me_h[band][tap];
            of_noise += (1 - strengths[band]) * voice->me_h[band][tap];
        }
        int lag = tap > 0 ? tap + 1 : 0;
        const double *pulse = excitation->pulse + most_taps - lag;
        const double *noise = excitation->noise + most_taps - lag;
        for (int i = 0; i < frame; i++) {
            from_pulse[i] += of_pulse * pulse[i];
            from_noise[i] += of_noise * noise[i];
        }
    }
    for (int i = 0; i < frame; i++) excitation->mixed[i] = from_pulse[i] + from_noise[i];
    memmove(excitation->pulse, excitation->pulse + frame, sizeof(double) * most_taps);
    memmove(excitation->noise, excitation->noise + frame, sizeof(double) * most_taps);
}

// MARK: The filter

// What the stages add to a sample: odd ones forwards, even ones backwards.
#define SUM_OF_STAGES(terms, sample, sum)                                \
    do {                                                                 \
        (sum) = 0;                                                       \
        for (int stage = stages - 1; stage >= 0; stage--) {              \
            (sample) += stage % 2 == 0 ? (terms)[stage] : -(terms)[stage]; \
            (sum) += (terms)[stage];                                     \
        }                                                                \
    } while (0)

// What the stages are given next: the first a new number, the others their neighbour's.
#define SHIFTED(values, number) \
    __builtin_shufflevector((values), (lanes){number}, 8, 0, 1, 2, 3, 5, 6, 7)

FOR_EACH_PROCESSOR
static void filter(struct vocoder *vocoder, const double *next, short *samples) {
    int order = vocoder->order, frame = vocoder->frame;
    double alpha = vocoder->alpha;
    double rest = 1 - alpha * alpha;
    double *now = vocoder->now;
    double step[most_order + 1];
    for (int i = 0; i <= order; i++) step[i] = (next[i] - now[i]) / frame;
    lanes *delay = vocoder->delay;
    for (int n = 0; n < frame; n++) {
        double sample = vocoder->excitation.mixed[n] * (exp(now[0]) * vocoder->gain);
        double sum;

        lanes first = vocoder->first_delay =
            rest * vocoder->first_out + alpha * vocoder->first_delay;
        first *= now[1];
        lanes terms = first * pade;
        SUM_OF_STAGES(terms, sample, sum);
        vocoder->first_out = SHIFTED(first, sample);
        sample += sum;

        lanes before = rest * vocoder->out + alpha * delay[1];
        lanes old = delay[2];
        lanes second = {0};
        delay[1] = delay[2] = before;
        for (int i = 2; i <= order; i++) {
            lanes above = delay[i + 1];
            // Of what is known before, so that little waits for the coefficient below.
            before = (old + alpha * above) - alpha * before;
            second += before * now[i];
            delay[i + 1] = before;
            old = above;
        }
        terms = second * pade;
        SUM_OF_STAGES(terms, sample, sum);
        vocoder->out = SHIFTED(second, sample);
        sample += sum;

        samples[n] = (short)fmax(-32768, fmin(sample, 32767));
        for (int i = 0; i <= order; i++) now[i] += step[i];
    }
    memcpy(now, next, sizeof(double) * (size_t)(order + 1));
}

// MARK: Frames

// The samples of a frame; how many there are. The first frame is where the second comes from.
static int speak_frame(
    struct vocoder *vocoder, const float *frame, const float *strengths, short *samples) {
    double period = frame[0] != 0 ? vocoder->rate / (double)frame[0] : 0;
    if (!vocoder->begun) {
        vocoder->begun = true;
        vocoder->period = vocoder->phase = period;
        take_coefficients(vocoder, frame, vocoder->now);
        return 0;
    }
    double next[most_order + 1];
    take_coefficients(vocoder, frame, next);
    draw(vocoder, period);
    mix(vocoder, strengths);
    filter(vocoder, next, samples);
    return vocoder->frame;
}

typedef cst_wave *resynthesis(
    const cst_track *, const cst_track *, cst_cg_db *, cst_audio_streaming_info *, int);

__attribute__((visibility("default"))) cst_wave *mlsa_resynthesis(
    const cst_track *frames, const cst_track *strengths, cst_cg_db *voice,
    cst_audio_streaming_info *streaming, int fewer) {
    double seconds = frames->num_frames > 1 ? frames->times[1] - frames->times[0] : 0.005;
    int length = (int)(0.5 + seconds * 1000 * voice->sample_rate / 1000.0);
    int order = frames->num_channels - 1;
    bool is_known = strengths && fewer == 0 && voice->sample_rate != 8000 && order >= 1 &&
        order <= most_order && length >= 1 && length <= most_samples && voice->ME_order >= 1 &&
        voice->ME_order < most_taps && strengths->num_channels >= voice->ME_num &&
        strengths->num_frames >= frames->num_frames;
    if (!is_known || cflite_prefers_theirs()) {
        resynthesis *theirs = (resynthesis *)cflite_theirs("mlsa_resynthesis");
        return theirs ? theirs(frames, strengths, voice, streaming, fewer) : NULL;
    }
    struct vocoder vocoder = {
        .voice = voice,
        .order = order,
        .alpha = voice->mlsa_alpha,
        .rate = voice->sample_rate,
        .frame = length,
        .gain = voice->gain != 0 ? voice->gain : 1,
    };
    cst_wave *wave = new_wave();
    cst_wave_resize(wave, frames->num_frames * length, 1);
    wave->sample_rate = voice->sample_rate;
    int made = 0, told = 0;
    for (int i = 0; i < frames->num_frames; i++) {
        made += speak_frame(
            &vocoder, frames->frames[i], strengths->frames[i], wave->samples + made);
        if (!streaming || made - told <= streaming->min_buffsize) continue;
        if (streaming->asc(wave, told, made - told, 0, streaming) != CST_AUDIO_STREAM_CONT) {
            delete_wave(wave);
            return NULL;
        }
        told = made;
    }
    wave->num_samples = made;
    if (streaming) streaming->asc(wave, told, made - told, 1, streaming);
    return wave;
}
