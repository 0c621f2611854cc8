"""Open JTalk's labels: Tests/JapaneseDictionaryTests/Golden/openjtalk.tsv.

Each line of Golden/sentences.txt and Golden/held-out.txt with what Open JTalk makes of it: its
phonemes (`pau` between, voiceless vowels in capitals), a space between; and its accent phrases,
`mora count_nucleus` each, a pause between as `/`. The sentences were written for this test; those of
held-out.txt were written before the rules were, and weren't looked at while they were made.

The dictionary is the distribution's, so that both read with the same words.

    python3 -m venv ENV; ENV/bin/pip install pyopenjtalk==0.4.1
    OPEN_JTALK_DICT_DIR=/var/lib/mecab/dic/open-jtalk/naist-jdic \\
        ENV/bin/python scripts/golden/japanese_openjtalk.py
"""

import os
import re

import pyopenjtalk

HERE = os.path.join(os.path.dirname(__file__), "../../Tests/JapaneseDictionaryTests/Golden")
PHONE = re.compile(r"-([^+]+)\+")
PHRASE = re.compile(r"/F:(\d+)_(\d+)#[^@]*@(\d+)_(\d+)\|")


def read(sentence):
    """The phonemes, and the accent phrases."""
    phonemes = []
    phrases = []
    last = None
    for label in pyopenjtalk.extract_fullcontext(sentence):
        phone = PHONE.search(label).group(1)
        if phone == "sil":
            continue
        phonemes.append(phone)
        if phone == "pau":
            phrases.append("/")
            last = None
            continue
        place = PHRASE.search(label)
        morae, nucleus, index, _ = map(int, place.groups())
        # A new phrase: another number in its breath group.
        if index != last:
            phrases.append(f"{morae}_{nucleus}")
            last = index
    return " ".join(phonemes), " ".join(phrases)


def main():
    with open(os.path.join(HERE, "openjtalk.tsv"), "w", encoding="utf-8") as out:
        for name in ("sentences", "held-out"):
            with open(os.path.join(HERE, name + ".txt"), encoding="utf-8") as file:
                for line in file:
                    sentence = line.strip()
                    out.write("\t".join((name, sentence, *read(sentence))) + "\n")


if __name__ == "__main__":
    main()
