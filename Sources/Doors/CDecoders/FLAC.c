#include "CDecoders.h"

#include <FLAC/stream_decoder.h>
#include <stdlib.h>

typedef struct {
    FLAC__StreamDecoder *library;
    syrinx_byte_source source;
    syrinx_sound sound;
    const char *problem;
    uint64_t done;      // frames handed out
    float *samples;     // interleaved, of one FLAC frame
    size_t room;        // of `samples`
    size_t frames;      // in `samples`
} decoder_state;

static FLAC__StreamDecoderReadStatus wanted(
    const FLAC__StreamDecoder *library, FLAC__byte bytes[], size_t *count, void *client) {
    decoder_state *state = client;
    (void)library;
    long got = *count ? state->source.read(state->source.context, bytes, *count) : -1;
    *count = got > 0 ? (size_t)got : 0;
    if (got < 0) return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
    return got == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM
                    : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
}

static FLAC__StreamDecoderWriteStatus decoded(
    const FLAC__StreamDecoder *library, const FLAC__Frame *frame,
    const FLAC__int32 *const channels[], void *client) {
    decoder_state *state = client;
    (void)library;
    const FLAC__FrameHeader *header = &frame->header;
    if (state->sound.channels == 0) {
        // A stream without STREAMINFO, as when it was cut out of a longer one.
        state->sound.channels = header->channels;
        state->sound.rate = header->sample_rate;
    }
    if (header->channels != state->sound.channels || header->sample_rate != state->sound.rate) {
        state->problem = "rate or channels change within the stream";
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    if (header->bits_per_sample < 4 || header->bits_per_sample > 32) {
        state->problem = "a frame has an impossible number of bits";
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    // 65,535 times 8 at most.
    size_t count = (size_t)header->blocksize * header->channels;
    if (count > state->room) {
        float *samples = realloc(state->samples, count * sizeof *samples);
        if (!samples) {
            state->problem = "out of memory";
            return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
        }
        state->samples = samples;
        state->room = count;
    }
    const float scale = 1.0f / (float)(UINT32_C(1) << (header->bits_per_sample - 1));
    for (uint32_t channel = 0; channel < header->channels; channel++) {
        const FLAC__int32 *from = channels[channel];
        float *to = state->samples + channel;
        for (uint32_t i = 0; i < header->blocksize; i++)
            to[(size_t)i * header->channels] = (float)from[i] * scale;
    }
    state->frames = header->blocksize;
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

static void described(
    const FLAC__StreamDecoder *library, const FLAC__StreamMetadata *metadata, void *client) {
    decoder_state *state = client;
    (void)library;
    if (metadata->type != FLAC__METADATA_TYPE_STREAMINFO) return;
    state->sound.rate = metadata->data.stream_info.sample_rate;
    state->sound.channels = metadata->data.stream_info.channels;
    state->sound.frames = metadata->data.stream_info.total_samples;
}

static void failed(
    const FLAC__StreamDecoder *library, FLAC__StreamDecoderErrorStatus status, void *client) {
    decoder_state *state = client;
    (void)library;
    // Behind the last sample there may be somebody's tag.
    if (state->sound.frames > 0 && state->done >= state->sound.frames) return;
    if (state->problem) return;
    switch (status) {
        case FLAC__STREAM_DECODER_ERROR_STATUS_LOST_SYNC:
            state->problem = "something else stands between its frames";
            break;
        case FLAC__STREAM_DECODER_ERROR_STATUS_BAD_HEADER:
            state->problem = "the header of a frame is damaged";
            break;
        case FLAC__STREAM_DECODER_ERROR_STATUS_FRAME_CRC_MISMATCH:
            state->problem = "the checksum of a frame is wrong";
            break;
        default: state->problem = "a frame can't be decoded";
    }
}

// Goes on until there are samples, the end or a problem.
static const char *advance(decoder_state *state) {
    state->frames = 0;
    while (state->frames == 0) {
        int fine = FLAC__stream_decoder_process_single(state->library);
        if (state->problem) return state->problem;
        FLAC__StreamDecoderState now = FLAC__stream_decoder_get_state(state->library);
        if (now == FLAC__STREAM_DECODER_END_OF_STREAM) return NULL;
        if (!fine || now >= FLAC__STREAM_DECODER_OGG_ERROR)
            return now == FLAC__STREAM_DECODER_MEMORY_ALLOCATION_ERROR ? "out of memory"
                                                                       : "it can't be decoded";
    }
    return NULL;
}

void *syrinx_flac_open(
    syrinx_byte_source source, int ogg, syrinx_sound *sound, const char **error) {
    decoder_state *state = calloc(1, sizeof *state);
    if (!state || !(state->library = FLAC__stream_decoder_new())) {
        free(state);
        *error = "out of memory";
        return NULL;
    }
    state->source = source;
    FLAC__StreamDecoderInitStatus status =
        (ogg ? FLAC__stream_decoder_init_ogg_stream : FLAC__stream_decoder_init_stream)(
            state->library, wanted, NULL, NULL, NULL, NULL, decoded, described, failed, state);
    if (status != FLAC__STREAM_DECODER_INIT_STATUS_OK) {
        *error = FLAC__StreamDecoderInitStatusString[status];
        syrinx_flac_close(state);
        return NULL;
    }
    if (!FLAC__stream_decoder_process_until_end_of_metadata(state->library) && !state->problem)
        state->problem = "its header can't be read";
    const char *problem = state->problem;
    if (!problem && state->sound.channels == 0) problem = advance(state);
    if (!problem && state->sound.channels == 0) problem = "there is no frame in it";
    if (problem) {
        *error = problem;
        syrinx_flac_close(state);
        return NULL;
    }
    *sound = state->sound;
    return state;
}

const char *syrinx_flac_next(void *decoder, syrinx_sound_block *block) {
    decoder_state *state = decoder;
    // Opening may have decoded the first frame already.
    if (state->done > 0 || state->frames == 0) {
        const char *problem = advance(state);
        if (problem) return problem;
    }
    state->done += state->frames;
    block->samples = state->samples;
    block->frames = state->frames;
    block->channels = state->sound.channels;
    return NULL;
}

void syrinx_flac_close(void *decoder) {
    decoder_state *state = decoder;
    FLAC__stream_decoder_delete(state->library);
    free(state->samples);
    free(state);
}
