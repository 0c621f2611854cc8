// opusfile's header asks for <opus_multistream.h>, which Debian keeps in a folder of its own.
#pragma once
#include <opus/opus_multistream.h>
