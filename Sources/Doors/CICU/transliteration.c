#include "transliteration.h"

#include <stdlib.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

struct syrinx_transliterator {
    UTransliterator *transform;
};

syrinx_transliterator *syrinx_transliterator_open(const char *id) {
    UErrorCode status = U_ZERO_ERROR;
    UChar name[64];
    int32_t length = 0;
    u_strFromUTF8(name, 64, &length, id, -1, &status);
    if (U_FAILURE(status)) return NULL;
    UTransliterator *transform =
        utrans_openU(name, length, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status)) return NULL;
    syrinx_transliterator *result = malloc(sizeof *result);
    if (!result) {
        utrans_close(transform);
        return NULL;
    }
    result->transform = transform;
    return result;
}

void syrinx_transliterator_close(syrinx_transliterator *transliterator) {
    if (!transliterator) return;
    utrans_close(transliterator->transform);
    free(transliterator);
}

int32_t syrinx_transliterate(
    const syrinx_transliterator *transliterator, const char *utf8, int32_t length, char *result,
    int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    // A Han character of one unit becomes a syllable of at most eight with its space.
    int32_t room = length * 8 + 16;
    UChar *units = malloc((size_t)room * sizeof *units);
    if (!units) return -1;
    int32_t count = 0;
    int32_t written = -1;
    u_strFromUTF8(units, room, &count, utf8, length, &status);
    int32_t limit = count;
    utrans_transUChars(transliterator->transform, units, &count, room, 0, &limit, &status);
    if (U_SUCCESS(status)) {
        u_strToUTF8(result, capacity, &written, units, count, &status);
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) written = -1;
    }
    free(units);
    return written;
}
