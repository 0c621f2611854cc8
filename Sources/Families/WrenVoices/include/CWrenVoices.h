#ifndef C_WREN_VOICES_H
#define C_WREN_VOICES_H
#include <stddef.h>

/// A file that is part of the program.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t count;
} CWrenFile;

/// An acoustic model and a vocoder, safetensors, and what voices they have, JSON in UTF-8, not
/// zero-terminated.
typedef struct {
    CWrenFile acoustic, vocoder, voices;
} CWrenModel;

/// English voices.
extern const CWrenModel cWrenEnglish;
/// Voices of Japanese, Mandarin and English; under a licence of their own (Eastern/LICENSE).
extern const CWrenModel cWrenEastern;
#endif
