#pragma once
#include <stdint.h>

/// A rule-based number format of ICU for one locale (number words).
/// Not thread-safe: choosing a rule set changes the format.
typedef struct cicu_speller cicu_speller;

/// Opens the number words of a locale; NULL where ICU has none of its own for it
/// (it would otherwise answer in its default language) or memory lacks.
cicu_speller *cicu_speller_open(const char *locale);

void cicu_speller_close(cicu_speller *speller);

/// The public rule sets, joined by ';'. Returns the length in bytes, or -1.
int32_t cicu_speller_rulesets(cicu_speller *speller, char *out, int32_t capacity);

/// Spells a number written with ASCII digits, '-' and '.' by a rule set
/// ("%spellout-ordinal"; NULL: the locale's default).
/// Returns the length in bytes, or -1 where the rule set, the number or the
/// capacity won't do.
int32_t cicu_speller_spell(cicu_speller *speller, const char *number,
                           const char *ruleset, char *out, int32_t capacity);

/// Formats a number by an ICU number skeleton ("unit/kilometer
/// unit-width-full-name") in a locale. Opens and closes a formatter: costs tens
/// of microseconds. Returns the length in bytes, or -1.
int32_t cicu_number_by_skeleton(const char *skeleton, const char *locale,
                                const char *number, char *out, int32_t capacity);

/// The name of a month (1...12) as it stands in a date of the locale.
/// Returns the length in bytes, or -1.
int32_t cicu_month_name(const char *locale, int32_t month, char *out, int32_t capacity);

/// The Unicode name of a code point, upper case. Returns the length, or -1.
int32_t cicu_character_name(uint32_t scalar, char *out, int32_t capacity);

/// The name of a region ("JP") in a locale. Returns the length in bytes, or -1.
int32_t cicu_region_name(const char *region, const char *locale, char *out, int32_t capacity);
