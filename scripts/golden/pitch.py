"""Signals of known pitch for Tests/AudioFeaturesTests, by NumPy.

    python3 scripts/golden/pitch.py Tests/AudioFeaturesTests/Golden

Writes `pitch.s16` (signals one after the other, 16-bit little-endian samples at 16 kHz) and
`pitch.json` (name: first sample, count, and F0 in hertz at every 200th sample from 0 on, 0 where
nothing is voiced). What is expected follows from how a signal is made, not from a tracker. Needs
only NumPy.
"""

import json
import pathlib
import sys

import numpy as np

RATE, HOP = 16000, 200
rng = np.random.default_rng(20261122)
signals = {}


def keep(name, samples, pitch, level=0.5):
    """`pitch` has a value for each sample."""
    peak = np.abs(samples).max()
    scaled = np.round(samples / peak * level * 32767) if peak > 0 else samples
    signals[name] = (scaled.astype("<i2"), np.broadcast_to(pitch, samples.shape)[::HOP])


def glide(low, high, seconds=0.5):
    """A pitch that moves evenly in its logarithm."""
    return low * (high / low) ** np.linspace(0, 1, int(seconds * RATE), endpoint=False)


def harmonics(pitch, amplitude=lambda k: 1 / k, which=range(1, 60)):
    """A sum of harmonics below 4 kHz with phases of their own."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    made = np.zeros(len(pitch))
    for k in which:
        if k * pitch.max() < 4000:
            made += amplitude(k) * np.cos(k * phase + 2 * np.pi * rng.random())
    return made


def noisy(samples, decibels):
    """White noise so many dB below the signal's power."""
    power = np.mean(samples**2) / 10 ** (decibels / 10)
    return samples + rng.normal(size=len(samples)) * np.sqrt(power)


def vowel(samples):
    """Through the resonances of a vowel, at 700, 1200 and 2600 Hz."""
    bins = np.fft.rfftfreq(len(samples), 1 / RATE)
    gain = sum(a / (1 + ((bins - f) / b) ** 2) for f, b, a in
               ((700, 90, 1), (1200, 110, 0.6), (2600, 160, 0.3)))
    return np.fft.irfft(np.fft.rfft(samples) * (gain + 0.02), len(samples))


def pulses(periods, amplitudes, seconds=0.5):
    """Pulses, band-limited, so many samples apart; and the pitch at each sample."""
    count = int(seconds * RATE)
    bins = np.fft.rfftfreq(count, 1 / RATE)
    spectrum, pitch, time = np.zeros(len(bins), complex), np.zeros(count), 0.0
    for period, amplitude in zip(periods, amplitudes):
        if time >= count:
            break
        spectrum += amplitude * np.exp(-2j * np.pi * bins * time / RATE)
        pitch[int(np.ceil(time)) : int(np.ceil(time + period))] = RATE / period
        time += period
    return np.fft.irfft(spectrum / (1 + bins / 400), count), pitch


def main(folder):
    up, down, low = glide(100, 200), glide(500, 250), glide(60, 80)
    keep("glide up", harmonics(up), up)
    keep("glide down", harmonics(down), down)
    keep("low voice", vowel(harmonics(low)), low)
    keep("vowel", vowel(harmonics(up)), up)

    sine = glide(220, 220)
    keep("sine", harmonics(sine, which=[1]), sine)
    steady = glide(120, 126)
    keep("missing fundamental", harmonics(steady, which=range(3, 9)), steady)
    keep(
        "strong second harmonic",
        harmonics(steady, lambda k: 10 if k == 2 else 1 / k, range(1, 12)), steady)
    keep(
        "strong third harmonic",
        harmonics(steady, lambda k: 3 if k == 3 else 1 / k, range(1, 12)), steady)

    made, pitch = pulses(np.full(200, 80.0), np.tile([1, 0.92], 100))
    keep("every second pulse weaker", made, pitch)
    jitter = 123 * (1 + 0.01 * rng.normal(size=200))
    made, pitch = pulses(jitter, 1 + 0.1 * rng.normal(size=200))
    # Nobody hears single periods: what is told is their mean over the window.
    mean = np.convolve(np.pad(pitch, 240, "edge"), np.hanning(481) / np.hanning(481).sum(), "valid")
    keep("jitter and shimmer", made, mean)

    for decibels in (20, 10, 0):
        keep(f"noise at {decibels} dB", noisy(harmonics(up), decibels), up)

    here = glide(140, 180, 0.25)
    quiet = np.zeros(2000)
    joined = np.concatenate([quiet, harmonics(here), quiet])
    joined += 1e-3 * rng.normal(size=len(joined))
    keep("between pauses", joined, np.concatenate([quiet, here, quiet]))
    keep("white noise", rng.normal(size=8000), 0.0)
    keep("silence", np.zeros(4000), 0.0)

    folder.mkdir(parents=True, exist_ok=True)
    start, entries = 0, []
    for name, (samples, pitch) in signals.items():
        values = ", ".join(f"{value:.5g}" for value in pitch)
        entries.append(f'{json.dumps(name)}: '
                       f'{{"start": {start}, "count": {len(samples)}, "pitch": [{values}]}}')
        start += len(samples)
    (folder / "pitch.s16").write_bytes(b"".join(s.tobytes() for s, _ in signals.values()))
    (folder / "pitch.json").write_text("{\n" + ",\n".join(entries) + "\n}\n")


main(pathlib.Path(sys.argv[1]))
