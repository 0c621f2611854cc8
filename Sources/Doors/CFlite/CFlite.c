#include "CFlite.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <flite/cst_cg.h>
#include <flite/cst_synth.h>
#include <flite/flite.h>
#include <flite/flite_version.h>

#include "lookup.h"
#include "noise.h"

// The distribution's headers declare none of these.
cst_voice *register_cmu_us_slt(const char *folder);
cst_voice *register_cmu_us_rms(const char *folder);
cst_voice *register_cmu_us_awb(const char *folder);
cst_voice *register_cmu_us_kal16(const char *folder);

struct cflite_voice {
    cst_voice *voice;
    // The database with its plain pitch model, where it has a second one (rms) that
    // heeds no shift of pitch; NULL where there is nothing to choose.
    cst_cg_db *plain;
    // The copy that plain points to; it shares all tables with the original.
    cst_cg_db copy;
    // Whether the voice is made of noise, so that an utterance without a draw
    // from our generator has drawn from another.
    bool noisy;
};

const cflite_voice *cflite_voice_named(cflite_voice_name name) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static cflite_voice voices[4];
    if ((int)name < 0 || (int)name > 3) return NULL;
    pthread_mutex_lock(&lock);
    cflite_voice *voice = &voices[name];
    if (!voice->voice) {
        switch (name) {
        case cflite_slt: voice->voice = register_cmu_us_slt(NULL); break;
        case cflite_rms: voice->voice = register_cmu_us_rms(NULL); break;
        case cflite_awb: voice->voice = register_cmu_us_awb(NULL); break;
        case cflite_kal16: voice->voice = register_cmu_us_kal16(NULL); break;
        }
        if (voice->voice) cflite_know_functions(voice->voice->ffunctions);
        voice->noisy = name != cflite_kal16;
        const cst_val *statistical =
            voice->voice ? feat_val(voice->voice->features, "cg_db") : NULL;
        if (statistical && val_cg_db(statistical)->spamf0) {
            voice->copy = *val_cg_db(statistical);
            voice->copy.spamf0 = 0;
            voice->copy.freeable = 0;
            voice->plain = &voice->copy;
        }
    }
    pthread_mutex_unlock(&lock);
    return voice->voice ? voice : NULL;
}

int cflite_voice_rate(const cflite_voice *voice) {
    return get_param_int(voice->voice->features, "sample_rate", 16000);
}

// MARK: Streaming

typedef struct {
    cflite_receiver receiver;
    void *context;
    int next_piece;
    bool noisy;
    bool stopped;
    bool foreign;
} stream;

static int take_piece(
    const cst_wave *wave, int start, int count, int last, cst_audio_streaming_info *info) {
    (void)last;
    stream *out = info->userdata;
    if (out->noisy && cflite_noise_drawn() == 0) {
        out->foreign = true;
        return CST_AUDIO_STREAM_STOP;
    }
    // flite reads this size anew before every piece.
    info->min_buffsize = out->next_piece;
    if (count > 0 && !out->receiver(out->context, wave->samples + start, count)) {
        out->stopped = true;
        return CST_AUDIO_STREAM_STOP;
    }
    return CST_AUDIO_STREAM_CONT;
}

// MARK: Utterances

static cst_utterance *new_utterance_of(
    const cflite_voice *voice, const cflite_token *tokens, int count) {
    cst_utterance *utterance = new_utterance();
    cst_relation *relation = utt_relation_create(utterance, "Token");
    const char *previous = NULL;
    for (int i = 0; i < count; i++) {
        cst_item *item = relation_append(relation, NULL);
        item_set_string(item, "name", tokens[i].name);
        item_set_int(item, "number", i);
        item_set_string(item, "whitespace", " ");
        item_set_string(item, "prepunctuation", tokens[i].prepunctuation);
        item_set_string(item, "punc", tokens[i].punctuation);
        const char *phones = tokens[i].phones;
        if (phones) {
            // flite takes equal phones of two tokens in a row for the same word
            // twice and leaves the second out; a space makes them different.
            char *spaced = NULL;
            if (previous && strcmp(previous, phones) == 0) {
                size_t length = strlen(phones);
                spaced = malloc(length + 2);
                if (spaced) {
                    spaced[0] = ' ';
                    memcpy(spaced + 1, phones, length + 1);
                }
            }
            item_set_string(item, "phones", spaced ? spaced : phones);
            previous = spaced ? NULL : phones;
            free(spaced);
        } else {
            previous = NULL;
        }
    }
    utt_init(utterance, voice->voice);
    return utterance;
}

static void set_manner(
    cst_utterance *utterance, const cflite_voice *voice, cflite_manner manner) {
    // Set on the utterance, where they are looked for first: the voice is shared.
    const cst_features *own = voice->voice->features;
    cst_features *features = utterance->features;
    float stretch = get_param_float(own, "duration_stretch", 1.0f);
    feat_set_float(features, "duration_stretch", stretch * manner.stretch);
    if (manner.pitch == 1.0f) return;
    // The shift moves the mean alone; the deviation has to grow with it, or a high
    // voice would sound flat.
    feat_set_float(features, "f0_shift", manner.pitch);
    const cst_val *statistical = feat_val(own, "cg_db");
    float deviation = statistical ? val_cg_db(statistical)->f0_stddev
                                  : get_param_float(own, "int_f0_target_stddev", 11.0f);
    feat_set_float(features, "int_f0_target_stddev", deviation * manner.pitch);
    if (voice->plain) feat_set(features, "cg_db", cg_db_val(voice->plain));
}

// The phones and pauses of an utterance; NULL where memory is short.
static cflite_segment *segments_of(cst_utterance *utterance, int *count) {
    cst_relation *relation = utt_relation(utterance, "Segment");
    int length = 0;
    for (const cst_item *phone = relation_head(relation); phone; phone = item_next(phone)) length++;
    cflite_segment *segments = calloc(length ? length : 1, sizeof *segments);
    if (!segments) return NULL;
    int place = 0;
    for (const cst_item *phone = relation_head(relation); phone; phone = item_next(phone)) {
        cflite_segment *segment = &segments[place++];
        snprintf(segment->name, sizeof segment->name, "%s", item_feat_string(phone, "name"));
        segment->end = item_feat_float(phone, "end");
        const cst_item *token =
            path_to_item(phone, "R:SylStructure.parent.parent.R:Token.parent");
        segment->token = token ? item_feat_int(token, "number") : -1;
    }
    *count = length;
    return segments;
}

cflite_outcome cflite_speak(
    const cflite_voice *voice, const cflite_token *tokens, int count, cflite_manner manner,
    cflite_receiver receiver, void *context) {
    return cflite_speak_timed(voice, tokens, count, manner, receiver, context, NULL, NULL);
}

cflite_outcome cflite_speak_timed(
    const cflite_voice *voice, const cflite_token *tokens, int count, cflite_manner manner,
    cflite_receiver receiver, void *context, cflite_segment **segments, int *segment_count) {
    if (segments) *segments = NULL;
    stream out = {receiver, context, manner.next_piece, voice->noisy, false, false};
    cst_utterance *utterance = new_utterance_of(voice, tokens, count);
    set_manner(utterance, voice, manner);
    cst_audio_streaming_info *info = new_audio_streaming_info();
    info->min_buffsize = manner.first_piece;
    info->asc = take_piece;
    info->userdata = &out;
    feat_set(utterance->features, "streaming_info", audio_streaming_info_val(info));

    cflite_noise_begin(manner.seed);
    cflite_questions_begin(manner.opening);
    cst_utterance *spoken = utt_synth_tokens(utterance);
    cflite_questions_end();
    cflite_noise_end();
    if (segments && spoken && !out.foreign && !out.stopped) {
        *segments = segments_of(spoken, segment_count);
        if (!*segments) spoken = NULL;
    }
    // A module that gives up returns NULL and leaves the utterance to its maker.
    delete_utterance(utterance);
    if (out.foreign) return cflite_foreign_noise;
    if (out.stopped) return cflite_stopped;
    return spoken ? cflite_done : cflite_failed;
}

// MARK: Phones

static void append(char **text, size_t *length, const char *more) {
    size_t count = strlen(more);
    char *grown = realloc(*text, *length + count + 1);
    if (!grown) return;
    memcpy(grown + *length, more, count + 1);
    *text = grown;
    *length += count;
}

char *cflite_phones(const cflite_voice *voice, const cflite_token *tokens, int count) {
    static const cst_synth_module modules[] = {
        {"textanalysis_func", default_textanalysis},
        {"pos_tagger_func", default_pos_tagger},
        {"phrasing_func", default_phrasing},
        {"lexical_insertion_func", default_lexical_insertion},
        {NULL, NULL},
    };
    cst_utterance *utterance = new_utterance_of(voice, tokens, count);
    if (!apply_synth_method(utterance, modules)) {
        delete_utterance(utterance);
        return NULL;
    }
    char *text = NULL;
    size_t length = 0;
    append(&text, &length, "");
    for (cst_item *word = relation_head(utt_relation(utterance, "SylStructure")); word;
         word = item_next(word)) {
        for (cst_item *syllable = item_daughter(word); syllable; syllable = item_next(syllable)) {
            const char *stress = item_feat_string(syllable, "stress");
            for (cst_item *phone = item_daughter(syllable); phone; phone = item_next(phone)) {
                const char *name = item_feat_string(phone, "name");
                if (length) append(&text, &length, " ");
                append(&text, &length, name);
                if (strchr("aeiou", name[0])) append(&text, &length, stress);
            }
        }
        if (item_next(word)) append(&text, &length, " |");
    }
    delete_utterance(utterance);
    return text;
}

const char *cflite_version(void) { return FLITE_PROJECT_VERSION; }
