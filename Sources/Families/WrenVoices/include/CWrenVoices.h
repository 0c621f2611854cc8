#ifndef C_WREN_VOICES_H
#define C_WREN_VOICES_H
#include <stddef.h>

/// A file that is part of the program.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t count;
} CWrenFile;

/// Weights of the acoustic model, safetensors.
extern const CWrenFile cWrenAcoustic;
/// Weights of the vocoder, safetensors.
extern const CWrenFile cWrenVocoder;
/// What voices there are, JSON in UTF-8, not zero-terminated.
extern const CWrenFile cWrenVoices;
#endif
