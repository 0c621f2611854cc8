#pragma once
#include <stdint.h>

// Regular expressions over UTF-16, with a limit on the steps of a match so that
// an expression that backtracks without end fails instead.

typedef struct syrinx_pattern syrinx_pattern;

/// Compiles an expression. On failure returns NULL, and the offset of the mistake
/// in UTF-16 units (or -1) and ICU's name of it.
syrinx_pattern *syrinx_pattern_open(const uint16_t *expression, int32_t length, int ignores_case,
                                    int32_t *error_offset, const char **error_name);

/// A matcher of its own for the same expression; NULL on failure. Cheap.
syrinx_pattern *syrinx_pattern_clone(const syrinx_pattern *pattern);
void syrinx_pattern_close(syrinx_pattern *pattern);

/// How many milliseconds of steps (ICU's rough unit) all matches in one text may take
/// together; 20 unless set. For texts much longer than a sentence.
int syrinx_pattern_set_limit(syrinx_pattern *pattern, int32_t limit);

/// Points the matcher at a text, which is not copied and must stay in place.
int syrinx_pattern_set_text(syrinx_pattern *pattern, const uint16_t *text, int32_t length);

/// Finds the next match: 1 found, 0 none, -1 given up (too many steps).
int syrinx_pattern_find(syrinx_pattern *pattern, int32_t *start, int32_t *end);

/// How many groups the expression has.
int32_t syrinx_pattern_group_count(const syrinx_pattern *pattern);

/// Where a group of the last match lies; 0, or -1 where it took no part.
int syrinx_pattern_group(syrinx_pattern *pattern, int32_t group, int32_t *start, int32_t *end);
