#pragma once
#include <stdint.h>

// ICU's transforms of one script into another.

typedef struct syrinx_transliterator syrinx_transliterator;

/// Opens a transform by its ID, such as "Han-Latin"; NULL if ICU has none of that
/// name.
syrinx_transliterator *syrinx_transliterator_open(const char *id);
void syrinx_transliterator_close(syrinx_transliterator *transliterator);

/// Transforms UTF-8 text into `result`. Returns the length of the whole result in
/// bytes, which may be beyond `capacity` (call again with more), or -1 on failure.
int32_t syrinx_transliterate(
    const syrinx_transliterator *transliterator, const char *utf8, int32_t length, char *result,
    int32_t capacity);
