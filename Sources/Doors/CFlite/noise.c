// The source of flite's noise.
//
// libflite calls rand(). A dynamic linker looks a name up in the program before
// it looks in libraries, so a rand() defined here is the one that flite finds,
// be flite linked as a shared or a static library. On a thread that is speaking
// it draws from the utterance's own seed; on every other thread, and for
// everyone else, it is what it was: in glibc rand() is random(), in name and
// sequence, and srand() is srandom().
//
// Were the name ever to be bound elsewhere (a program that hides its symbols,
// say), draws would be missing, and cflite_speak reports that before the first
// sample leaves instead of giving samples that can't be repeated.

#include "noise.h"

#include <stdbool.h>
#include <stdlib.h>

static _Thread_local bool speaking;
static _Thread_local uint64_t state;
static _Thread_local uint64_t drawn;

void cflite_noise_begin(uint64_t seed) {
    state = seed;
    drawn = 0;
    speaking = true;
}

void cflite_noise_end(void) { speaking = false; }

uint64_t cflite_noise_drawn(void) { return drawn; }

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
// 2014): passes BigCrush with one word of state, and any seed is a good one.
static uint64_t next_word(void) {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

__attribute__((visibility("default"))) int rand(void) {
    if (!speaking) return (int)random();
    drawn += 1;
    return (int)(next_word() >> 33);
}
