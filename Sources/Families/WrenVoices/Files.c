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

aligned static const unsigned char eastern_acoustic[] = {
#embed "Eastern/acoustic.safetensors"
};

static const unsigned char eastern_voices[] = {
#embed "Eastern/voices.json"
};

const CWrenFile cWrenAcoustic = {acoustic, sizeof acoustic};
const CWrenFile cWrenVocoder = {vocoder, sizeof vocoder};
const CWrenFile cWrenVoices = {voices, sizeof voices};
const CWrenFile cWrenEasternAcoustic = {eastern_acoustic, sizeof eastern_acoustic};
const CWrenFile cWrenEasternVoices = {eastern_voices, sizeof eastern_voices};
