#include "rbnf.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

enum { longest = 4096 };

struct cicu_speller {
    UNumberFormat *format;
};

/// Writes UTF-16 as UTF-8 without its end mark; -1 where it doesn't fit.
static int32_t to_utf8(const UChar *text, int32_t length, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t written = 0;
    u_strToUTF8(out, capacity, &written, text, length, &error);
    return U_FAILURE(error) ? -1 : written;
}

cicu_speller *cicu_speller_open(const char *locale) {
    UErrorCode error = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &error);
    if (U_FAILURE(error)) return NULL;
    // For a language it has no words for, ICU answers in the default locale's or
    // the root's; that would be the wrong language in silence.
    char asked[16] = "", got[16] = "";
    UErrorCode ignored = U_ZERO_ERROR;
    uloc_getLanguage(locale, asked, sizeof asked, &ignored);
    const char *actual = unum_getLocaleByType(format, ULOC_ACTUAL_LOCALE, &error);
    if (U_SUCCESS(error) && actual) uloc_getLanguage(actual, got, sizeof got, &error);
    cicu_speller *speller = NULL;
    if (U_SUCCESS(error) && strcmp(asked, got) == 0) speller = malloc(sizeof *speller);
    if (!speller) {
        unum_close(format);
        return NULL;
    }
    speller->format = format;
    return speller;
}

void cicu_speller_close(cicu_speller *speller) {
    if (!speller) return;
    unum_close(speller->format);
    free(speller);
}

int32_t cicu_speller_rulesets(cicu_speller *speller, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar names[longest];
    int32_t length = unum_getTextAttribute(
        speller->format, UNUM_PUBLIC_RULESETS, names, longest, &error);
    if (U_FAILURE(error) || length > longest) return -1;
    return to_utf8(names, length, out, capacity);
}

int32_t cicu_speller_spell(cicu_speller *speller, const char *number,
                           const char *ruleset, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar name[128];
    int32_t name_length = 0;
    if (ruleset) u_strFromUTF8(name, 128, &name_length, ruleset, -1, &error);
    if (U_FAILURE(error)) return -1;
    // An empty name chooses the locale's default rule set again.
    unum_setTextAttribute(
        speller->format, UNUM_DEFAULT_RULESET, name, name_length, &error);
    if (U_FAILURE(error)) return -1;
    UChar words[longest];
    int32_t length = unum_formatDecimal(
        speller->format, number, -1, words, longest, NULL, &error);
    if (U_FAILURE(error) || length > longest) return -1;
    return to_utf8(words, length, out, capacity);
}

int32_t cicu_number_by_skeleton(const char *skeleton, const char *locale,
                                const char *number, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    UChar wide[256];
    int32_t wide_length = 0;
    u_strFromUTF8(wide, 256, &wide_length, skeleton, -1, &error);
    if (U_FAILURE(error)) return -1;
    UNumberFormatter *formatter =
        unumf_openForSkeletonAndLocale(wide, wide_length, locale, &error);
    UFormattedNumber *result = unumf_openResult(&error);
    int32_t written = -1;
    if (U_SUCCESS(error)) {
        unumf_formatDecimal(formatter, number, -1, result, &error);
        UChar text[512];
        int32_t length = unumf_resultToString(result, text, 512, &error);
        if (U_SUCCESS(error)) written = to_utf8(text, length, out, capacity);
    }
    unumf_closeResult(result);
    unumf_close(formatter);
    return written;
}

int32_t cicu_month_name(const char *locale, int32_t month, char *out, int32_t capacity) {
    if (month < 1 || month > 12) return -1;
    UErrorCode error = U_ZERO_ERROR;
    UDateFormat *format = udat_open(
        UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &error);
    if (U_FAILURE(error)) return -1;
    UChar name[128];
    int32_t length = udat_getSymbols(format, UDAT_MONTHS, month - 1, name, 128, &error);
    udat_close(format);
    if (U_FAILURE(error)) return -1;
    return to_utf8(name, length, out, capacity);
}

int32_t cicu_character_name(uint32_t scalar, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = u_charName(
        (UChar32)scalar, U_EXTENDED_CHAR_NAME, out, capacity, &error);
    return U_FAILURE(error) || length >= capacity ? -1 : length;
}

int32_t cicu_region_name(const char *region, const char *locale, char *out, int32_t capacity) {
    UErrorCode error = U_ZERO_ERROR;
    char id[16] = "und_";
    if (strlen(region) > 3) return -1;
    strcat(id, region);
    UChar name[128];
    int32_t length = uloc_getDisplayCountry(id, locale, name, 128, &error);
    if (U_FAILURE(error) || length > 128) return -1;
    return to_utf8(name, length, out, capacity);
}
