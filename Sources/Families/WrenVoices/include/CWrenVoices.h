#ifndef C_WREN_VOICES_H
#define C_WREN_VOICES_H
#include <stddef.h>

/// A file that is part of the program.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t count;
} CWrenFile;

/// Weights of the English acoustic model, safetensors.
extern const CWrenFile cWrenAcoustic;
/// Weights of the vocoder, safetensors.
extern const CWrenFile cWrenVocoder;
/// What English voices there are, JSON in UTF-8, not zero-terminated.
extern const CWrenFile cWrenVoices;
/// Weights of the acoustic model of Japanese, Mandarin and English, safetensors; under a licence
/// of their own (Eastern/LICENSE).
extern const CWrenFile cWrenEasternAcoustic;
/// What voices that has.
extern const CWrenFile cWrenEasternVoices;
#endif
