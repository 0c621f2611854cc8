#pragma once

// Counts what a thread takes from the heap. The test program's own malloc and its kin stand before
// the C library's and hand everything on to them.

/// Whether allocations are counted: not under a sanitizer, which has a malloc of its own.
int callocations_are_counted(void);

/// Begins to count this thread's allocations, from zero.
void callocations_begin(void);

/// Ends it.
///
/// - Parameters:
///   - all: Calls of malloc, calloc, realloc and the aligned ones.
///   - ours: Those among them whose caller is this program or Swift's runtime: neither a library
///     that was loaded later nor the C++ library, by way of which that allocates.
void callocations_end(long *all, long *ours);
