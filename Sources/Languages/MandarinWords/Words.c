#include "CMandarinWords.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char words[] = {
#embed "mandarin.bin"
};

const unsigned char *const cMandarinWords = words;
const size_t cMandarinWordsCount = sizeof words;
