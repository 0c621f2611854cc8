// libopusenc's header asks for <opus.h>, which Debian keeps in a folder of its own.
#pragma once
#include <opus/opus.h>
