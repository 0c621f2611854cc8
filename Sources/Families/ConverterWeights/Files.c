#include "CConverterWeights.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

// What is mapped begins where vector instructions want it to.
_Alignas(64) static const unsigned char converter[] = {
#embed "converter.safetensors"
};

const CConverterFile cConverterWeights = {converter, sizeof converter};
