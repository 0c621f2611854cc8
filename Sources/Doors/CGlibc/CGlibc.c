#define _GNU_SOURCE
#include "CGlibc.h"

#include <malloc.h>
#include <sys/mman.h>

int cglibc_memory_file(const char *label) { return memfd_create(label, MFD_CLOEXEC); }

int cglibc_most_heaps(int count) { return mallopt(M_ARENA_MAX, count); }
