#include "normalization.h"

#include <unicode/unorm2.h>

static const UNormalizer2 *inner(const syrinx_normalizer *normalizer) {
    return (const UNormalizer2 *)normalizer;
}

const syrinx_normalizer *syrinx_normalizer_get(syrinx_normal_form form) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *found = NULL;
    switch (form) {
    case SYRINX_NFC: found = unorm2_getNFCInstance(&status); break;
    case SYRINX_NFD: found = unorm2_getNFDInstance(&status); break;
    case SYRINX_NFKC: found = unorm2_getNFKCInstance(&status); break;
    case SYRINX_NFKD: found = unorm2_getNFKDInstance(&status); break;
    }
    return U_FAILURE(status) ? NULL : (const syrinx_normalizer *)found;
}

int32_t syrinx_normalizer_span(const syrinx_normalizer *normalizer, const uint16_t *text,
                               int32_t length) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t span =
        unorm2_spanQuickCheckYes(inner(normalizer), (const UChar *)text, length, &status);
    return U_FAILURE(status) ? -1 : span;
}

int syrinx_normalizer_cuts_before(const syrinx_normalizer *normalizer, uint32_t scalar) {
    return unorm2_hasBoundaryBefore(inner(normalizer), (UChar32)scalar);
}

int32_t syrinx_normalize(const syrinx_normalizer *normalizer, const uint16_t *text,
                         int32_t length, uint16_t *result, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = unorm2_normalize(inner(normalizer), (const UChar *)text, length,
                                       (UChar *)result, capacity, &status);
    return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -1 : written;
}
