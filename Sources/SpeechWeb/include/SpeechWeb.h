#ifndef SPEECH_WEB_H
#define SPEECH_WEB_H
#include <stddef.h>

/// A file of the page, as it is in the binary.
typedef struct {
    /// Its name in `Page/`, without folders: `index.html` is the page at `/`, `stats.html` that
    /// at `/stats`, `compare.html` that at `/compare`, `convert.html` that at `/convert`; every
    /// other file is at `/app/<name>`.
    const char *_Nonnull name;
    /// The value of its `Content-Type`.
    const char *_Nonnull mediaType;
    /// Its bytes; none is zero-terminated.
    const unsigned char *_Nonnull bytes;
    /// How many bytes.
    size_t count;
} SpeechWebFile;

/// The files of the page.
extern const SpeechWebFile *_Nonnull const speechWebFiles;
/// How many files there are.
extern const size_t speechWebFileCount;

/// The OpenAPI document, `openapi.json`: JSON in UTF-8, not zero-terminated.
extern const unsigned char *_Nonnull const speechWebDocument;
/// How many bytes it has.
extern const size_t speechWebDocumentCount;
#endif
