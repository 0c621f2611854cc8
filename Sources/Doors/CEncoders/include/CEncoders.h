// Doors to libFLAC, LAME, libopusenc and vo-aacenc: mono in, bytes out. No callbacks: what an
// encoder has made waits in its own buffer until `output` hands it over. Functions
// that return text return NULL when all is well, else what went wrong.
#pragma once
#include <stddef.h>
#include <stdint.h>

// One tag: UTF-8, its name without "=".
typedef struct {
    const char *name;
    const char *value;
} syrinx_tag;

// FLAC

// A new encoder, or NULL with `error` set.
void *syrinx_flac_create(
    unsigned rate, unsigned bits, unsigned level, unsigned block_size, const syrinx_tag *tags,
    size_t tag_count, const char **error);
const char *syrinx_flac_encode(void *encoder, const int32_t *samples, size_t count);
const char *syrinx_flac_finish(void *encoder);
// What was made since the last call; valid until the next call for this encoder.
const uint8_t *syrinx_flac_output(void *encoder, size_t *count);
// After finish: the 34 bytes of STREAMINFO with totals and MD5.
void syrinx_flac_stream_info(void *encoder, uint8_t info[34]);
void syrinx_flac_delete(void *encoder);

// Ogg Opus

void *syrinx_opus_create(
    unsigned rate, int bitrate, int page_delay_ms, int decision_delay_ms, uint32_t serial,
    const syrinx_tag *tags, size_t tag_count, const char **error);
const char *syrinx_opus_encode(void *encoder, const float *samples, size_t count);
const char *syrinx_opus_finish(void *encoder);
const uint8_t *syrinx_opus_output(void *encoder, size_t *count);
void syrinx_opus_delete(void *encoder);

// AAC-LC in ADTS

// `bitrate` in bit/s: 16,000 to the smaller of 160,000 and six times the rate. With
// less the library (0.1.3) crashes or never returns, with more it takes another.
void *syrinx_aac_create(unsigned rate, int bitrate, const char **error);
const char *syrinx_aac_encode(void *encoder, const int16_t *samples, size_t count);
const char *syrinx_aac_finish(void *encoder);
const uint8_t *syrinx_aac_output(void *encoder, size_t *count);
void syrinx_aac_delete(void *encoder);

// MP3

// `vbr_quality` 0 (best) to 9, or -1 for a constant `bitrate` in kbit/s; `info_frame`
// reserves a first frame for totals.
void *syrinx_mp3_create(
    unsigned rate, int vbr_quality, int bitrate, int info_frame, const char **error);
// Room that one call for so many samples can fill.
size_t syrinx_mp3_room(size_t count);
// These return how many bytes they wrote, or a negative code.
long syrinx_mp3_encode(
    void *encoder, const float *samples, size_t count, uint8_t *output, size_t room);
long syrinx_mp3_finish(void *encoder, uint8_t *output, size_t room);
// The first frame with totals; 0 where none was reserved.
size_t syrinx_mp3_info_frame(void *encoder, uint8_t *output, size_t room);
void syrinx_mp3_delete(void *encoder);
