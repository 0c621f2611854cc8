"""Wren beside VITS in Piper's medium size with random weights on onnxruntime, in turns, one thread
each: seconds of work for a second of speech."""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime_peer

import networks

RATE, HOP = 22_050, 256
TEXT = ("The river runs past an old mill, where children used to play in summer while farmers "
        "brought grain and told stories of distant towns. Nobody else remembered them as well. ")


def theirs(seconds):
    """A function that gives the real-time factor of one sentence of so many seconds."""
    run = onnxruntime_peer.session(networks.vits(), 1)
    # A phoneme is 70 ms; Piper puts a blank behind each.
    count = int(seconds / 0.035)
    frames = int(seconds * RATE / HOP)
    inputs = {"tokens": np.arange(count) % 256, "frames": np.arange(frames) * count // frames}

    def once():
        start = time.perf_counter()
        samples = run.run(None, inputs)[0].size
        return (time.perf_counter() - start) / (samples / RATE)

    once()
    return once


def ours(program, folder):
    """The real-time factor of a minute and a half at 24 kHz, start of the process left out."""
    output = subprocess.run(
        [program, "say", TEXT * 8, "--profile", "cinematic", "--json", "-o", folder / "out.wav"],
        env={**os.environ, "SYRINX_WORKERS": "1"}, check=True, capture_output=True).stdout
    return json.loads(output)["rtf"]


def main():
    program, rounds = sys.argv[1], int(sys.argv[2])
    peers = {seconds: theirs(seconds) for seconds in (3, 8)}
    factors = {seconds: [] for seconds in peers}
    mine = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            mine.append(ours(program, pathlib.Path(folder)))
            for seconds, once in peers.items():
                factors[seconds].append(once())
    wren = statistics.median(mine)
    print(f"Wren, whole program, one worker: {wren:.4f} of real time, median of {rounds}")
    for seconds, values in factors.items():
        vits = statistics.median(values)
        print(f"VITS medium, network alone, one thread, {seconds} s: {vits:.4f}, "
              f"{vits / wren:.1f} times as long (aim: 4)")


if __name__ == "__main__":
    main()
