"""Golden phones of flite: Tests/EnglishLexiconTests/Golden/flite.tsv.

Each line of Golden/sentences.txt (words without digits, so that only pronunciation is compared)
with the phones that flite's own program says for it, `flite -voice slt -ps` (its usual voice,
kal, says AA for AH). The second half are sentences of books out of copyright, as LibriSpeech's
readers have them.

Needs the program of Debian's package flite, 2.2; FLITE names another.
"""

import os
import subprocess

HERE = os.path.join(os.path.dirname(__file__), "../../Tests/EnglishLexiconTests/Golden")
FLITE = os.environ.get("FLITE", "flite")


def phones(sentence):
    command = [FLITE, "-voice", "slt", "-ps", "-t", sentence, "-o", "none"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return " ".join(phone for phone in said if phone != "pau")


def main():
    with open(os.path.join(HERE, "sentences.txt"), encoding="ascii") as file:
        sentences = [line.strip() for line in file if line.strip()]
    with open(os.path.join(HERE, "flite.tsv"), "w", encoding="ascii") as file:
        for sentence in sentences:
            file.write(f"{sentence}\t{phones(sentence)}\n")
    print(len(sentences), "sentences")


if __name__ == "__main__":
    main()
