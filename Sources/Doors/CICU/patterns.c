#include "patterns.h"

#include <stdlib.h>
#include <unicode/uregex.h>

struct syrinx_pattern {
    URegularExpression *expression;
};

// ICU counts steps in units "of the order of milliseconds"; a sentence needs far
// less than one. The stack limit is in bytes.
enum { step_limit = 20, stack_limit = 1 << 20 };

static syrinx_pattern *wrap(URegularExpression *expression) {
    UErrorCode status = U_ZERO_ERROR;
    syrinx_pattern *pattern = malloc(sizeof *pattern);
    uregex_setTimeLimit(expression, step_limit, &status);
    uregex_setStackLimit(expression, stack_limit, &status);
    if (!pattern || U_FAILURE(status)) {
        free(pattern);
        uregex_close(expression);
        return NULL;
    }
    pattern->expression = expression;
    return pattern;
}

syrinx_pattern *syrinx_pattern_open(const uint16_t *expression, int32_t length, int ignores_case,
                                    int32_t *error_offset, const char **error_name) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place = {0};
    uint32_t flags = ignores_case ? UREGEX_CASE_INSENSITIVE : 0;
    URegularExpression *opened =
        uregex_open((const UChar *)expression, length, flags, &place, &status);
    if (U_FAILURE(status)) {
        *error_offset = place.offset > 0 ? place.offset : -1;
        *error_name = u_errorName(status);
        return NULL;
    }
    return wrap(opened);
}

syrinx_pattern *syrinx_pattern_clone(const syrinx_pattern *pattern) {
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *copy = uregex_clone(pattern->expression, &status);
    return U_FAILURE(status) ? NULL : wrap(copy);
}

void syrinx_pattern_close(syrinx_pattern *pattern) {
    if (!pattern) return;
    uregex_close(pattern->expression);
    free(pattern);
}

int syrinx_pattern_set_limit(syrinx_pattern *pattern, int32_t limit) {
    UErrorCode status = U_ZERO_ERROR;
    uregex_setTimeLimit(pattern->expression, limit, &status);
    return U_FAILURE(status) ? -1 : 0;
}

int syrinx_pattern_set_text(syrinx_pattern *pattern, const uint16_t *text, int32_t length) {
    UErrorCode status = U_ZERO_ERROR;
    uregex_setText(pattern->expression, (const UChar *)text, length, &status);
    return U_FAILURE(status) ? -1 : 0;
}

int syrinx_pattern_find(syrinx_pattern *pattern, int32_t *start, int32_t *end) {
    UErrorCode status = U_ZERO_ERROR;
    UBool found = uregex_findNext(pattern->expression, &status);
    if (U_FAILURE(status)) return -1;
    if (!found) return 0;
    *start = uregex_start(pattern->expression, 0, &status);
    *end = uregex_end(pattern->expression, 0, &status);
    return U_FAILURE(status) ? -1 : 1;
}

int32_t syrinx_pattern_group_count(const syrinx_pattern *pattern) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = uregex_groupCount(pattern->expression, &status);
    return U_FAILURE(status) ? 0 : count;
}

int syrinx_pattern_group(syrinx_pattern *pattern, int32_t group, int32_t *start, int32_t *end) {
    UErrorCode status = U_ZERO_ERROR;
    *start = uregex_start(pattern->expression, group, &status);
    *end = uregex_end(pattern->expression, group, &status);
    return U_FAILURE(status) || *start < 0 ? -1 : 0;
}
