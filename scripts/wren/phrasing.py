"""Where readers pause: counts over a package that `syrinx prepare --speech` aligned.

    python3 scripts/wren/phrasing.py PACKAGE CORPUS      CORPUS as LibriSpeech's, with *.trans.txt

Prints how often somebody pauses (75 ms or more) at a juncture, by the kinds of the two words behind
it, where a word with a meaning of its own stands before it. The numbers of `EnglishPhrasing` are
logarithms of such odds. The kinds are shorter lists of those of `EnglishWordClass`.
"""

import array
import collections
import json
import pathlib
import struct
import sys

KINDS = {kind: set(words.split()) for kind, words in {
    "conjunction": "and or but nor",
    "relative": "who which that whom whose",
    "clause": "if when because while although though since until as than whether where why how "
              "unless once",
    "of": "of", "to": "to",
    "preposition": "in on at by for from with about against between into through during before after "
                   "above below under over near among across behind beyond without within toward "
                   "towards upon around along despite off onto out up down",
    "subject": "i we they you he she it there everyone everybody nobody someone people this these "
               "those",
    "determiner": "a an the my your his her its our their some any no every each all",
    "auxiliary": "is are was were am be been being has have had having will would can could shall "
                 "should may might must do does did not",
}.items()}
PAUSE = 6  # frames of 12.5 ms
CODES = {"I64": "q", "I32": "i", "U8": "B"}


def tensors(path, names):
    """Integers of a safetensors file."""
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        for name in names:
            start, end = header[name]["data_offsets"]
            file.seek(8 + size + start)
            yield array.array(CODES[header[name]["dtype"]], file.read(end - start))


def pauses(tokens):
    """Frames of the pause behind each word, of rows of phoneme, stress, position, language, frames;
    a word begins with position 0 and is alone with 3."""
    words = []
    for row in range(0, len(tokens), 5):
        phoneme, _, position, _, frames = tokens[row:row + 5]
        if phoneme == 0:
            if words:
                words[-1] += frames
        elif position in (0, 3):
            words.append(0)
    return words


def kind(word):
    return next((name for name, words in KINDS.items() if word in words), "other")


def main():
    package, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
    texts = {}
    for path in corpus.rglob("*.trans.txt"):
        for line in path.read_text().splitlines():
            name, text = line.split(" ", 1)
            texts[name] = text.lower().split()
    names, tokens, starts = tensors(package, ["names", "tokens", "token.starts"])
    utterances = junctures = 0
    counts = collections.defaultdict(lambda: [0, 0])
    for clip, name in enumerate(names.tobytes().decode().split("\n")):
        words = texts.get(pathlib.PurePath(name).stem)
        frames = pauses(tokens[5 * starts[clip]:5 * starts[clip + 1]])
        if words is None or len(words) != len(frames):
            continue
        utterances += 1
        junctures += len(words) - 1
        kinds = [kind(word) for word in words]
        for place in range(len(words) - 2):
            if kinds[place] == "other":
                for key in ((kinds[place + 1], ""), (kinds[place + 1], kinds[place + 2])):
                    counts[key][0] += 1
                    counts[key][1] += frames[place] >= PAUSE
    print(f"{junctures} junctures of {utterances} utterances")
    for (first, second), (count, paused) in sorted(counts.items()):
        if count > 15 and first != "other":
            print(f"{first:12} {second or '(any)':12} {count:5} {100 * paused / count:3.0f} %")


if __name__ == "__main__":
    main()
