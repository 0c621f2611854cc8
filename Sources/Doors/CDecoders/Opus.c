#include "CDecoders.h"

#include <opus/opusfile.h>
#include <stdlib.h>

// 120 ms, the longest packet, of the 8 channels that opusfile knows at most.
enum { ROOM = 5760 * 8 };

typedef struct {
    OggOpusFile *library;
    syrinx_byte_source source;
    float samples[ROOM];
} decoder_state;

static int wanted(void *client, unsigned char *bytes, int count) {
    decoder_state *state = client;
    if (count <= 0) return 0;
    return (int)state->source.read(state->source.context, bytes, (size_t)count);
}

static const char *text(int code) {
    switch (code) {
        case OP_HOLE: return "a part of the stream is missing or damaged";
        case OP_EREAD: return "it can't be read";
        case OP_EFAULT: return "out of memory";
        case OP_EIMPL: return "it uses a feature that opusfile doesn't know";
        case OP_ENOTFORMAT: return "there is no Opus stream in it";
        case OP_EBADHEADER: return "its header is damaged";
        case OP_EVERSION: return "its version is not known";
        case OP_EBADPACKET: return "a packet can't be decoded";
        case OP_EBADLINK: return "a further stream in it can't be found";
        case OP_EBADTIMESTAMP: return "its time stamps are impossible";
        default: return "it can't be decoded";
    }
}

void *syrinx_opusfile_open(syrinx_byte_source source, syrinx_sound *sound, const char **error) {
    decoder_state *state = calloc(1, sizeof *state);
    if (!state) {
        *error = "out of memory";
        return NULL;
    }
    state->source = source;
    const OpusFileCallbacks callbacks = {.read = wanted};
    int code = 0;
    state->library = op_open_callbacks(state, &callbacks, NULL, 0, &code);
    if (!state->library) {
        *error = text(code);
        free(state);
        return NULL;
    }
    sound->rate = 48000;
    sound->channels = (uint32_t)op_channel_count(state->library, -1);
    sound->frames = 0;
    return state;
}

const char *syrinx_opusfile_next(void *decoder, syrinx_sound_block *block) {
    decoder_state *state = decoder;
    int link = 0;
    int frames = op_read_float(state->library, state->samples, ROOM, &link);
    if (frames < 0) return text(frames);
    block->samples = state->samples;
    block->frames = (size_t)frames;
    // Streams may stand one after the other, with other channels.
    block->channels = (uint32_t)op_channel_count(state->library, link);
    return NULL;
}

void syrinx_opusfile_close(void *decoder) {
    decoder_state *state = decoder;
    op_free(state->library);
    free(state);
}
