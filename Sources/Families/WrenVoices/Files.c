#include "CWrenVoices.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

// What is mapped begins where vector instructions want it to.
#define aligned _Alignas(64)

aligned static const unsigned char english_acoustic[] = {
#embed "English/acoustic.safetensors"
};

aligned static const unsigned char english_vocoder[] = {
#embed "English/vocoder.safetensors"
};

static const unsigned char english_voices[] = {
#embed "English/voices.json"
};

aligned static const unsigned char eastern_acoustic[] = {
#embed "Eastern/acoustic.safetensors"
};

aligned static const unsigned char eastern_vocoder[] = {
#embed "Eastern/vocoder.safetensors"
};

static const unsigned char eastern_voices[] = {
#embed "Eastern/voices.json"
};

#define file(name) {name, sizeof name}

const CWrenModel cWrenEnglish = {
    file(english_acoustic), file(english_vocoder), file(english_voices)};
const CWrenModel cWrenEastern = {
    file(eastern_acoustic), file(eastern_vocoder), file(eastern_voices)};
