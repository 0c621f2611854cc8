#define _GNU_SOURCE
#include "theirs.h"

#include <dlfcn.h>

#include "CFlite.h"

static _Thread_local bool prefers;

void cflite_prefer_theirs(bool theirs) { prefers = theirs; }

bool cflite_prefers_theirs(void) { return prefers; }

void *cflite_theirs(const char *name) { return dlsym(RTLD_NEXT, name); }
