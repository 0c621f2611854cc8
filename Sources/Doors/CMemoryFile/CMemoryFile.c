#define _GNU_SOURCE
#include "CMemoryFile.h"

#include <sys/mman.h>

int cmemoryfile_open(const char *label) { return memfd_create(label, MFD_CLOEXEC); }
