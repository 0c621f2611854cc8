#!/usr/bin/env python3
"""Makes sets of utterances for AlignmentEvaluation (Tests/SpeechCorpusTests): a file `set.tsv`
with a line for each, NAME<TAB>SPEAKER<TAB>RECORDING<TAB>WORD=PH PH/PH PH;WORD=…[<TAB>END:PHONE …].

  sets.py flite FOLDER            sentences.txt said by four voices of flite, with true times
  sets.py librispeech DIR FOLDER  recordings DIR/SPEAKER/CHAPTER/*.flac with *.trans.txt

Needs the distribution's flite1-dev, and for recordings pocketsphinx-en-us (its dictionary)."""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
DICTIONARY = "/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict"
LIBRARIES = ["cmu_us_slt", "cmu_us_rms", "cmu_us_awb", "cmu_us_kal16", "usenglish", "cmulex"]


def program(folder):
    """flite_truth.c, compiled."""
    path = folder / "flite_truth"
    subprocess.run(
        ["cc", "-O1", "-o", path, HERE / "flite_truth.c"]
        + [f"-lflite_{name}" for name in LIBRARIES] + ["-lflite", "-lm"], check=True)
    return path


def arpabet(phones):
    """flite's phones as CMUdict's without stress."""
    names = [re.sub(r"\d", "", phone).upper() for phone in phones]
    return ["AH" if name == "AX" else name for name in names]


def flite(folder):
    speaker = program(folder)
    sentences = (HERE / "sentences.txt").read_text().splitlines()
    lines = []
    for voice in ["slt", "rms", "awb", "kal"]:
        texts = "".join(f"{voice}-{number:03}\t{text}\n" for number, text in enumerate(sentences))
        output = subprocess.run(
            [speaker, "speak", voice, folder], input=texts, text=True, capture_output=True,
            check=True).stdout
        for line in output.splitlines():
            name, words, times = line.split("\t")
            words = ";".join(
                word.split("=")[0] + "=" + " ".join(arpabet(word.split("=")[1].split()))
                for word in words.split(";"))
            times = " ".join(
                end + ":" + ("" if phone == "pau" else arpabet([phone])[0])
                for end, phone in (time.split(":") for time in times.split()))
            lines.append(f"{name}\t{voice}\t{folder / (name + '.wav')}\t{words}\t{times}")
    return lines


def librispeech(corpus, folder):
    known = {}
    for line in open(DICTIONARY):
        word, *phones = line.split()
        known.setdefault(re.sub(r"\(\d\)$", "", word), []).append(" ".join(phones))
    texts = {}
    for path in sorted(corpus.rglob("*.trans.txt")):
        for line in path.read_text().splitlines():
            name, text = line.split(" ", 1)
            recording = path.parent / (name + ".flac")
            if recording.exists():
                texts[name] = (recording, text.lower().split())
    missing = sorted({word for _, words in texts.values() for word in words} - known.keys())
    guesses = subprocess.run(
        [program(folder), "words"], input="\n".join(missing), text=True, capture_output=True,
        check=True).stdout
    for line in guesses.splitlines():
        word, phones = line.split("\t")
        known[word] = [" ".join(arpabet(phones.split()))]
    print(f"{len(missing)} words by flite's letter-to-sound rules", file=sys.stderr)
    return [
        f"{name}\t{name.split('-')[0]}\t{recording}\t"
        + ";".join(word + "=" + "/".join(known[word]) for word in words)
        for name, (recording, words) in texts.items()]


def main():
    folder = pathlib.Path(sys.argv[-1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    lines = (
        flite(folder) if sys.argv[1] == "flite"
        else librispeech(pathlib.Path(sys.argv[2]).resolve(), folder))
    (folder / "set.tsv").write_text("".join(line + "\n" for line in lines))
    print(f"{len(lines)} utterances in {folder / 'set.tsv'}")


main()
