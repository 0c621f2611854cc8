// Bytes that an encoder has made and nobody has taken yet.
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *start;
    size_t count, capacity;
    int taken;  // handed out: the next append starts afresh
} syrinx_bytes;

// Returns 0, or -1 where memory is short.
static inline int syrinx_bytes_append(syrinx_bytes *bytes, const void *data, size_t count) {
    if (bytes->taken) bytes->count = 0;
    bytes->taken = 0;
    if (bytes->capacity - bytes->count < count) {
        size_t capacity = 2 * (bytes->count + count);
        uint8_t *start = realloc(bytes->start, capacity);
        if (!start) return -1;
        bytes->start = start;
        bytes->capacity = capacity;
    }
    memcpy(bytes->start + bytes->count, data, count);
    bytes->count += count;
    return 0;
}

static inline const uint8_t *syrinx_bytes_take(syrinx_bytes *bytes, size_t *count) {
    *count = bytes->taken ? 0 : bytes->count;
    bytes->taken = 1;
    return bytes->start;
}
