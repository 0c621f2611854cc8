#!/usr/bin/env python3
"""Draws mel spectrograms with aligned phones: draw.py SET.tsv RESULT.tsv FOLDER NAME…

Needs numpy, soundfile and matplotlib."""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import soundfile


def mel(samples, rate, hop=80, size=512, bands=60):
    window = np.hanning(320)
    count = 1 + (len(samples) - 320) // hop
    frames = np.stack([samples[hop * i:hop * i + 320] * window for i in range(count)])
    power = np.abs(np.fft.rfft(frames, size)) ** 2
    top = 2595 * np.log10(1 + 7600 / 700)
    corners = 700 * (10 ** (np.linspace(0, top, bands + 2) / 2595) - 1)
    bins = np.arange(size // 2 + 1) * rate / size
    filters = np.stack([
        np.clip(np.minimum((bins - a) / (b - a), (c - bins) / (c - b)), 0, None)
        for a, b, c in zip(corners, corners[1:], corners[2:])])
    return np.log(power @ filters.T + 1e-6)


def main():
    paths = {line.split("\t")[0]: line.split("\t") for line in open(sys.argv[1])}
    results = {line.split("\t")[0]: line.rstrip("\n").split("\t") for line in open(sys.argv[2])}
    for name in sys.argv[4:]:
        samples, rate = soundfile.read(paths[name][2])
        parts = [part.split(":") for part in results[name][-1].split()]
        seconds = min(len(samples) / rate, 7)
        figure, axes = plt.subplots(figsize=(5 * seconds, 5))
        axes.imshow(
            mel(samples[:int(rate * seconds)], rate).T, origin="lower", aspect="auto",
            extent=(0.01, seconds - 0.01, 0, 60), cmap="magma")
        begin = 0.0
        for end, phone, score in parts:
            end = float(end)
            if begin < seconds:
                axes.axvline(end, color="cyan", linewidth=0.7)
                axes.text((begin + min(end, seconds)) / 2, 61, phone or "·", ha="center",
                          fontsize=9, color="red" if float(score) < -4 else "black")
            begin = end
        words = " ".join(word.split("=")[0] for word in paths[name][3].split(";"))
        axes.set_title(f"{name}  score {float(results[name][2]):.2f}  {words[:150]}", pad=18)
        axes.set_xlim(0, seconds)
        figure.tight_layout()
        figure.savefig(f"{sys.argv[3]}/{name}.png", dpi=70)
        plt.close(figure)


main()
