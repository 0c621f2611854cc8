#pragma once
#include <stdint.h>

// Boundary analysis (UAX #29) over UTF-8. All offsets are bytes.

/// What lies between two boundaries.
typedef enum {
    SYRINX_BREAK_CHARACTER = 0,
    SYRINX_BREAK_WORD = 1,
    SYRINX_BREAK_SENTENCE = 2,
} syrinx_break_kind;

typedef struct syrinx_break syrinx_break;

/// Opens an iterator with the rules of the root locale; NULL when ICU has no data.
syrinx_break *syrinx_break_open(syrinx_break_kind kind);
void syrinx_break_close(syrinx_break *iterator);

/// Points the iterator at a text, which is not copied: it must stay where it is
/// until the next call or the close. Returns 0, or -1 on failure.
int syrinx_break_set_text(syrinx_break *iterator, const char *utf8, int32_t length);

/// The boundary after the current one, from 0 on; -1 behind the last.
int32_t syrinx_break_next(syrinx_break *iterator);

/// The last boundary before an offset; -1 if there is none.
int32_t syrinx_break_preceding(syrinx_break *iterator, int32_t offset);
