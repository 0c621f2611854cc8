#include "markdown.h"

#include <md4c.h>

typedef struct {
    const char *base;
    uint32_t length;
    syrinx_markdown_handler handler;
    void *context;
} parse;

static int block(MD_BLOCKTYPE type) {
    switch (type) {
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: return SYRINX_MARKDOWN_CELL;
    case MD_BLOCK_CODE: return SYRINX_MARKDOWN_CODE_BLOCK;
    case MD_BLOCK_HTML: return SYRINX_MARKDOWN_HTML_BLOCK;
    default: return SYRINX_MARKDOWN_BLOCK;
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user) {
    parse *p = user;
    (void)detail;
    return p->handler(p->context, SYRINX_MARKDOWN_ENTER_BLOCK, block(type), -1, 0);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user) {
    parse *p = user;
    (void)detail;
    return p->handler(p->context, SYRINX_MARKDOWN_LEAVE_BLOCK, block(type), -1, 0);
}

static int span(MD_SPANTYPE type, void *detail, void *user) {
    (void)type, (void)detail, (void)user;
    return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *start, MD_SIZE size, void *user) {
    parse *p = user;
    int kind;
    switch (type) {
    case MD_TEXT_NULLCHAR: return 0;
    case MD_TEXT_BR: kind = SYRINX_MARKDOWN_HARD_BREAK; break;
    case MD_TEXT_SOFTBR: kind = SYRINX_MARKDOWN_SOFT_BREAK; break;
    case MD_TEXT_ENTITY: kind = SYRINX_MARKDOWN_ENTITY; break;
    case MD_TEXT_CODE: kind = SYRINX_MARKDOWN_CODE; break;
    case MD_TEXT_HTML: kind = SYRINX_MARKDOWN_HTML; break;
    default: kind = SYRINX_MARKDOWN_WORDS; break;
    }
    // md4c hands out some text of its own, such as line ends.
    uintptr_t base = (uintptr_t)p->base, place = (uintptr_t)start;
    int64_t offset =
        place >= base && place + size <= base + p->length ? (int64_t)(place - base) : -1;
    return p->handler(p->context, SYRINX_MARKDOWN_TEXT, kind, offset, size);
}

int syrinx_markdown_parse(const char *utf8, uint32_t length, syrinx_markdown_handler handler,
                          void *context) {
    parse p = {utf8, length, handler, context};
    MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = span,
        .leave_span = span,
        .text = text,
    };
    return md_parse(utf8, length, &parser, &p);
}
