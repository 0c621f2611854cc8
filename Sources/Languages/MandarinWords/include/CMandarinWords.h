#ifndef C_MANDARIN_WORDS_H
#define C_MANDARIN_WORDS_H
#include <stddef.h>

/// Chinese words, frequencies and readings (README.md): part of the program.
extern const unsigned char *_Nonnull const cMandarinWords;
/// How many bytes they are.
extern const size_t cMandarinWordsCount;

/// How characters of several readings are read among their neighbours, as syrinx-train polyphones
/// writes it (README.md).
extern const unsigned char *_Nonnull const cPolyphones;
/// How many bytes they are.
extern const size_t cPolyphonesCount;
#endif
