"""Pinyin of pypinyin: Tests/ChineseLexiconTests/Golden/pypinyin.tsv.

Each line of Golden/sentences.txt and Golden/held-out.txt (in words: no digits, no Latin letters)
with the Pinyin of pypinyin, one syllable a character, in the tones of its dictionary and with its
tone sandhi. The sentences were written for this test: everyday prose, dialogue, news, numbers,
polyphones, names, proverbs and poems, traditional characters; those of held-out.txt weren't looked
at while the rules were made.

Golden/readings.tsv has the dictionary tones that a reader would give them, where tool and program
differ looked up by hand (Xiandai Hanyu Cidian); no script makes it.

    python3 -m venv ENV; ENV/bin/pip install pypinyin==0.55.0
    ENV/bin/python scripts/golden/mandarin_pinyin.py
"""

import os
import re

from pypinyin import Style, lazy_pinyin

HERE = os.path.join(os.path.dirname(__file__), "../../Tests/ChineseLexiconTests/Golden")
HAN = re.compile(r"[\u3400-\u9fff]")


def pinyin(sentence, sandhi):
    syllables = lazy_pinyin(
        sentence, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=True, tone_sandhi=sandhi,
        errors=lambda other: None)
    assert len(syllables) == len(HAN.findall(sentence)), sentence
    return " ".join(syllables)


def main():
    with open(os.path.join(HERE, "pypinyin.tsv"), "w", encoding="utf-8") as out:
        for name in ("sentences", "held-out"):
            with open(os.path.join(HERE, name + ".txt"), encoding="utf-8") as file:
                for line in file:
                    sentence = line.strip()
                    out.write("\t".join(
                        (name, sentence, pinyin(sentence, False), pinyin(sentence, True))) + "\n")


if __name__ == "__main__":
    main()
