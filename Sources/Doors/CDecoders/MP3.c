#include "CDecoders.h"

#include <mpg123.h>
#include <stdlib.h>

// Twelve frames of layer III, two channels.
enum { ROOM = 12 * 1152 * 2 };

typedef struct {
    mpg123_handle *library;
    syrinx_byte_source source;
    long rate;
    int channels;
    float samples[ROOM];
} decoder_state;

static ssize_t wanted(void *client, void *bytes, size_t count) {
    decoder_state *state = client;
    return count ? state->source.read(state->source.context, bytes, count) : 0;
}

static off_t unseekable(void *client, off_t offset, int whence) {
    (void)client, (void)offset, (void)whence;
    return -1;
}

static const char *text(decoder_state *state) {
    switch (mpg123_errcode(state->library)) {
        case MPG123_OUT_OF_MEM: return "out of memory";
        case MPG123_RESYNC_FAIL: return "no further frame is found in it";
        default: return "it can't be decoded";
    }
}

void *syrinx_mpg123_open(syrinx_byte_source source, syrinx_sound *sound, const char **error) {
    decoder_state *state = calloc(1, sizeof *state);
    // Does nothing in newer versions of the library.
    if (!state || mpg123_init() != MPG123_OK || !(state->library = mpg123_new(NULL, NULL))) {
        free(state);
        *error = "out of memory";
        return NULL;
    }
    state->source = source;
    mpg123_handle *library = state->library;
    int encoding = 0;
    int fine =
        mpg123_param(library, MPG123_ADD_FLAGS, MPG123_QUIET | MPG123_FORCE_FLOAT, 0) == MPG123_OK
        // Tags and pictures may stand anywhere between frames.
        && mpg123_param(library, MPG123_RESYNC_LIMIT, -1, 0) == MPG123_OK
        && mpg123_replace_reader_handle(library, wanted, unseekable, NULL) == MPG123_OK
        && mpg123_open_handle(library, state) == MPG123_OK
        && mpg123_getformat(library, &state->rate, &state->channels, &encoding) == MPG123_OK
        && encoding == MPG123_ENC_FLOAT_32 && state->channels > 0 && state->channels <= 2
        && state->rate > 0;
    if (!fine) {
        *error = text(state);
        syrinx_mpg123_close(state);
        return NULL;
    }
    sound->rate = (uint32_t)state->rate;
    sound->channels = (uint32_t)state->channels;
    sound->frames = 0;
    return state;
}

const char *syrinx_mpg123_next(void *decoder, syrinx_sound_block *block) {
    decoder_state *state = decoder;
    for (;;) {
        size_t bytes = 0;
        int code = mpg123_read(
            state->library, (unsigned char *)state->samples, sizeof state->samples, &bytes);
        block->samples = state->samples;
        block->frames = bytes / sizeof(float) / (size_t)state->channels;
        block->channels = (uint32_t)state->channels;
        if (code == MPG123_NEW_FORMAT) {
            long rate = 0;
            int channels = 0, encoding = 0;
            if (mpg123_getformat(state->library, &rate, &channels, &encoding) != MPG123_OK)
                return text(state);
            if (rate != state->rate || channels != state->channels
                || encoding != MPG123_ENC_FLOAT_32)
                return "rate or channels change within the stream";
        } else if (code != MPG123_OK && code != MPG123_DONE && code != MPG123_NEED_MORE) {
            return text(state);
        }
        if (block->frames > 0 || code == MPG123_DONE || code == MPG123_NEED_MORE) return NULL;
    }
}

void syrinx_mpg123_close(void *decoder) {
    decoder_state *state = decoder;
    mpg123_close(state->library);
    mpg123_delete(state->library);
    free(state);
}
