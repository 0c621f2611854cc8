#include "Bytes.h"
#include "CEncoders.h"

#include <opus/opusenc.h>

typedef struct {
    OggOpusEnc *library;
    OggOpusComments *comments;
    syrinx_bytes output;
    int has_audio;
} encoder_state;

static int page_written(void *client, const unsigned char *bytes, opus_int32 count) {
    encoder_state *state = client;
    return syrinx_bytes_append(&state->output, bytes, (size_t)count) == 0 ? 0 : 1;
}

static int closed(void *client) {
    (void)client;
    return 0;
}

void *syrinx_opus_create(
    unsigned rate, int bitrate, int page_delay_ms, int decision_delay_ms, uint32_t serial,
    const syrinx_tag *tags, size_t tag_count, const char **error) {
    static const OpusEncCallbacks callbacks = {page_written, closed};
    encoder_state *state = calloc(1, sizeof *state);
    if (!state || !(state->comments = ope_comments_create())) {
        free(state);
        *error = "out of memory";
        return NULL;
    }
    for (size_t i = 0; i < tag_count; i++)
        ope_comments_add(state->comments, tags[i].name, tags[i].value);
    int code = OPE_OK;
    state->library = ope_encoder_create_callbacks(
        &callbacks, state, state->comments, (opus_int32)rate, 1, 0, &code);
    OggOpusEnc *library = state->library;
    if (library && code == OPE_OK) {
        // Delays are in samples at 48 kHz.
        if (!code) code = ope_encoder_ctl(library, OPE_SET_DECISION_DELAY(48 * decision_delay_ms));
        if (!code) code = ope_encoder_ctl(library, OPE_SET_MUXING_DELAY(48 * page_delay_ms));
        if (!code) code = ope_encoder_ctl(library, OPE_SET_SERIALNO((opus_int32)serial));
        if (!code) code = ope_encoder_ctl(library, OPUS_SET_BITRATE(bitrate));
        if (!code) code = ope_encoder_ctl(library, OPUS_SET_VBR(1));
        if (!code) code = ope_encoder_ctl(library, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE));
        if (!code) code = ope_encoder_flush_header(library);
    }
    if (!library || code != OPE_OK) {
        *error = ope_strerror(code);
        syrinx_opus_delete(state);
        return NULL;
    }
    return state;
}

const char *syrinx_opus_encode(void *encoder, const float *samples, size_t count) {
    encoder_state *state = encoder;
    state->has_audio |= count > 0;
    while (count > 0) {
        int part = count > 1 << 16 ? 1 << 16 : (int)count;
        int code = ope_encoder_write_float(state->library, samples, part);
        if (code != OPE_OK) return ope_strerror(code);
        samples += part;
        count -= (size_t)part;
    }
    return NULL;
}

const char *syrinx_opus_finish(void *encoder) {
    encoder_state *state = encoder;
    if (!state->has_audio) {
        // libopusenc 0.2.1 fails an assertion when it ends a stream without audio.
        const float silence = 0;
        const char *error = syrinx_opus_encode(encoder, &silence, 1);
        if (error) return error;
    }
    int code = ope_encoder_drain(state->library);
    return code == OPE_OK ? NULL : ope_strerror(code);
}

const uint8_t *syrinx_opus_output(void *encoder, size_t *count) {
    return syrinx_bytes_take(&((encoder_state *)encoder)->output, count);
}

void syrinx_opus_delete(void *encoder) {
    encoder_state *state = encoder;
    if (state->library) ope_encoder_destroy(state->library);
    ope_comments_destroy(state->comments);
    free(state->output.start);
    free(state);
}
