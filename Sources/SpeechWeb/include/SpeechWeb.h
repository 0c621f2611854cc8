#ifndef SPEECH_WEB_H
#define SPEECH_WEB_H
#include <stddef.h>

/// A file of the page, as it is in the binary.
typedef struct {
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t count;
} SpeechWebFile;

/// The files of the page; the last has no bytes.
extern const SpeechWebFile *_Nonnull const speechWebFiles;
extern const size_t speechWebFileCount;
#endif
