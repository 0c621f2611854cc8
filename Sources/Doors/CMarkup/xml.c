#include "xml.h"

#include <expat.h>

typedef struct {
    XML_Parser parser;
    const syrinx_xml_handlers *handlers;
    void *context;
    syrinx_xml_outcome outcome;
    int64_t offset;
} parse;

static void stop(parse *p, syrinx_xml_outcome outcome) {
    p->outcome = outcome;
    p->offset = XML_GetCurrentByteIndex(p->parser);
    XML_StopParser(p->parser, XML_FALSE);
}

// Expat may call on for a while after a stop.
#define GUARD(p) \
    if ((p)->outcome != SYRINX_XML_DONE) return; \
    int64_t offset = XML_GetCurrentByteIndex((p)->parser); \
    int64_t last = offset + XML_GetCurrentByteCount((p)->parser)

static void XMLCALL start(void *user, const XML_Char *name, const XML_Char **attributes) {
    parse *p = user;
    GUARD(p);
    if (p->handlers->start(p->context, name, (const char *const *)attributes, offset, last))
        stop(p, SYRINX_XML_STOPPED);
}

static void XMLCALL end(void *user, const XML_Char *name) {
    parse *p = user;
    GUARD(p);
    if (p->handlers->end(p->context, name, offset, last)) stop(p, SYRINX_XML_STOPPED);
}

static void XMLCALL text(void *user, const XML_Char *utf8, int length) {
    parse *p = user;
    GUARD(p);
    if (p->handlers->text(p->context, utf8, length, offset, last)) stop(p, SYRINX_XML_STOPPED);
}

static void XMLCALL doctype(void *user, const XML_Char *name, const XML_Char *system,
                            const XML_Char *public, int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    parse *p = user;
    if (p->outcome == SYRINX_XML_DONE) stop(p, SYRINX_XML_DOCTYPE);
}

syrinx_xml_result syrinx_xml_parse(const char *utf8, int32_t length,
                                   const syrinx_xml_handlers *handlers, void *context) {
    parse p = {XML_ParserCreate("UTF-8"), handlers, context, SYRINX_XML_DONE, 0};
    syrinx_xml_result result = {SYRINX_XML_MALFORMED, "out of memory", 0};
    if (!p.parser) return result;
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, start, end);
    XML_SetCharacterDataHandler(p.parser, text);
    XML_SetStartDoctypeDeclHandler(p.parser, doctype);
    enum XML_Status status = XML_Parse(p.parser, utf8, length, XML_TRUE);
    result.outcome = p.outcome;
    result.offset = p.offset;
    result.message = "";
    if (status != XML_STATUS_OK && p.outcome == SYRINX_XML_DONE) {
        result.outcome = SYRINX_XML_MALFORMED;
        result.message = XML_ErrorString(XML_GetErrorCode(p.parser));
        result.offset = XML_GetCurrentByteIndex(p.parser);
    }
    XML_ParserFree(p.parser);
    return result;
}
