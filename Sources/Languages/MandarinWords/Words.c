#include "CMandarinWords.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char words[] = {
#embed "mandarin.bin"
};

static const unsigned char polyphones[] = {
#embed "polyphones.bin"
};

const unsigned char *const cMandarinWords = words;
const size_t cMandarinWordsCount = sizeof words;
const unsigned char *const cPolyphones = polyphones;
const size_t cPolyphonesCount = sizeof polyphones;
