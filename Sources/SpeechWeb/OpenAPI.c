#include "SpeechWeb.h"

// #embed is C23; SwiftPM compiles C as C17.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char document[] = {
#embed "openapi.json"
};

const unsigned char *const speechWebDocument = document;
const size_t speechWebDocumentCount = sizeof document;
