#pragma once
#include <stdint.h>

// Unicode normalization forms (UAX #15) over UTF-16.

typedef enum {
    SYRINX_NFC = 0,
    SYRINX_NFD = 1,
    SYRINX_NFKC = 2,
    SYRINX_NFKD = 3,
} syrinx_normal_form;

typedef struct syrinx_normalizer syrinx_normalizer;

/// The normalizer of a form: shared, immutable, never closed; NULL when ICU has no
/// data.
const syrinx_normalizer *syrinx_normalizer_get(syrinx_normal_form form);

/// How many units at the start of a text are surely in the form already; the text may
/// be cut there. -1 on failure.
int32_t syrinx_normalizer_span(const syrinx_normalizer *normalizer, const uint16_t *text,
                               int32_t length);

/// Whether a text may be cut before this scalar: nothing before it ever combines with
/// it.
int syrinx_normalizer_cuts_before(const syrinx_normalizer *normalizer, uint32_t scalar);

/// Normalizes a text. Returns the length of the whole result, which may be beyond
/// `capacity` (call again with more), or -1 on failure.
int32_t syrinx_normalize(const syrinx_normalizer *normalizer, const uint16_t *text,
                         int32_t length, uint16_t *result, int32_t capacity);
