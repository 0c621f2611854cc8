#ifndef C_CONVERTER_WEIGHTS_H
#define C_CONVERTER_WEIGHTS_H
#include <stddef.h>

/// A file that is part of the program.
typedef struct {
    const unsigned char *_Nonnull bytes;
    size_t count;
} CConverterFile;

/// Weights of the voice converter, safetensors.
extern const CConverterFile cConverterWeights;
#endif
