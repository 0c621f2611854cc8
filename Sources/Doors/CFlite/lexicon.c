// flite's CMU lexicon and its letter-to-sound trees, read without taking memory: lex_lookup
// gives one pronunciation as a list of boxed values, three microseconds a word, and doesn't
// tell whether there are others. The layout is that of the distribution's headers
// (cst_lexicon.h, cst_lts.h); what libflite's own functions answer is compared in the tests.

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <flite/flite.h>

#include "CFlite.h"

// The distribution's headers don't declare it.
cst_lexicon *cmu_lex_init(void);

enum { most_names = 256, none = 255 };

static struct {
    const cst_lexicon *lexicon;
    // Where each entry begins in the data, behind the byte that divides it from its phones.
    uint32_t *entries;
    int count;
    // The phones by their number; the lexicon's numbering.
    const char *names[most_names];
    int name_count;
    // Phones of the letter-to-sound trees, at most two each; none where there is none.
    uint8_t rules[most_names][2];
    int rule_count;
} known;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static int number_of(const char *name, size_t length) {
    for (int i = 1; i < known.name_count; i++)
        if (strlen(known.names[i]) == length && memcmp(known.names[i], name, length) == 0) return i;
    return none;
}

static void learn(void) {
    const cst_lexicon *lexicon = cmu_lex_init();
    if (!lexicon || !lexicon->data || !lexicon->phone_hufftable || !lexicon->entry_hufftable ||
        !lexicon->lts_rule_set || lexicon->lts_rule_set->letter_table)
        return;
    while (known.name_count < most_names - 1 && lexicon->phone_table[known.name_count]) {
        known.names[known.name_count] = lexicon->phone_table[known.name_count];
        known.name_count++;
    }
    const char *const *names = lexicon->lts_rule_set->phone_table;
    for (int i = 0; i < most_names && names[i]; i++, known.rule_count++) {
        known.rules[i][0] = known.rules[i][1] = none;
        if (strcmp(names[i], "epsilon") == 0) continue;
        const char *dash = strchr(names[i], '-');
        size_t first = dash ? (size_t)(dash - names[i]) : strlen(names[i]);
        known.rules[i][0] = (uint8_t)number_of(names[i], first);
        if (dash) known.rules[i][1] = (uint8_t)number_of(dash + 1, strlen(dash + 1));
    }
    known.entries = malloc(sizeof *known.entries * (size_t)(lexicon->num_entries + 1));
    if (!known.entries) return;
    for (int i = 0; i < lexicon->num_bytes && known.count <= lexicon->num_entries; i++)
        if (lexicon->data[i] == 255) known.entries[known.count++] = (uint32_t)i + 1;
    known.lexicon = lexicon;
}

bool cflite_lexicon_open(void) {
    pthread_once(&once, learn);
    return known.lexicon != NULL;
}

const char *cflite_phone_name(int number) {
    return number > 0 && number < known.name_count ? known.names[number] : NULL;
}

// Compares a word with an entry, whose first character is its part of speech.
static int compare(const char *word, uint32_t entry) {
    const unsigned char *data = known.lexicon->data;
    bool first = true;
    for (const unsigned char *packed = data + entry; *packed; packed++) {
        for (const char *letter = known.lexicon->entry_hufftable[*packed]; *letter; letter++) {
            if (first) {
                first = false;
                continue;
            }
            int difference = (unsigned char)*word - (unsigned char)*letter;
            if (difference) return difference;
            word++;
        }
    }
    return (unsigned char)*word;
}

static void read_entry(uint32_t entry, cflite_pronunciation *into) {
    const unsigned char *data = known.lexicon->data;
    into->sense = known.lexicon->entry_hufftable[data[entry]][0];
    into->count = 0;
    // The phones stand before the entry, backwards.
    for (const unsigned char *packed = data + entry - 2; *packed; packed--)
        for (const char *phone = known.lexicon->phone_hufftable[*packed]; *phone; phone++)
            if (into->count < cflite_most_phones)
                into->phones[into->count++] = (uint8_t)*phone;
}

int cflite_lexicon_find(const char *word, cflite_pronunciation *pronunciations, int capacity) {
    if (!cflite_lexicon_open()) return 0;
    int low = 0, high = known.count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (compare(word, known.entries[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    int found = 0;
    while (found < capacity && low + found < known.count &&
           compare(word, known.entries[low + found]) == 0) {
        read_entry(known.entries[low + found], &pronunciations[found]);
        found++;
    }
    return found;
}

// The answer of a letter's decision tree. A node is six bytes: what is asked, the answer that
// counts, and where to go if so and if not; at a leaf the second byte is the phone.
static uint8_t decide(const cst_lts_rules *rules, int letter, const char *context) {
    const unsigned char *nodes = rules->models;
    size_t node = rules->letter_index[letter];
    while (true) {
        const unsigned char *at = nodes + node * 6;
        if (at[0] == CST_LTS_EOR) return at[1];
        bool is = (unsigned char)context[at[0]] == at[1];
        node = is ? (size_t)at[2] | (size_t)at[3] << 8 : (size_t)at[4] | (size_t)at[5] << 8;
    }
}

int cflite_letters_to_sound(const char *letters, uint8_t *phones, int capacity) {
    if (!cflite_lexicon_open()) return 0;
    const cst_lts_rules *rules = known.lexicon->lts_rule_set;
    int window = rules->context_window_size;
    size_t length = strlen(letters);
    char text[128];
    char context[32];
    if (window < 1 || window > 8 || length > sizeof text - 2 * (size_t)window) return 0;
    // Around the word stand a hash and then zeros.
    memset(text, '0', sizeof text);
    char *word = text + window;
    word[-1] = '#';
    memcpy(word, letters, length);
    word[length] = '#';
    int count = 0;
    for (size_t i = 0; i < length; i++) {
        if (word[i] < 'a' || word[i] > 'z') continue;
        memcpy(context, word + i - window, (size_t)window);
        memcpy(context + window, word + i + 1, (size_t)window);
        memset(context + 2 * window, 0, sizeof context - 2 * (size_t)window);
        uint8_t answer = decide(rules, word[i] - 'a', context);
        for (int part = 0; part < 2 && answer < known.rule_count; part++)
            if (known.rules[answer][part] != none && count < capacity)
                phones[count++] = known.rules[answer][part];
    }
    return count;
}

char *cflite_letters_to_sound_theirs(const char *letters) {
    if (!cflite_lexicon_open()) return NULL;
    cst_val *list = lts_apply(letters, "", known.lexicon->lts_rule_set);
    size_t length = 1;
    for (const cst_val *at = list; at; at = val_cdr(at)) length += strlen(val_string(val_car(at))) + 1;
    char *text = calloc(length, 1);
    for (const cst_val *at = list; text && at; at = val_cdr(at)) {
        if (*text) strcat(text, " ");
        strcat(text, val_string(val_car(at)));
    }
    delete_val(list);
    return text;
}
