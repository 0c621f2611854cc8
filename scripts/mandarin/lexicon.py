"""Mandarin's words and readings: Sources/Languages/MandarinWords/mandarin.bin.

    pip download --no-deps --no-binary jieba -r scripts/mandarin/requirements.txt -d DOWNLOADS
    python3 scripts/mandarin/lexicon.py DOWNLOADS

Python's own library is enough. What is taken of each source, and under which licence, is in
Sources/Languages/MandarinWords/README.md, as is the format. The same sources give the same bytes.
"""

import functools
import hashlib
import io
import math
import os
import re
import struct
import sys
import tarfile
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "../../Sources/Languages/MandarinWords")
FIRST, LAST = 0x3400, 0x9FFF
LONGEST = 10
TOTAL = 60_000_000
# Words rarer than this are left to their parts, unless a source tells how they are read.
RAREST = 4

INITIALS = " b p m f d t n l g k h j q x zh ch sh r z c s".split(" ")
FINALS = (
    "a o e ê ai ei ao ou an en ang eng ong er i ia ie iao iu ian in iang ing iong io iai "
    "u ua uo uai ui uan un uang ueng ü üe üan ün m n ng"
).split(" ")
# Kinds of words, by jieba's tags.
KINDS = {
    "n": 1, "nz": 1, "nt": 1, "s": 1, "an": 1, "j": 1, "ng": 1, "g": 1,
    "nr": 2, "nrt": 2, "nrfg": 2, "ns": 3,
    "v": 4, "vn": 4, "vd": 4, "vg": 4, "vi": 4, "vq": 4, "df": 4,
    "a": 5, "ad": 5, "ag": 5, "b": 5, "z": 5, "d": 6, "dg": 6, "m": 7, "mq": 7, "mg": 7,
    "q": 8, "r": 9, "rr": 9, "rz": 9, "rg": 9, "p": 10, "c": 11,
    "u": 12, "uj": 12, "ul": 12, "uv": 12, "ud": 12, "uz": 12, "ug": 12, "y": 12,
    "t": 13, "tg": 13, "f": 14, "i": 15, "l": 15, "e": 16, "o": 16,
}
MARKS = {}
for base, marked in (("a", "āáǎà"), ("e", "ēéěè"), ("i", "īíǐì"), ("o", "ōóǒò"), ("u", "ūúǔù"),
                     ("ü", "ǖǘǚǜ")):
    for tone, letter in enumerate(marked, 1):
        MARKS[letter] = (base, tone)
for letter, value in {"ń": ("n", 2), "ň": ("n", 3), "ǹ": ("n", 4), "ḿ": ("m", 2),
                      "ế": ("ê", 2), "ề": ("ê", 4)}.items():
    MARKS[letter] = value


def code(spelling, tone):
    """The number of a syllable: initial, final and tone in a bit field; None for what is none."""
    text = spelling.replace("v", "ü").replace("u:", "ü")
    initial = next((i for i in sorted(INITIALS, key=len, reverse=True) if i and
                    text.startswith(i)), "")
    final = text[len(initial):]
    if initial == "m" and not final or initial == "n" and final in ("", "g") or text in ("hm", "hng"):
        final = {"m": "m", "n": "n", "ng": "ng", "hm": "m", "hng": "ng"}[text]
        initial = ""
    elif not initial:
        if text.startswith("yu"):
            final = "ü" + text[2:]
        elif text.startswith("y"):
            final = text[1:] if text[1:].startswith("i") else "i" + text[1:]
        elif text.startswith("w"):
            final = text[1:] if text[1:] == "u" else "u" + text[1:]
        final = {"iou": "iu", "uei": "ui", "uen": "un", "üong": "iong", "iong": "iong",
                 "üo": "üe"}.get(final, final)
        if text == "yong":
            final = "iong"
        if text == "you":
            final = "iu"
        if text == "wen":
            final = "un"
        if text == "wei":
            final = "ui"
    elif initial in ("j", "q", "x") and final.startswith("u"):
        final = "ü" + final[1:]
    elif final == "ue":
        final = "üe"
    if final not in FINALS:
        return None
    return INITIALS.index(initial) << 9 | FINALS.index(final) << 3 | tone


def marked_code(syllable):
    """The number of a syllable with tone marks."""
    letters, tone = "", 5
    for letter in syllable:
        base, mark = MARKS.get(letter, (letter, 0))
        letters += base
        tone = mark or tone
    return code(letters, tone)


def numbered_codes(pinyin):
    """The numbers of syllables with tone numbers, written together."""
    parts = re.findall(r"([a-zü]+)([1-5])", pinyin)
    assert "".join(a + b for a, b in parts) == pinyin, pinyin
    codes = [code(a, int(b)) for a, b in parts]
    assert None not in codes, pinyin
    return codes


def is_han(word):
    return all(FIRST <= ord(letter) <= LAST for letter in word)


class Sources:
    """The downloads, each checked before anything in it is read."""

    def __init__(self, folder):
        self.folder = folder
        with open(os.path.join(HERE, "requirements.txt"), encoding="ascii") as file:
            self.hashes = re.findall(r"sha256:([0-9a-f]{64})", file.read())

    def archive(self, start):
        name = next(n for n in sorted(os.listdir(self.folder)) if n.startswith(start))
        with open(os.path.join(self.folder, name), "rb") as file:
            data = file.read()
        if hashlib.sha256(data).hexdigest() not in self.hashes:
            sys.exit(f"{name} isn't the file that requirements.txt names")
        return data

    def jieba(self):
        """Words with their number in 60 million and jieba's tag."""
        with tarfile.open(fileobj=io.BytesIO(self.archive("jieba-"))) as tar:
            text = tar.extractfile("jieba-0.42.1/jieba/dict.txt").read().decode()
        for line in text.split("\n"):
            if line:
                word, count, tag = line.split(" ")
                if is_han(word):
                    yield word, int(count), KINDS.get(tag, 0)

    def pinyin(self):
        """Readings of characters (kMandarin_8105) and phrases (pinyin.txt)."""
        with zipfile.ZipFile(io.BytesIO(self.archive("pypinyin_dict-"))) as wheel:
            characters = wheel.read("pypinyin_dict/pinyin_data/kmandarin_8105.py").decode()
            unihan = wheel.read("pypinyin_dict/pinyin_data/khanyupinlu.py").decode()
            phrases = wheel.read("pypinyin_dict/phrase_pinyin_data/pinyin.py").decode()
        def rows(text, pattern):
            return re.findall(pattern, text)
        single = {}
        for text in (unihan, characters):
            for number, reading in rows(text, r"(0x[0-9A-Fa-f]+|\d+): '([^']+)'"):
                single[chr(int(number, 0))] = reading.split(",")[0]
        several = {}
        for word, reading in rows(phrases, r"'([^']+)': (\[\[.*?\]\])"):
            several[word] = re.findall(r"\['([^']+)'", reading)
        return single, several

    def simplified(self):
        """The simplified character of each traditional one: OpenCC's first choice."""
        with zipfile.ZipFile(io.BytesIO(self.archive("opencc_python"))) as wheel:
            text = wheel.read("opencc/dictionary/TSCharacters.txt").decode()
        table = {}
        for line in text.split("\n"):
            if line.strip():
                old, new = line.split("\t")
                new = new.split(" ")[0].strip()
                if len(old) == len(new) == 1 and is_han(old) and is_han(new) and old != new:
                    table[old] = new
        # 著 is both 着 and itself, 乾 both 干 and itself: a rule of the front end's tells them
        # apart.
        table.pop("著", None)
        table.pop("乾", None)
        table["瞭"] = "了"
        table["妳"] = "你"
        table["牠"] = "它"
        table["祂"] = "他"
        table["裡"] = table["裏"] = "里"
        return {old: new for old, new in table.items() if old != new}


def supplement():
    """Our own words: reading, and frequency where one is told."""
    words = {}
    with open(os.path.join(FOLDER, "supplement.txt"), encoding="utf-8") as file:
        fields = " ".join(line for line in file if not line.startswith("#")).split()
    index = 0
    while index < len(fields):
        word, codes = fields[index], numbered_codes(fields[index + 1])
        assert len(word) == len(codes), word
        index += 2
        count = None
        if index < len(fields) and fields[index].isdigit():
            count = int(fields[index])
            index += 1
        words[word] = (codes, count)
    return words


class Lexicon:
    def __init__(self, sources):
        self.own = supplement()
        single, several = sources.pinyin()
        self.simplified = sources.simplified()
        self.characters = {}
        for character, reading in single.items():
            number = marked_code(reading)
            if number is not None and is_han(character):
                self.characters[character] = number
        for word, (codes, _) in self.own.items():
            if len(word) == 1:
                self.characters[word] = codes[0]
        # A traditional character without a reading has that of the simplified one.
        for old, new in self.simplified.items():
            if new in self.characters:
                self.characters.setdefault(old, self.characters[new])
        self.phrases = {}
        for word, reading in several.items():
            if not is_han(word) or not 2 <= len(word) <= LONGEST or len(reading) != len(word):
                continue
            codes = [marked_code(part) for part in reading]
            if None in codes:
                continue
            for index, character in enumerate(word):
                # Rules change these: they stand as they are said alone.
                if character == "一":
                    codes[index] = code("yi", 1)
                elif character == "不":
                    codes[index] = code("bu", 4)
            self.phrases[word] = codes
        self.phrases.update((w, c) for w, (c, _) in self.own.items() if len(w) > 1)
        self.counts, self.kinds = {}, {}
        for word, count, kind in sources.jieba():
            if len(word) <= LONGEST and (count >= RAREST or word in self.phrases):
                self.counts[word] = count
                self.kinds[word] = kind
        for word in self.phrases:
            # What the list of frequencies lacks is rare.
            self.counts.setdefault(word, 3 if len(word) > 2 else 1)
        for word, (_, count) in self.own.items():
            if count:
                self.counts[word] = max(count, self.counts.get(word, 0))
        self.counts = {w: c for w, c in self.counts.items()
                       if len(w) == 1 or all(x in self.characters for x in w)}

    def plain(self, word):
        """How a word is read, character by character."""
        return [self.characters[character] for character in word]

    @functools.cache
    def reading(self, word):
        """How a word is read: as a source says, or as its parts are: the fewest, and of these
        those that begin with the longest."""
        if word in self.phrases:
            return self.phrases[word]
        best = [(0, 0, [])] + [None] * len(word)
        for start in range(len(word)):
            if best[start] is None:
                continue
            parts, known, codes = best[start]
            for end in range(start + 1, len(word) + 1):
                part = word[start:end]
                if end == start + 1:
                    reading = [self.characters[part]]
                elif part in self.phrases:
                    reading = self.phrases[part]
                elif part in self.counts and part != word:
                    reading = self.reading(part)
                else:
                    continue
                # Single characters cost most, and a part that a source reads is better.
                cost = 3 if end == start + 1 else 2 if part in self.phrases else 2.1
                other = (parts + cost, known, codes + reading)
                if best[end] is None or other[0] < best[end][0]:
                    best[end] = other
        codes = best[len(word)][2]
        if word[-1] == "儿" and len(word) <= 4 and self.kinds.get(word) != 2 and not word.endswith(
                tuple(w for w, (c, _) in self.own.items() if w[-1] == "儿" and c[-1] & 7 == 2)):
            # The dictionary has a 儿 that is no syllable of its own in the neutral tone.
            codes = codes[:-1] + [code("er", 5)]
        if word[-1] == "子" and len(word) <= 3 and not word.endswith(
                tuple(w for w, (c, _) in self.own.items() if w[-1] == "子" and c[-1] & 7 == 3)):
            codes = codes[:-1] + [code("zi", 5)]
        return codes

    def cost(self, word):
        """Eighths of a bit that a word of its frequency costs."""
        return min(255, round(8 * math.log2(TOTAL / max(1, self.counts.get(word, 1)))))

    def bytes(self):
        count = LAST - FIRST + 1
        readings, simplified = [0] * count, [0] * count
        costs, kinds = [255] * count, [0] * count
        for character, number in self.characters.items():
            readings[ord(character) - FIRST] = number
        for old, new in self.simplified.items():
            simplified[ord(old) - FIRST] = ord(new)
        for word in self.counts:
            if len(word) == 1:
                costs[ord(word) - FIRST] = self.cost(word)
                kinds[ord(word) - FIRST] = self.kinds.get(word, 0)
        runs = {}
        exceptions = 0
        for word in self.counts:
            if len(word) > 1:
                reading = self.reading(word)
                is_plain = reading == self.plain(word)
                exceptions += not is_plain
                runs.setdefault(word[0], {}).setdefault((len(word), not is_plain), []).append(
                    (word, None if is_plain else reading))
        buckets, area = [0] * count, bytearray()
        area += b"\0"
        for first, lengths in sorted(runs.items()):
            buckets[ord(first) - FIRST] = len(area)
            area.append(len(lengths))
            for (length, has_reading), words in sorted(lengths.items()):
                area += struct.pack("<BBH", length, has_reading, len(words))
            for (length, has_reading), words in sorted(lengths.items()):
                for word, reading in sorted(words, key=lambda w: [ord(c) for c in w[0]]):
                    area += struct.pack(f"<{length - 1}H", *map(ord, word[1:]))
                    told = 128 if word in self.phrases else 0
                    area += bytes([self.cost(word), self.kinds.get(word, 0) | told])
                    if has_reading:
                        area += struct.pack(f"<{length}H", *reading)
        names = ("|".join(INITIALS) + "/" + "|".join(FINALS)).encode()
        sections = [
            names, struct.pack(f"<{count}H", *readings), struct.pack(f"<{count}H", *simplified),
            bytes(costs), bytes(kinds), struct.pack(f"<{count}I", *buckets), bytes(area)]
        head = 8 + 4 * (2 + len(sections) + 1)
        offsets, position = [], head
        for section in sections:
            offsets.append(position)
            position += len(section)
        offsets.append(position)
        words = sum(len(w) > 1 for w in self.counts)
        print(f"{len(self.characters)} characters, {words} words, {exceptions} of them read "
              f"otherwise than their characters, {position} bytes")
        return b"SYRXZH01" + struct.pack(f"<{2 + len(offsets)}I", FIRST, count, *offsets) + \
            b"".join(sections)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    lexicon = Lexicon(Sources(sys.argv[1]))
    with open(os.path.join(FOLDER, "mandarin.bin"), "wb") as file:
        file.write(lexicon.bytes())


if __name__ == "__main__":
    main()
