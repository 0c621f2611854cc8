"""Golden figures of the distance of voices, by NumPy.

    python scripts/golden/voice_distance.py

prints what Tests/SpeechEvaluationTests/Likeness/VoiceDistanceTests.swift compares with: mel cepstra
of two sounds made by a formula, their normal distributions, Bhattacharyya's distance.
"""

import math

import numpy as np

RATE, WINDOW, TRANSFORM, HOP, BANDS, SIZE = 16_000, 400, 512, 160, 40, 20


def sound(pole, state, seconds=4):
    first = second = 0.0
    samples = []
    for index in range(RATE * seconds):
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) % (1 << 64)
        value = (state >> 40) / (1 << 24) - 0.5 + 2 * 0.95 * math.cos(pole) * first - 0.9025 * second
        first, second = value, first
        samples.append(value * (0.05 if index // 4000 % 2 == 0 else 0.0005))
    return np.array(samples, dtype=np.float32).astype(np.float64)


def filters():
    def mel(hertz):
        return 2595 * np.log10(1 + hertz / 700)

    edges = 700 * (10 ** (np.linspace(mel(60), mel(7600), BANDS + 2) / 2595) - 1)
    bins = np.arange(TRANSFORM // 2 + 1) * RATE / TRANSFORM
    up = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(up, down))


def normal(samples):
    edge = (TRANSFORM - WINDOW) // 2
    count = 1 + (len(samples) - TRANSFORM) // HOP
    frames = np.stack([samples[k * HOP + edge : k * HOP + edge + WINDOW] for k in range(count)])
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    power = np.abs(np.fft.rfft(frames * window, TRANSFORM)) ** 2
    bands = np.log(np.maximum(power @ filters().T, 1e-8))
    levels = (frames**2).sum(axis=1)
    bands = bands[levels > levels.mean() / 100]
    angles = np.arange(1, SIZE + 1)[:, None] * (np.arange(BANDS) + 0.5) * np.pi / BANDS
    cepstra = bands @ (np.cos(angles) * math.sqrt(2 / BANDS)).T
    return cepstra.mean(axis=0), np.cov(cepstra.T, bias=True), len(cepstra)


def distance(a, b):
    middle = (a[1] + b[1]) / 2
    apart = a[0] - b[0]
    logs = [np.linalg.slogdet(x)[1] for x in (middle, a[1], b[1])]
    return apart @ np.linalg.solve(middle, apart) / 8 + (logs[0] - (logs[1] + logs[2]) / 2) / 2


a, b = normal(sound(0.3, 1)), normal(sound(0.5, 2))
print("frames", a[2], "distance", distance(a, b))
print("itself", distance(a, normal(sound(0.3, 9))), "other", distance(a, normal(sound(0.5, 3))))
