#include "CEncoders.h"

#include <lame/lame.h>
#include <stdarg.h>

// LAME would write its remarks to standard error.
static void unheard(const char *format, va_list arguments) {
    (void)format, (void)arguments;
}

void *syrinx_mp3_create(
    unsigned rate, int vbr_quality, int bitrate, int info_frame, const char **error) {
    lame_t encoder = lame_init();
    if (!encoder) {
        *error = "out of memory";
        return NULL;
    }
    lame_set_errorf(encoder, unheard);
    lame_set_debugf(encoder, unheard);
    lame_set_msgf(encoder, unheard);
    lame_set_num_channels(encoder, 1);
    lame_set_mode(encoder, MONO);
    lame_set_in_samplerate(encoder, (int)rate);
    lame_set_out_samplerate(encoder, (int)rate);
    lame_set_quality(encoder, 3);
    if (vbr_quality >= 0) {
        lame_set_VBR(encoder, vbr_mtrh);
        lame_set_VBR_quality(encoder, (float)vbr_quality);
    } else {
        lame_set_VBR(encoder, vbr_off);
        lame_set_brate(encoder, bitrate);
    }
    lame_set_bWriteVbrTag(encoder, info_frame);
    lame_set_write_id3tag_automatic(encoder, 0);
    if (lame_init_params(encoder) < 0) {
        *error = "LAME refused the settings";
        lame_close(encoder);
        return NULL;
    }
    return encoder;
}

// The bound that LAME's documentation gives.
size_t syrinx_mp3_room(size_t count) { return count + count / 4 + 7200; }

long syrinx_mp3_encode(
    void *encoder, const float *samples, size_t count, uint8_t *output, size_t room) {
    return lame_encode_buffer_ieee_float(
        (lame_t)encoder, samples, samples, (int)count, output, (int)room);
}

long syrinx_mp3_finish(void *encoder, uint8_t *output, size_t room) {
    return lame_encode_flush((lame_t)encoder, output, (int)room);
}

size_t syrinx_mp3_info_frame(void *encoder, uint8_t *output, size_t room) {
    size_t needed = lame_get_lametag_frame((lame_t)encoder, output, room);
    return needed > room ? 0 : needed;
}

void syrinx_mp3_delete(void *encoder) { lame_close((lame_t)encoder); }
