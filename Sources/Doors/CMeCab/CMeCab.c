#include "CMeCab.h"

#include <mecab.h>
#include <stdio.h>
#include <stdlib.h>

struct cmecab {
    mecab_model_t *model;
    mecab_t *tagger;
};

static cmecab *fail(cmecab *mecab, char *reason, size_t capacity) {
    const char *why = mecab_strerror(NULL);
    snprintf(reason, capacity, "%s", why && *why ? why : "MeCab can't read it");
    cmecab_close(mecab);
    return NULL;
}

cmecab *cmecab_open(const char *folder, char *reason, size_t capacity) {
    cmecab *mecab = calloc(1, sizeof *mecab);
    if (!mecab) {
        snprintf(reason, capacity, "out of memory");
        return NULL;
    }
    // The user's own settings (~/.mecabrc) may name another output or dictionary.
    char *arguments[] = {"mecab", "-r", "/dev/null", "-d", (char *)folder};
    mecab->model = mecab_model_new(5, arguments);
    if (!mecab->model) return fail(mecab, reason, capacity);
    mecab->tagger = mecab_model_new_tagger(mecab->model);
    if (!mecab->tagger) return fail(mecab, reason, capacity);
    return mecab;
}

void cmecab_close(cmecab *mecab) {
    if (!mecab) return;
    if (mecab->tagger) mecab_destroy(mecab->tagger);
    if (mecab->model) mecab_model_destroy(mecab->model);
    free(mecab);
}

int cmecab_read(
    cmecab *mecab, const char *text, size_t length, cmecab_receiver receiver, void *context) {
    // The lattice holds all that changes; the tagger only reads.
    mecab_lattice_t *lattice = mecab_model_new_lattice(mecab->model);
    if (!lattice) return -1;
    mecab_lattice_set_sentence2(lattice, text, length);
    int result = -1;
    if (mecab_parse_lattice(mecab->tagger, lattice)) {
        result = 0;
        const mecab_node_t *node = mecab_lattice_get_bos_node(lattice);
        for (; node; node = node->next) {
            if (node->stat != MECAB_NOR_NODE && node->stat != MECAB_UNK_NODE) continue;
            receiver(
                context, (size_t)(node->surface - text), node->length, node->feature,
                node->stat == MECAB_NOR_NODE);
        }
    }
    mecab_lattice_destroy(lattice);
    return result;
}
