"""Decoded audio, by a decoder of others."""

import audioop
import shutil
import subprocess

from report import expect

has_decoder = shutil.which("ffmpeg") is not None


def samples(encoded: bytes, rate: int) -> bytes:
    """A file's samples as ffmpeg decodes them: s16le, mono."""
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", str(rate),
         "pipe:1"], input=encoded, capture_output=True, timeout=60)
    expect(done.returncode == 0, "ffmpeg can't decode it: " + done.stderr.decode()[-300:])
    return done.stdout


def seconds(pcm: bytes, rate: int) -> float:
    """The length of s16le samples."""
    return len(pcm) / 2 / rate


def loudness(pcm: bytes) -> int:
    """The root mean square of s16le samples."""
    return audioop.rms(pcm, 2)


def expect_speech(pcm: bytes, rate: int, least: float) -> None:
    """Ends the checks where there is no sound, or too little of it."""
    expect(len(pcm) % 2 == 0, f"{len(pcm)} bytes are not whole samples")
    length = seconds(pcm, rate)
    expect(length >= least, f"{length:.2f} s of audio, expected at least {least} s")
    expect(loudness(pcm) > 300, f"root mean square {loudness(pcm)}: that is silence")
