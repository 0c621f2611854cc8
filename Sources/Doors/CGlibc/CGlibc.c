#define _GNU_SOURCE
#include "CGlibc.h"

#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

int cglibc_memory_file(const char *label) { return memfd_create(label, MFD_CLOEXEC); }

int cglibc_most_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

int cglibc_keep_memory(void) {
    // Together, so that one alone doesn't end the C library's own adjusting of the other.
    return mallopt(M_MMAP_THRESHOLD, 1 << 30) && mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
}

int cglibc_usable_cores(int *numbers, int most) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return -1;
    int count = 0;
    for (int core = 0; core < CPU_SETSIZE && count < most; core++)
        if (CPU_ISSET(core, &set)) numbers[count++] = core;
    return count;
}

int cglibc_pipe_size(int pipe, int bytes) { return fcntl(pipe, F_SETPIPE_SZ, bytes); }

int cglibc_pipe_waiting(int pipe) {
    int bytes = 0;
    return ioctl(pipe, FIONREAD, &bytes) == 0 ? bytes : -1;
}

int cglibc_terminal_width(int terminal) {
    struct winsize size;
    return ioctl(terminal, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
