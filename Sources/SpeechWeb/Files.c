#include "SpeechWeb.h"

static const unsigned char index_html[] = {
#embed "Page/index.html"
};

static const SpeechWebFile files[] = {
    {"index.html", "text/html; charset=utf-8", index_html, sizeof index_html},
};

const SpeechWebFile *const speechWebFiles = files;
const size_t speechWebFileCount = sizeof files / sizeof *files;
