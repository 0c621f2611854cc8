#pragma once
#include <stddef.h>
#include <stdint.h>

// CommonMark with tables and strikethrough, through md4c.

/// What a step of the parser is.
typedef enum {
    SYRINX_MARKDOWN_ENTER_BLOCK,
    SYRINX_MARKDOWN_LEAVE_BLOCK,
    SYRINX_MARKDOWN_TEXT,
} syrinx_markdown_event;

/// The blocks, as far as speech tells them apart.
typedef enum {
    SYRINX_MARKDOWN_BLOCK,
    SYRINX_MARKDOWN_CELL,
    SYRINX_MARKDOWN_CODE_BLOCK,
    SYRINX_MARKDOWN_HTML_BLOCK,
} syrinx_markdown_block;

/// The kinds of text.
typedef enum {
    SYRINX_MARKDOWN_WORDS,
    SYRINX_MARKDOWN_SOFT_BREAK,
    SYRINX_MARKDOWN_HARD_BREAK,
    SYRINX_MARKDOWN_ENTITY,
    SYRINX_MARKDOWN_CODE,
    SYRINX_MARKDOWN_HTML,
} syrinx_markdown_text;

/// Takes a step: `type` is a block or a kind of text, offset and length say where a
/// text stands in the source (offset -1: nowhere). Returns 0 to go on.
typedef int (*syrinx_markdown_handler)(void *context, int event, int type, int64_t offset,
                                       int64_t length);

/// Parses a text. Returns 0, or what the handler stopped with, or -1 on lack of
/// memory.
int syrinx_markdown_parse(const char *utf8, uint32_t length, syrinx_markdown_handler handler,
                          void *context);
