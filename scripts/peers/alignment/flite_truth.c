// What flite says, with the times at which it says it: the truth that forced alignment is
// measured against (run.py). Built by run.py with the distribution's flite1-dev.
//
//   flite_truth speak VOICE FOLDER   reads lines NAME<TAB>TEXT; writes FOLDER/NAME.wav and prints
//                                    NAME<TAB>WORD=PH PH;WORD=PH …<TAB>END:PHONE END:PHONE … (seconds)
//   flite_truth words                reads words; prints WORD<TAB>PH PH PH
#include <flite/flite.h>
#include <stdio.h>
#include <string.h>

cst_voice *register_cmu_us_slt(const char *);
cst_voice *register_cmu_us_rms(const char *);
cst_voice *register_cmu_us_awb(const char *);
cst_voice *register_cmu_us_kal16(const char *);

static cst_voice *voice_named(const char *name) {
    if (strcmp(name, "slt") == 0) return register_cmu_us_slt(NULL);
    if (strcmp(name, "rms") == 0) return register_cmu_us_rms(NULL);
    if (strcmp(name, "awb") == 0) return register_cmu_us_awb(NULL);
    if (strcmp(name, "kal") == 0) return register_cmu_us_kal16(NULL);
    return NULL;
}

static void speak(cst_voice *voice, const char *folder, const char *name, const char *text) {
    cst_utterance *utterance = flite_synth_text(text, voice);
    if (utterance == NULL) return;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.wav", folder, name);
    cst_wave_save_riff(utt_wave(utterance), path);
    printf("%s\t", name);
    const cst_item *before = NULL;
    for (const cst_item *segment = relation_head(utt_relation(utterance, "Segment")); segment;
         segment = item_next(segment)) {
        const char *phone = item_feat_string(segment, "name");
        if (strcmp(phone, "pau") == 0) continue;
        const cst_item *word = path_to_item(segment, "R:SylStructure.parent.parent");
        int is_new = before == NULL || word == NULL || !item_equal(word, before);
        if (is_new)
            printf("%s%s=", before ? ";" : "", word ? item_feat_string(word, "name") : "?");
        printf("%s%s", is_new ? "" : " ", phone);
        before = word;
    }
    printf("\t");
    for (const cst_item *segment = relation_head(utt_relation(utterance, "Segment")); segment;
         segment = item_next(segment))
        printf("%s%.5f:%s", item_prev(segment) ? " " : "", item_feat_float(segment, "end"),
               item_feat_string(segment, "name"));
    printf("\n");
    fflush(stdout);
    delete_utterance(utterance);
}

int main(int count, char **arguments) {
    static char line[1 << 16];
    flite_init();
    if (count == 4 && strcmp(arguments[1], "speak") == 0) {
        cst_voice *voice = voice_named(arguments[2]);
        if (voice == NULL) return 2;
        while (fgets(line, sizeof line, stdin)) {
            line[strcspn(line, "\n")] = 0;
            char *tab = strchr(line, '\t');
            if (tab == NULL) continue;
            *tab = 0;
            speak(voice, arguments[3], line, tab + 1);
        }
        return 0;
    }
    if (count == 2 && strcmp(arguments[1], "words") == 0) {
        cst_voice *voice = voice_named("slt");
        cst_lexicon *lexicon = val_lexicon(feat_val(voice->features, "lexicon"));
        while (fgets(line, sizeof line, stdin)) {
            line[strcspn(line, "\n")] = 0;
            if (line[0] == 0) continue;
            cst_val *phones = lex_lookup(lexicon, line, NULL, NULL);
            printf("%s\t", line);
            for (const cst_val *phone = phones; phone; phone = val_cdr(phone))
                printf("%s%s", phone == phones ? "" : " ", val_string(val_car(phone)));
            printf("\n");
            delete_val(phones);
        }
        return 0;
    }
    fprintf(stderr, "flite_truth speak VOICE FOLDER | words\n");
    return 2;
}
