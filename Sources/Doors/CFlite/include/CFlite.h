#pragma once
#include <stdbool.h>
#include <stdint.h>

// A thin door to flite 2.2: its voices, fed with tokens, heard through a receiver.
//
// flite keeps nothing of its own between utterances, so several threads may
// speak with the same voice at once. Its statistical voices take their noise
// from the C library's process-wide rand(); the door gives each utterance a
// generator of its own instead (see noise.c).

/// The voices that are linked in.
typedef enum {
    cflite_slt = 0,
    cflite_rms = 1,
    cflite_awb = 2,
    cflite_kal16 = 3,
} cflite_voice_name;

/// A registered voice; lives as long as the process, never changes.
typedef struct cflite_voice cflite_voice;

/// A voice by name, registered on its first use. Any thread. NULL for another name.
const cflite_voice *cflite_voice_named(cflite_voice_name name);

/// Samples per second of a voice.
int cflite_voice_rate(const cflite_voice *voice);

/// A word with the marks around it. ASCII without white space, never NULL; name
/// is not empty and holds a letter or digit.
typedef struct {
    const char *name;
    /// Opening quotes and brackets.
    const char *prepunctuation;
    /// What follows: commas, full stops, closing quotes.
    const char *punctuation;
    /// How it is said: phones of the US English set with a stress digit behind
    /// vowels, such as "hh ax0 l ow1"; NULL: by lexicon and rules.
    const char *phones;
} cflite_token;

/// How an utterance is to be said.
typedef struct {
    /// Factor on all durations; 1 is the voice's own.
    float stretch;
    /// Factor on the fundamental frequency; 1 is the voice's own.
    float pitch;
    /// Factor on the pause that an utterance begins with, for the statistical voices; 1 is
    /// the voice's own, up to 0.2 s.
    float opening;
    /// Seed of the noise.
    uint64_t seed;
    /// Samples of the first piece, and of every later one, at least.
    int first_piece;
    int next_piece;
} cflite_manner;

/// Takes the next samples; returns whether more are wanted.
typedef bool (*cflite_receiver)(void *context, const int16_t *samples, int count);

/// What became of an utterance.
typedef enum {
    cflite_done = 0,
    /// The receiver wanted no more.
    cflite_stopped = 1,
    /// flite gave up on it.
    cflite_failed = 2,
    /// The voice drew noise from somewhere else than from the seed, so its samples
    /// could not be repeated; nothing was delivered.
    cflite_foreign_noise = 3,
} cflite_outcome;

/// Speaks tokens with a voice. Blocks until the end; the receiver is called on the
/// calling thread.
cflite_outcome cflite_speak(
    const cflite_voice *voice, const cflite_token *tokens, int count, cflite_manner manner,
    cflite_receiver receiver, void *context);

/// A phone as it was spoken.
typedef struct {
    /// Its name, such as "ax"; "pau" for a pause.
    char name[8];
    /// Seconds from the first sample to its end.
    float end;
    /// The token that it belongs to; -1 for a pause.
    int token;
} cflite_segment;

/// Speaks as cflite_speak, and tells the phones and pauses that were spoken, in order: an array
/// to be freed by the caller; NULL unless the utterance was spoken to its end.
cflite_outcome cflite_speak_timed(
    const cflite_voice *voice, const cflite_token *tokens, int count, cflite_manner manner,
    cflite_receiver receiver, void *context, cflite_segment **segments, int *segment_count);

/// What cflite_speak would say: the phones, stressed vowels with a digit, words
/// divided by " | ". To be freed by the caller; NULL if flite gives up.
char *cflite_phones(const cflite_voice *voice, const cflite_token *tokens, int count);

// MARK: Lexicon
//
// The CMU lexicon as flite has it: the words that its letter-to-sound rules get wrong, and
// homographs by their part of speech. Any thread.

/// The most phones that a pronunciation has here.
enum { cflite_most_phones = 62 };

/// One pronunciation of a word.
typedef struct {
    /// `n` noun, `v` verb, `j` adjective, `d` determiner; `0` and others: no matter.
    char sense;
    uint8_t count;
    /// Numbers for cflite_phone_name.
    uint8_t phones[cflite_most_phones];
} cflite_pronunciation;

/// Makes the lexicon ready, once; false where libflite's is of another build.
bool cflite_lexicon_open(void);

/// The name of a phone, with a stress digit behind a vowel: `hh`, `ax0`. NULL for another
/// number.
const char *cflite_phone_name(int number);

/// The pronunciations of a word in small letters, at most `capacity`; returns how many.
int cflite_lexicon_find(const char *word, cflite_pronunciation *pronunciations, int capacity);

/// The phones of letters by rule: `a` to `z`, at most 100; others are passed over. Returns how
/// many, at most `capacity`.
int cflite_letters_to_sound(const char *letters, uint8_t *phones, int capacity);

/// What libflite's own function makes of letters, names with spaces between; for comparing. To
/// be freed by the caller.
char *cflite_letters_to_sound_theirs(const char *letters);

/// Whether statistical voices on this thread go through libflite's own smoothing and vocoder,
/// not through the door's faster ones; for comparing them.
void cflite_prefer_theirs(bool theirs);

/// The version of flite's headers that the door was built with, such as "2.2".
const char *cflite_version(void);
