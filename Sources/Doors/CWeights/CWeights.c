#include "CWeights.h"

#include <limits.h>
#include <zlib.h>

// zlib counts in unsigned int, so large entries are handed over in pieces.
static uInt piece(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

int cweights_inflate(
    const void *input, size_t input_count, void *output, size_t output_count) {
    z_stream stream = {0};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return 2;
    // One byte more than the output may hold: who fills it is larger than declared.
    unsigned char spill = 0;
    int status = Z_OK;
    stream.next_in = (Bytef *)input;
    stream.next_out = (Bytef *)output;
    size_t in_left = input_count, out_left = output_count;
    int spilling = 0;
    while (status == Z_OK) {
        if (stream.avail_in == 0) {
            stream.avail_in = piece(in_left);
            in_left -= stream.avail_in;
        }
        if (stream.avail_out == 0) {
            if (out_left > 0) {
                stream.avail_out = piece(out_left);
                out_left -= stream.avail_out;
            } else if (!spilling) {
                spilling = 1;
                stream.next_out = &spill;
                stream.avail_out = 1;
            } else {
                status = Z_DATA_ERROR;
                break;
            }
        }
        status = inflate(&stream, Z_NO_FLUSH);
    }
    int complete = status == Z_STREAM_END && out_left == 0
        && (spilling ? stream.avail_out == 1 : stream.avail_out == 0);
    inflateEnd(&stream);
    return complete ? 0 : status == Z_MEM_ERROR ? 2 : 1;
}

uint32_t cweights_crc32(const void *bytes, size_t count) {
    uLong sum = crc32(0, Z_NULL, 0);
    const Bytef *next = bytes;
    while (count > 0) {
        uInt part = piece(count);
        sum = crc32(sum, next, part);
        next += part;
        count -= part;
    }
    return (uint32_t)sum;
}
