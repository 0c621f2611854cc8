#pragma once
#include <stddef.h>

// A thin door to MeCab 0.996: a dictionary, and the words of a sentence.

/// An open dictionary; any number of threads may read with it at once.
typedef struct cmecab cmecab;

/// Opens a compiled dictionary folder, which has to hold a dicrc. The files may be
/// unlinked once this has returned. NULL on failure, with the reason in `reason`.
cmecab *cmecab_open(const char *folder, char *reason, size_t capacity);

void cmecab_close(cmecab *mecab);

/// Takes a word: where its surface begins and how long it is in bytes (white space
/// before it not counted), its comma-separated features, and whether it is in
/// the dictionary.
typedef void (*cmecab_receiver)(
    void *context, size_t start, size_t length, const char *features, int is_known);

/// Reads a sentence in the dictionary's encoding, at most a few thousand bytes.
/// Returns 0, or -1 on failure.
int cmecab_read(
    cmecab *mecab, const char *text, size_t length, cmecab_receiver receiver, void *context);
