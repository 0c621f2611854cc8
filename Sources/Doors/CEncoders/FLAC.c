#include "Bytes.h"
#include "CEncoders.h"

#include <FLAC/metadata.h>
#include <FLAC/stream_encoder.h>

typedef struct {
    FLAC__StreamEncoder *library;
    FLAC__StreamMetadata *comments;
    syrinx_bytes output;
    uint8_t info[34];
} encoder_state;

static FLAC__StreamEncoderWriteStatus written(
    const FLAC__StreamEncoder *library, const FLAC__byte bytes[], size_t count,
    uint32_t samples, uint32_t frame, void *client) {
    encoder_state *state = client;
    (void)library, (void)samples, (void)frame;
    return syrinx_bytes_append(&state->output, bytes, count) == 0
        ? FLAC__STREAM_ENCODER_WRITE_STATUS_OK
        : FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
}

static uint8_t *put(uint8_t *to, uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) *to++ = (uint8_t)(value >> shift);
    return to;
}

// libFLAC calls this at the end with what it would have written into the first block.
static void completed(
    const FLAC__StreamEncoder *library, const FLAC__StreamMetadata *metadata, void *client) {
    encoder_state *state = client;
    (void)library;
    if (metadata->type != FLAC__METADATA_TYPE_STREAMINFO) return;
    const FLAC__StreamMetadata_StreamInfo *info = &metadata->data.stream_info;
    uint8_t *to = state->info;
    to = put(to, info->min_blocksize, 2);
    to = put(to, info->max_blocksize, 2);
    to = put(to, info->min_framesize, 3);
    to = put(to, info->max_framesize, 3);
    // 20 bits of rate, 3 of channels - 1, 5 of bits - 1, 36 of samples.
    uint64_t packed = (uint64_t)info->sample_rate << 44 | (uint64_t)(info->channels - 1) << 41
        | (uint64_t)(info->bits_per_sample - 1) << 36
        | (info->total_samples & 0xFFFFFFFFFull);
    to = put(to, packed, 8);
    memcpy(to, info->md5sum, 16);
}

static FLAC__StreamMetadata *comment_block(const syrinx_tag *tags, size_t count) {
    FLAC__StreamMetadata *block = FLAC__metadata_object_new(FLAC__METADATA_TYPE_VORBIS_COMMENT);
    for (size_t i = 0; block && i < count; i++) {
        FLAC__StreamMetadata_VorbisComment_Entry entry;
        if (!FLAC__metadata_object_vorbiscomment_entry_from_name_value_pair(
                &entry, tags[i].name, tags[i].value))
            continue;
        if (!FLAC__metadata_object_vorbiscomment_append_comment(block, entry, false))
            free(entry.entry);
    }
    return block;
}

void *syrinx_flac_create(
    unsigned rate, unsigned bits, unsigned level, unsigned block_size, const syrinx_tag *tags,
    size_t tag_count, const char **error) {
    encoder_state *state = calloc(1, sizeof *state);
    if (!state || !(state->library = FLAC__stream_encoder_new())) {
        free(state);
        *error = "out of memory";
        return NULL;
    }
    FLAC__StreamEncoder *library = state->library;
    int fine = FLAC__stream_encoder_set_channels(library, 1)
        && FLAC__stream_encoder_set_bits_per_sample(library, bits)
        && FLAC__stream_encoder_set_sample_rate(library, rate)
        && FLAC__stream_encoder_set_compression_level(library, level)
        && FLAC__stream_encoder_set_blocksize(library, block_size)
        // A frame header can't tell every rate above 65,535 Hz; STREAMINFO does then.
        && FLAC__stream_encoder_set_streamable_subset(library, rate <= 65535 || rate % 10 == 0);
    if (fine && tag_count > 0) {
        state->comments = comment_block(tags, tag_count);
        fine = state->comments
            && FLAC__stream_encoder_set_metadata(library, &state->comments, 1);
    }
    FLAC__StreamEncoderInitStatus status = FLAC__STREAM_ENCODER_INIT_STATUS_ENCODER_ERROR;
    if (fine)
        status = FLAC__stream_encoder_init_stream(library, written, NULL, NULL, completed, state);
    if (status != FLAC__STREAM_ENCODER_INIT_STATUS_OK) {
        *error = FLAC__StreamEncoderInitStatusString[status];
        syrinx_flac_delete(state);
        return NULL;
    }
    return state;
}

static const char *state_text(encoder_state *state) {
    return FLAC__stream_encoder_get_resolved_state_string(state->library);
}

const char *syrinx_flac_encode(void *encoder, const int32_t *samples, size_t count) {
    encoder_state *state = encoder;
    while (count > 0) {
        uint32_t part = count > 1u << 20 ? 1u << 20 : (uint32_t)count;
        if (!FLAC__stream_encoder_process_interleaved(state->library, samples, part))
            return state_text(state);
        samples += part;
        count -= part;
    }
    return NULL;
}

const char *syrinx_flac_finish(void *encoder) {
    encoder_state *state = encoder;
    return FLAC__stream_encoder_finish(state->library) ? NULL : state_text(state);
}

const uint8_t *syrinx_flac_output(void *encoder, size_t *count) {
    return syrinx_bytes_take(&((encoder_state *)encoder)->output, count);
}

void syrinx_flac_stream_info(void *encoder, uint8_t info[34]) {
    memcpy(info, ((encoder_state *)encoder)->info, 34);
}

void syrinx_flac_delete(void *encoder) {
    encoder_state *state = encoder;
    FLAC__stream_encoder_delete(state->library);
    if (state->comments) FLAC__metadata_object_delete(state->comments);
    free(state->output.start);
    free(state);
}
