#include "Bytes.h"
#include "CEncoders.h"

#include <vo-aacenc/cmnMemory.h>
#include <vo-aacenc/voAAC.h>

enum {
    frame_length = 1024,
    // How much later the sound comes out of a decoder than it went in, measured; the
    // library looks so far ahead to see sudden sounds come.
    delay = 1600,
    // ffmpeg takes fewer for other formats.
    fewest_frames = 3,
    // No ADTS frame is longer: 13 bits of length.
    largest_frame = 8192,
};

typedef struct {
    VO_AUDIO_CODECAPI api;
    // The library keeps the address of these.
    VO_MEM_OPERATOR memory;
    VO_HANDLE library;
    int16_t frame[frame_length];
    size_t waiting;
    uint64_t samples, frames;
    syrinx_bytes output;
} encoder_state;

void *syrinx_aac_create(unsigned rate, int bitrate, const char **error) {
    encoder_state *state = calloc(1, sizeof *state);
    if (!state) {
        *error = "out of memory";
        return NULL;
    }
    state->memory = (VO_MEM_OPERATOR){
        .Alloc = cmnMemAlloc, .Free = cmnMemFree, .Set = cmnMemSet,
        .Copy = cmnMemCopy, .Check = cmnMemCheck,
    };
    VO_CODEC_INIT_USERDATA user = {VO_IMF_USERMEMOPERATOR, &state->memory};
    AACENC_PARAM parameters = {(int)rate, bitrate, 1, 1};
    if (voGetAACEncAPI(&state->api) != VO_ERR_NONE
        || state->api.Init(&state->library, VO_AUDIO_CodingAAC, &user) != VO_ERR_NONE
        || !state->library) {
        *error = "out of memory";
        free(state);
        return NULL;
    }
    if (state->api.SetParam(state->library, VO_PID_AAC_ENCPARAM, &parameters) != VO_ERR_NONE) {
        *error = "vo-aacenc refused the settings";
        syrinx_aac_delete(state);
        return NULL;
    }
    return state;
}

static const char *encode_frame(encoder_state *state) {
    uint8_t bytes[largest_frame];
    VO_CODECBUFFER input = {.Buffer = (VO_PBYTE)state->frame, .Length = sizeof state->frame};
    VO_CODECBUFFER output = {.Buffer = bytes, .Length = sizeof bytes};
    VO_AUDIO_OUTPUTINFO info = {0};
    state->waiting = 0;
    state->frames++;
    if (state->api.SetInputData(state->library, &input) != VO_ERR_NONE
        || state->api.GetOutputData(state->library, &output, &info) != VO_ERR_NONE)
        return "vo-aacenc made no frame";
    return syrinx_bytes_append(&state->output, bytes, output.Length) ? "out of memory" : NULL;
}

const char *syrinx_aac_encode(void *encoder, const int16_t *samples, size_t count) {
    encoder_state *state = encoder;
    state->samples += count;
    while (count > 0) {
        size_t room = frame_length - state->waiting;
        size_t part = count < room ? count : room;
        memcpy(state->frame + state->waiting, samples, part * sizeof *samples);
        state->waiting += part;
        samples += part;
        count -= part;
        if (state->waiting < frame_length) break;
        const char *error = encode_frame(state);
        if (error) return error;
    }
    return NULL;
}

const char *syrinx_aac_finish(void *encoder) {
    encoder_state *state = encoder;
    // Silence pushes out what the library still looks at.
    while (state->frames * frame_length < state->samples + delay
           || state->frames < fewest_frames) {
        memset(state->frame + state->waiting, 0,
            (frame_length - state->waiting) * sizeof *state->frame);
        const char *error = encode_frame(state);
        if (error) return error;
    }
    return NULL;
}

const uint8_t *syrinx_aac_output(void *encoder, size_t *count) {
    return syrinx_bytes_take(&((encoder_state *)encoder)->output, count);
}

void syrinx_aac_delete(void *encoder) {
    encoder_state *state = encoder;
    state->api.Uninit(state->library);
    free(state->output.start);
    free(state);
}
