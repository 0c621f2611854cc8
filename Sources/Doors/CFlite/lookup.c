// flite's questions about an utterance, answered faster.
//
// A statistical voice decides about every 5 ms of sound by decision trees, which ask for
// features by paths such as "R:SylStructure.parent.stress". libflite reads the path letter
// by letter each time, looks the last name up in a list of some seventy, and keeps what a
// tree has asked for in another list: half of the time before the first sample (measured).
// Here are the two functions that do so, with the same answers from tables.
//
// A dynamic linker looks a name up in the program before it looks in libraries, so libflite
// finds these (see noise.c). Where it doesn't, it uses its own, and only time is lost.

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <flite/cst_cart.h>
#include <flite/cst_regex.h>
#include <flite/cst_utterance.h>
#include <flite/cst_val_const.h>

#include "lookup.h"

// MARK: Feature functions by name

enum { slots = 512, tables = 8 };

// A voice's feature functions in an open hash table.
struct functions {
    // The list that the table stands for.
    const cst_features *list;
    struct {
        const char *name;
        const cst_val *value;
    } slots[slots];
};

// Filled before ready is set to it, and not changed afterwards.
static struct functions known[tables];
static int ready;

static unsigned hash(const char *name) {
    unsigned value = 2166136261u;  // FNV-1a
    for (; *name; name++) value = (value ^ (unsigned char)*name) * 16777619u;
    return value;
}

void cflite_know_functions(const cst_features *list) {
    int count = __atomic_load_n(&ready, __ATOMIC_RELAXED);
    if (!list || count == tables) return;
    for (int i = 0; i < count; i++) {
        if (known[i].list == list) return;
    }
    int length = 0;
    for (const cst_featvalpair *pair = list->head; pair; pair = pair->next) length++;
    // A table that is nearly full finds nothing quickly, and one with a list behind it
    // would not know all.
    if (length > slots / 2 || list->linked) return;
    struct functions *table = &known[count];
    for (const cst_featvalpair *pair = list->head; pair; pair = pair->next) {
        unsigned slot = hash(pair->name) % slots;
        while (table->slots[slot].name && strcmp(table->slots[slot].name, pair->name) != 0) {
            slot = (slot + 1) % slots;
        }
        // Of two with the same name the list's first is found.
        if (table->slots[slot].name) continue;
        table->slots[slot].name = pair->name;
        table->slots[slot].value = pair->val;
    }
    table->list = list;
    __atomic_store_n(&ready, count + 1, __ATOMIC_RELEASE);
}

static const cst_val *function_named(const cst_features *list, const char *name) {
    // An utterance has a list of its own before that of its voice, and leaves it empty.
    while (list && !list->head) list = list->linked;
    int count = __atomic_load_n(&ready, __ATOMIC_ACQUIRE);
    for (int i = 0; i < count; i++) {
        if (known[i].list != list) continue;
        unsigned slot = hash(name) % slots;
        while (known[i].slots[slot].name) {
            if (strcmp(known[i].slots[slot].name, name) == 0) return known[i].slots[slot].value;
            slot = (slot + 1) % slots;
        }
        return NULL;
    }
    return feat_val(list, name);
}

// MARK: Features by path

// The length of a path's first part.
static size_t part(const char *path) {
    size_t length = 0;
    while (path[length] && path[length] != '.' && path[length] != ':') length++;
    return length;
}

static bool is(const char *step, size_t length, const char *name) {
    for (size_t i = 0; i < length; i++) {
        if (step[i] != name[i]) return false;
    }
    return name[length] == 0;
}

// MARK: The pause at the beginning

static _Thread_local bool opens;
static _Thread_local cst_val opening = {{.a = {.type = CST_VAL_TYPE_FLOAT, .ref_count = -1}}};

// How a statistical voice asks, for a state of a phone, by what its word is stretched.
static const char stretch[] =
    "R:segstate.parent.R:SylStructure.parent.parent.R:Token.parent.local_duration_stretch";

// Whether a state belongs to the pause that an utterance begins with. It belongs to no
// word, so that nothing in the utterance could say how long it is to be.
static bool is_opening(const cst_item *state) {
    const cst_item *phone = item_as(item_parent(item_as(state, "segstate")), "Segment");
    return phone && !item_prev(phone) && strcmp(item_feat_string(phone, "name"), "pau") == 0;
}

// What a path leads to: steps divided by '.' or ':', and the name of a feature at its end.
static const cst_val *value_of(const cst_item *from, const char *whole) {
    const cst_item *item = from;
    const char *path = whole;
    while (item) {
        size_t length = part(path);
        const char *step = path;
        if (!step[length]) break;
        path += length + 1;
        if (length == 1 && step[0] == 'R') {
            char relation[64];
            size_t name = part(path);
            if (name >= sizeof relation || !path[name]) return NULL;
            memcpy(relation, path, name);
            relation[name] = 0;
            path += name + 1;
            item = item_as(item, relation);
        } else if (is(step, length, "n")) {
            item = item->n;
        } else if (is(step, length, "p")) {
            item = item->p;
        } else if (is(step, length, "nn")) {
            item = item->n ? item->n->n : NULL;
        } else if (is(step, length, "pp")) {
            item = item->p ? item->p->p : NULL;
        } else if (is(step, length, "parent")) {
            item = item_parent(item);
        } else if (is(step, length, "daughter") || is(step, length, "daughter1")) {
            item = item_daughter(item);
        } else if (is(step, length, "daughtern")) {
            item = item_last_daughter(item);
        } else if (is(step, length, "first")) {
            item = item_first(item);
        } else if (is(step, length, "last")) {
            item = item_last(item);
        } else {
            return NULL;
        }
    }
    const cst_val *value = NULL;
    if (!item && opens && strcmp(whole, stretch) == 0 && is_opening(from)) {
        return &opening;
    }
    if (item) {
        const cst_utterance *utterance = item_utt(item);
        const cst_val *function =
            utterance ? function_named(utterance->ffunctions, path) : NULL;
        value = function ? val_ffunc(function)(item) : item_feat(item, path);
    }
    return value ? value : VAL_STRING_0;
}

// MARK: Features of a state

// A tree is asked about a frame of 5 ms, yet nearly all its questions are about the state
// of the phone that the frame belongs to, in the same words for every frame and tree, and so
// are those that functions ask to answer the others. So the answers stay as long as the
// state does.
static const char of_state[] = "R:mcep_link.parent.";

enum { kept_answers = 256 };

// Whether a tree is being asked: the paths are constants then, the same pointer each time.
static _Thread_local bool in_tree;
// The frame that was asked about last, and its state.
static _Thread_local const cst_item *frame, *state;
static _Thread_local struct answer {
    const char *path;
    const cst_val *value;
} answers[kept_answers];

static void forget_answers(void) {
    for (unsigned i = 0; i < kept_answers; i++) {
        if (!answers[i].path) continue;
        delete_val((cst_val *)answers[i].value);
        answers[i] = (struct answer){NULL, NULL};
    }
    frame = state = NULL;
}

// Whether a path leads through the state of a frame; then it is the one that answers are
// kept of.
static bool leads_through_state(const cst_item *from, const char *path) {
    if (!in_tree || !from || strncmp(path, of_state, sizeof of_state - 1) != 0) return false;
    if (from == frame) return true;
    const cst_item *its = item_parent(item_as(from, "mcep_link"));
    if (!its) return false;
    if (its != state) {
        forget_answers();
        state = its;
    }
    frame = from;
    return true;
}

// The answer to a path, or an empty place for it; NULL where all places are taken. Nothing is
// forgotten for another answer: whoever asked may still be looking at it.
static struct answer *place_of(const char *path) {
    // The upper bits of a product depend on all bits of the pointer.
    unsigned slot = (uint32_t)((uintptr_t)path * 2654435761u) >> 24;
    for (unsigned i = 0; i < kept_answers; i++) {
        struct answer *place = &answers[(slot + i) % kept_answers];
        if (!place->path || place->path == path) return place;
    }
    return NULL;
}

static const cst_val *feature_of_state(const char *path) {
    struct answer *place = place_of(path);
    if (place && place->path) return place->value;
    const cst_item *its = state;
    const cst_val *value = value_of(its, path + sizeof of_state - 1);
    // Functions that were asked may have taken the place, or have gone on to another state.
    place = place_of(path);
    if (!value || !place || place->path || its != state) return value;
    val_inc_refcount(value);
    *place = (struct answer){path, value};
    return value;
}

// The same, from memory where it can be.
__attribute__((visibility("default"))) const cst_val *ffeature(
    const cst_item *from, const char *path) {
    return leads_through_state(from, path) ? feature_of_state(path) : value_of(from, path);
}

void cflite_questions_begin(float stretch_of_opening) {
    opens = stretch_of_opening != 1.0f;
    opening.c.a.v.fval = stretch_of_opening;
}

void cflite_questions_end(void) {
    opens = false;
    forget_answers();
}

// MARK: Decision trees

__attribute__((visibility("default"))) const cst_val *cart_interpret(
    cst_item *item, const cst_cart *tree) {
    // What has been asked for, by the number of the feature, and the order of asking. Some
    // functions make a value that nobody else holds: each is held here until the end.
    const cst_val *values[256];
    uint64_t asked[4] = {0};
    uint8_t held[256];
    unsigned count = 0;
    unsigned place = 0;
    in_tree = true;
    while (tree->rule_table[place].op != CST_CART_OP_LEAF) {
        const cst_cart_node *node = &tree->rule_table[place];
        unsigned feature = node->feat;
        if (!(asked[feature / 64] >> feature % 64 & 1)) {
            values[feature] = ffeature(item, tree->feat_table[feature]);
            // As libflite does, what is not there is asked for again.
            if (values[feature]) {
                asked[feature / 64] |= UINT64_C(1) << feature % 64;
                val_inc_refcount(values[feature]);
                held[count++] = (uint8_t)feature;
            }
        }
        const cst_val *value = values[feature];
        bool yes = false;
        switch (node->op) {
        case CST_CART_OP_IS: yes = val_equal(value, node->val); break;
        case CST_CART_OP_IN: yes = val_member(value, node->val); break;
        case CST_CART_OP_LESS: yes = val_less(value, node->val); break;
        case CST_CART_OP_GREATER: yes = val_greater(value, node->val); break;
        case CST_CART_OP_MATCHES:
            yes = cst_regex_match(cst_regex_table[val_int(node->val)], val_string(value));
            break;
        }
        place = yes ? place + 1 : node->no_node;
    }
    in_tree = false;
    while (count) delete_val((cst_val *)values[held[--count]]);
    return tree->rule_table[place].val;
}
