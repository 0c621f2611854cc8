#include "CWrenVoices.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

// What is mapped begins where vector instructions want it to.
#define aligned _Alignas(64)

aligned static const unsigned char acoustic[] = {
#embed "English/acoustic.safetensors"
};

aligned static const unsigned char vocoder[] = {
#embed "English/vocoder.safetensors"
};

static const unsigned char voices[] = {
#embed "English/voices.json"
};

const CWrenFile cWrenAcoustic = {acoustic, sizeof acoustic};
const CWrenFile cWrenVocoder = {vocoder, sizeof vocoder};
const CWrenFile cWrenVoices = {voices, sizeof voices};
