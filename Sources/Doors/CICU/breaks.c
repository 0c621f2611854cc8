#include "breaks.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct syrinx_break {
    UBreakIterator *rules;
    UText *text;
};

syrinx_break *syrinx_break_open(syrinx_break_kind kind) {
    static const UBreakIteratorType types[] = {UBRK_CHARACTER, UBRK_WORD, UBRK_SENTENCE};
    UErrorCode status = U_ZERO_ERROR;
    syrinx_break *iterator = calloc(1, sizeof *iterator);
    if (!iterator) return NULL;
    iterator->rules = ubrk_open(types[kind], "", NULL, 0, &status);
    if (U_FAILURE(status)) {
        free(iterator);
        return NULL;
    }
    return iterator;
}

void syrinx_break_close(syrinx_break *iterator) {
    if (!iterator) return;
    ubrk_close(iterator->rules);
    if (iterator->text) utext_close(iterator->text);
    free(iterator);
}

int syrinx_break_set_text(syrinx_break *iterator, const char *utf8, int32_t length) {
    UErrorCode status = U_ZERO_ERROR;
    iterator->text = utext_openUTF8(iterator->text, utf8, length, &status);
    ubrk_setUText(iterator->rules, iterator->text, &status);
    if (U_FAILURE(status)) return -1;
    ubrk_first(iterator->rules);
    return 0;
}

int32_t syrinx_break_next(syrinx_break *iterator) {
    int32_t boundary = ubrk_next(iterator->rules);
    return boundary == UBRK_DONE ? -1 : boundary;
}

int32_t syrinx_break_preceding(syrinx_break *iterator, int32_t offset) {
    int32_t boundary = ubrk_preceding(iterator->rules, offset);
    return boundary == UBRK_DONE ? -1 : boundary;
}
