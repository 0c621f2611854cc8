"""Makes Tests/AudioFileTests/Golden: small recordings with several channels and depths.

Run with Python 3, NumPy and soundfile (libsndfile 1.1 or later):

    python3 scripts/golden/recordings.py

Sample i of channel c in FLAC is ((i * 7919 * (c + 3)) mod 2^bits - 2^(bits-1)) >> 1, so the
tests can tell them by the formula. Opus and MP3 hold 440 Hz at the left and 1,000 Hz at the
right, half of full scale, 0.25 s.
"""

import pathlib

import numpy as np
import soundfile

folder = pathlib.Path(__file__).resolve().parents[2] / "Tests/AudioFileTests/Golden"
folder.mkdir(parents=True, exist_ok=True)

for bits, channels, subtype in [(8, 1, "PCM_S8"), (16, 6, "PCM_16"), (24, 2, "PCM_24")]:
    index = np.arange(700, dtype=np.int64)[:, None]
    channel = np.arange(channels, dtype=np.int64)[None, :]
    samples = ((index * 7919 * (channel + 3)) % 2**bits - 2 ** (bits - 1)) >> 1
    # libsndfile takes 32 bits and keeps the upper ones.
    soundfile.write(
        folder / f"{bits}-bits.flac", (samples << (32 - bits)).astype(np.int32), 44100,
        subtype=subtype)

time = np.arange(12000)[:, None] / 48000
tones = (0.5 * np.sin(2 * np.pi * np.array([[440.0, 1000.0]]) * time)).astype(np.float32)
soundfile.write(folder / "stereo.opus", tones, 48000, format="OGG", subtype="OPUS")
soundfile.write(folder / "stereo.mp3", tones, 48000, format="MP3")
