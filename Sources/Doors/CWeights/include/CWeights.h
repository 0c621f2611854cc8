// A door to zlib: what unpacking an archive's entry needs.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Unpacks a whole raw deflate stream into room for exactly `output_count` bytes.
// Returns 0; 1 where the stream is damaged, ends early or holds more or fewer bytes;
// 2 where memory is short.
int cweights_inflate(
    const void *input, size_t input_count, void *output, size_t output_count);

// The CRC-32 of ZIP archives.
uint32_t cweights_crc32(const void *bytes, size_t count);
