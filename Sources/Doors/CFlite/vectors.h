#pragma once

// Which instructions there are is found out when the program starts.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

enum { width = 8 };

// Numbers that are worked on at the same time.
typedef double lanes __attribute__((vector_size(width * sizeof(double))));
