#define _GNU_SOURCE
#include "CAllocations.h"

#include <errno.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_OTHER_MALLOC 1
#endif
#endif

// Memory of programs and libraries, from and to.
static struct { uintptr_t from, to; } ranges[64];
static int range_count;

// In the program itself, so that reading them allocates nothing.
static __thread int is_counting __attribute__((tls_model("local-exec")));
static __thread long count_all __attribute__((tls_model("local-exec")));
static __thread long count_ours __attribute__((tls_model("local-exec")));

static int note(struct dl_phdr_info *info, size_t size, void *first) {
    (void)size;
    // The program comes first and has no name.
    const char *name = strrchr(info->dlpi_name, '/');
    int is_ours = *(int *)first || (name && strncmp(name, "/libswift", 9) == 0);
    *(int *)first = 0;
    for (int i = 0; is_ours && i < info->dlpi_phnum && range_count < 64; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        ranges[range_count].from = info->dlpi_addr + part->p_vaddr;
        ranges[range_count].to = info->dlpi_addr + part->p_vaddr + part->p_memsz;
        range_count++;
    }
    return 0;
}

// Before anything runs in parallel.
__attribute__((constructor)) static void note_ranges(void) {
    int first = 1;
    dl_iterate_phdr(note, &first);
}

void callocations_begin(void) {
    count_all = count_ours = 0;
    is_counting = 1;
}

void callocations_end(long *all, long *ours) {
    is_counting = 0;
    *all = count_all;
    *ours = count_ours;
}

#if HAS_OTHER_MALLOC || !defined(__GLIBC__)
int callocations_are_counted(void) { return 0; }
#else
int callocations_are_counted(void) { return 1; }

// The C library's own, under the names that it keeps for whoever replaces them.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static inline void count(void *caller) {
    if (!is_counting) return;
    uintptr_t address = (uintptr_t)caller;
    count_all++;
    for (int i = 0; i < range_count; i++)
        if (address >= ranges[i].from && address < ranges[i].to) {
            count_ours++;
            return;
        }
}

#define COUNT() count(__builtin_return_address(0))

void *malloc(size_t size) {
    COUNT();
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    COUNT();
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    COUNT();
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    COUNT();
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    COUNT();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    COUNT();
    if (alignment % sizeof(void *) || !alignment || alignment & (alignment - 1)) return EINVAL;
    void *memory = __libc_memalign(alignment, size);
    if (!memory) return ENOMEM;
    *result = memory;
    return 0;
}
#endif
