#pragma once
#include <stdint.h>

// XML without document types, through expat. Names keep their prefixes; vendors'
// undeclared ones are no error.

/// Takes the steps of a parse; offsets are bytes of the source, from the first of
/// the tag or text to behind its last. Each returns 0 to go on.
typedef struct {
    /// `attributes`: names and values in turn, then NULL.
    int (*start)(void *context, const char *name, const char *const *attributes, int64_t offset,
                 int64_t end);
    int (*end)(void *context, const char *name, int64_t offset, int64_t end);
    /// Character data; as long as its source where it stands there literally.
    int (*text)(void *context, const char *utf8, int64_t length, int64_t offset, int64_t end);
} syrinx_xml_handlers;

/// How a parse ended.
typedef enum {
    SYRINX_XML_DONE,
    /// Not well-formed; see message and offset.
    SYRINX_XML_MALFORMED,
    /// A document type declaration.
    SYRINX_XML_DOCTYPE,
    /// A handler stopped it.
    SYRINX_XML_STOPPED,
} syrinx_xml_outcome;

typedef struct {
    syrinx_xml_outcome outcome;
    /// What is wrong, in English; a string that stays.
    const char *message;
    int64_t offset;
} syrinx_xml_result;

/// Parses a text in UTF-8, whatever encoding it declares.
syrinx_xml_result syrinx_xml_parse(const char *utf8, int32_t length,
                                   const syrinx_xml_handlers *handlers, void *context);
