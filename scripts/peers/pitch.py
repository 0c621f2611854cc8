"""F0 of `syrinx evaluate pitch` and of librosa's pyin, against SwiftF0's on real recordings.

    python scripts/peers/pitch.py --corpus DIR [--corpus DIR …] --model swift-f0/model.onnx \\
        [--syrinx .build/release/syrinx] [--seconds 47] [--confidence 0.7]

Needs: pip install numpy soundfile librosa onnxruntime. A corpus is a folder of recordings; each of
its folders is a voice, or the whole is one where it has none. Of every voice the first recordings
by name are taken until there are `--seconds` of them.

The reference is a network (Nieradzik, "SwiftF0", 2025; MIT), not a laryngograph: it errs too, and
what it calls voiced is a matter of its confidence. Printed for each tracker:

  gross    frames more than 20 % off, of those voiced in both, in percent
  voicing  frames that are voiced in one and not in the other, of all, in percent
  cents    the median distance of the frames that are voiced in both and not gross
  bias     the same with its sign
  shift    which moment the reference's frames describe for this tracker, in samples after every
           256th: that of the least cents. (By a glide it is +36, by speech less.)
  speed    processor seconds for a second of audio, reading and printing included

The weights of Syrinx's tracker (VoicingEvidence, PitchPath, PitchCandidates) were searched on every
fourth file of LibriSpeech train-clean-100, one a speaker (62 clips, 738 s; 4853-27670-0000 was left
out, where the reference follows the mains' hum). No voice of LibriSpeech 19, 26, 27 and 1089, of
VCTK and of LJSpeech was among them.
"""

import argparse
import json
import pathlib
import resource
import subprocess
import tempfile
import time

import librosa
import numpy as np
import onnxruntime
import soundfile

RATE, REFERENCE_HOP, HOP = 16000, 256, 128
LOWEST, HIGHEST = 50, 600
ENDINGS = {".wav", ".flac", ".opus", ".mp3", ".ogg"}


def voices(corpus):
    """Voice: its files."""
    found = {}
    for path in sorted(corpus.rglob("*")):
        if path.suffix.lower() in ENDINGS:
            parts = path.relative_to(corpus).parts
            name = f"{corpus.name}/{parts[0]}" if len(parts) > 1 else corpus.name
            found.setdefault(name, []).append(path)
    if not found:
        raise SystemExit(f"{corpus}: no recordings ({', '.join(sorted(ENDINGS))})")
    return found


def read(path):
    samples, rate = soundfile.read(path, dtype="float32")
    if samples.ndim > 1:
        samples = samples.mean(axis=1)
    if rate != RATE:
        samples = librosa.resample(samples, orig_sr=rate, target_sr=RATE, res_type="soxr_hq")
    return samples


def swift_f0(paths, model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tracks = []
    for path in paths:
        pitch, confidence = session.run(None, {"input_audio": read(path)[None]})
        tracks.append((pitch[0].astype(float), confidence[0]))
    return tracks


def pyin(paths):
    """Frames centred at multiples of HOP; 0 where unvoiced."""
    tracks = []
    for path in paths:
        pitch, _, _ = librosa.pyin(
            read(path), fmin=LOWEST, fmax=HIGHEST, sr=RATE, frame_length=1024, hop_length=HOP)
        tracks.append(np.nan_to_num(pitch))
    return tracks


def syrinx(paths, program):
    """The same frames."""
    done = subprocess.run(
        [program, "evaluate", "pitch", "--json", "--frames", "--lowest", str(LOWEST),
         "--highest", str(HIGHEST), "--hop", str(1000 * HOP / RATE), *map(str, paths)],
        stdout=subprocess.PIPE, check=True)
    return [np.array(file["track"]["hertz"]) for file in json.loads(done.stdout)["files"]]


def at(track, moments):
    """F0 at moments in samples: between two voiced frames in its logarithm, else the nearer's."""
    position = np.clip(moments / HOP, 0, len(track) - 1)
    below = np.floor(position).astype(int)
    above = np.minimum(below + 1, len(track) - 1)
    share = position - below
    low, high = track[below], track[above]
    near = np.where(share < 0.5, low, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.exp(np.log(low) * (1 - share) + np.log(high) * share)
    return np.where((low > 0) & (high > 0), between, near)


def figures(tracks, references, confidence, shift):
    ours, theirs, voiced = [], [], []
    for track, (pitch, sure) in zip(tracks, references):
        ours.append(at(track, REFERENCE_HOP * np.arange(len(pitch)) + shift))
        theirs.append(pitch)
        voiced.append((sure > confidence) & (pitch >= LOWEST) & (pitch <= HIGHEST))
    ours, theirs, voiced = map(np.concatenate, (ours, theirs, voiced))
    both = (ours > 0) & voiced
    ratio = ours[both] / theirs[both]
    gross = np.abs(ratio - 1) > 0.2
    cents = 1200 * np.log2(ratio[~gross])
    return {
        "gross": 100 * gross.mean(),
        "voicing": 100 * ((ours > 0) != voiced).mean(),
        "cents": np.median(np.abs(cents)),
        "bias": np.median(cents),
        "shift": shift,
        "frames": int(both.sum()),
    }


def processor_seconds():
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usage)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=pathlib.Path, action="append", required=True)
    parser.add_argument("--model", required=True, help="SwiftF0's model.onnx")
    parser.add_argument("--syrinx", default=".build/release/syrinx")
    parser.add_argument("--seconds", type=float, default=47, help="of each voice")
    parser.add_argument("--confidence", type=float, default=0.7, help="above which it is voiced")
    parser.add_argument("--no-pyin", action="store_true", help="it takes minutes")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        paths, names, total = [], [], 0.0
        for corpus in options.corpus:
            for name, files in voices(corpus).items():
                names.append(name)
                taken = 0.0
                for file in files:
                    if taken >= options.seconds:
                        break
                    samples = read(file)
                    # All trackers read the same samples.
                    path = pathlib.Path(folder) / f"{len(paths)}.wav"
                    soundfile.write(path, samples, RATE, subtype="PCM_16")
                    paths.append(path)
                    taken += len(samples) / RATE
                total += taken
        print(f"{len(paths)} recordings of {len(names)} voices, {total:.0f} s: {', '.join(names)}")

        references = swift_f0(paths, options.model)
        trackers = {"syrinx": lambda: syrinx(paths, options.syrinx)}
        if not options.no_pyin:
            trackers["pyin"] = lambda: pyin(paths)
        print(f"{'':8}{'gross':>8}{'voicing':>9}{'cents':>7}{'bias':>7}{'shift':>7}"
              f"{'frames':>8}{'speed':>9}{'wall':>9}")
        for name, track in trackers.items():
            start, used = time.monotonic(), processor_seconds()
            tracks = track()
            wall, used = time.monotonic() - start, processor_seconds() - used
            best = min(
                (figures(tracks, references, options.confidence, shift)
                 for shift in range(-128, 129, 16)),
                key=lambda found: found["cents"])
            print(f"{name:8}{best['gross']:8.2f}{best['voicing']:9.2f}{best['cents']:7.1f}"
                  f"{best['bias']:7.1f}{best['shift']:7d}{best['frames']:8d}"
                  f"{used / total:9.5f}{wall / total:9.5f}")


main()
