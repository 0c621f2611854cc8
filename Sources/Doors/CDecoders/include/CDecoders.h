// Doors to libFLAC, libopusfile and libmpg123: bytes are pulled from a source, interleaved
// samples come out. Functions that return text return NULL when all is well, else what went
// wrong. A decoder asks its source only while one of its functions runs.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Where a decoder has its bytes from.
typedef struct {
    // Up to `count` bytes; 0 at the end, -1 where reading failed.
    long (*read)(void *context, uint8_t *bytes, size_t count);
    void *context;
} syrinx_byte_source;

// What a stream says of itself.
typedef struct {
    uint32_t rate, channels;
    uint64_t frames;  // samples of each channel; 0: unknown
} syrinx_sound;

// The next samples: `frames` times `channels` of them, -1 to 1, valid until the next call. No
// frames: the end.
typedef struct {
    const float *samples;
    size_t frames;
    uint32_t channels;
} syrinx_sound_block;

// FLAC; `ogg`: in Ogg.
void *syrinx_flac_open(
    syrinx_byte_source source, int ogg, syrinx_sound *sound, const char **error);
const char *syrinx_flac_next(void *decoder, syrinx_sound_block *block);
void syrinx_flac_close(void *decoder);

// Opus in Ogg, always at 48 kHz, its header's gain applied.
void *syrinx_opusfile_open(syrinx_byte_source source, syrinx_sound *sound, const char **error);
const char *syrinx_opusfile_next(void *decoder, syrinx_sound_block *block);
void syrinx_opusfile_close(void *decoder);

// MPEG audio, layers I to III; the encoder's delay is cut where the stream tells it.
void *syrinx_mpg123_open(syrinx_byte_source source, syrinx_sound *sound, const char **error);
const char *syrinx_mpg123_next(void *decoder, syrinx_sound_block *block);
void syrinx_mpg123_close(void *decoder);
