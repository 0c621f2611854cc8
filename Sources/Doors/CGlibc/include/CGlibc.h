#pragma once

#include <stdint.h>

// What the C library has and Swift's module of it leaves out.

/// A file in memory without a name (memfd_create(2)), closed on exec. -1 and errno
/// on failure.
int cglibc_memory_file(const char *label);

/// Lets threads take memory from so many heaps at the most (mallopt(3), M_ARENA_MAX).
/// 0 on failure.
int cglibc_most_heaps(int count);

/// Keeps memory that was given back for the next time, blocks of up to a gigabyte too, and gives
/// nothing back to the kernel (mallopt(3), M_MMAP_THRESHOLD, M_TRIM_THRESHOLD). 0 on failure.
int cglibc_keep_memory(void);

/// The beginning of what TCP_INFO (tcp(7)) tells, of which glibc's header has the older half:
/// bytes that the other side has acknowledged since the connection began.
typedef struct {
    uint8_t before[120];
    uint64_t acknowledged;
} cglibc_tcp_progress;

/// The numbers of the cores that this thread may run on, at most so many
/// (sched_getaffinity(2)). How many there are; -1 and errno on failure.
int cglibc_usable_cores(int *numbers, int most);

/// Makes a pipe hold so many bytes, or a little more (fcntl(2), F_SETPIPE_SZ). How many it
/// holds; -1 and errno on failure.
int cglibc_pipe_size(int pipe, int bytes);

/// Bytes that wait in a pipe (ioctl(2), FIONREAD). -1 and errno on failure.
int cglibc_pipe_waiting(int pipe);

/// The columns of a terminal (ioctl(2), TIOCGWINSZ). 0 where it is none or doesn't say.
int cglibc_terminal_width(int terminal);
