"""Golden values of Tests/AudioFeaturesTests, by NumPy, librosa, torch and torchaudio.

    python3 scripts/golden/audio_features.py Tests/AudioFeaturesTests/Golden

Writes `values.f32` (all arrays, one after the other, 32-bit little-endian floats) and
`index.json` (name: [first value, shape]). Frames come first in every shape. Made with
NumPy 2, librosa 0.11.0, torch 2.13.0 and torchaudio 2.11.0; other versions agree to the
tests' tolerance.
"""

import json
import pathlib
import sys

import librosa
import numpy as np
import torch
import torchaudio.functional as AF
import torchaudio.transforms as AT

arrays = {}


def keep(name, values):
    arrays[name] = np.ascontiguousarray(values, dtype="<f4")


def keep_complex(name, spectrum):
    """bins x frames, complex -> frames x bins of real and of imaginary parts."""
    keep(name + ".real", np.asarray(spectrum.real).T)
    keep(name + ".imaginary", np.asarray(spectrum.imag).T)


def signal(count):
    """Tones that glide, noise, an impulse, a stretch of digital silence."""
    rng = np.random.default_rng(20260101)
    time = np.arange(count) / 16000
    tones = 0.3 * np.sin(2 * np.pi * (200 + 4000 * time) * time)
    tones += 0.1 * np.sin(2 * np.pi * 2600 * time + 1)
    x = tones + 0.02 * rng.standard_normal(count)
    x[count // 3] += 0.5
    x[count * 3 // 4 : count * 3 // 4 + count // 8] = 0
    return x.astype(np.float32)


def fourier():
    rng = np.random.default_rng(1)
    for length in (1, 2, 3, 5, 6, 7, 10, 16, 22, 32, 45, 200, 400, 800, 1001, 1920):
        x = rng.standard_normal(length).astype(np.float32)
        keep(f"fft.{length}.x", x)
        spectrum = np.fft.rfft(x.astype(np.float64))
        keep(f"fft.{length}.real", spectrum.real)
        keep(f"fft.{length}.imaginary", spectrum.imag)


def windows():
    torch_windows = {
        "hann": lambda n: torch.hann_window(n, dtype=torch.float64),
        "symmetricHann": lambda n: torch.hann_window(n, periodic=False, dtype=torch.float64),
        "hamming": lambda n: torch.hamming_window(n, dtype=torch.float64),
        "symmetricHamming": lambda n: torch.hamming_window(n, periodic=False, dtype=torch.float64),
        "blackman": lambda n: torch.blackman_window(n, dtype=torch.float64),
        "rectangular": lambda n: torch.ones(n, dtype=torch.float64),
    }
    for name, make in torch_windows.items():
        for length in (1, 2, 25):
            keep(f"window.{name}.{length}", make(length))


def spectra(x):
    short = x[:900]
    tensor = torch.from_numpy(short.copy())
    keep_complex(
        "stft.librosa",
        librosa.stft(short, n_fft=128, hop_length=48, win_length=101, pad_mode="reflect"))
    keep_complex(
        "stft.librosa.odd",
        librosa.stft(short[:500], n_fft=75, hop_length=30, window="hamming", center=False))
    keep_complex("stft.librosa.zeros", librosa.stft(short, n_fft=128, hop_length=64))
    window = torch.hann_window(128)
    keep_complex(
        "stft.torch",
        torch.stft(
            tensor, 128, 48, 128, window, center=True, pad_mode="reflect", return_complex=True))
    pad = (128 - 40) // 2
    padded = torch.nn.functional.pad(tensor[None, None], (pad, pad), mode="reflect")[0, 0]
    keep_complex(
        "stft.hop",
        torch.stft(padded, 128, 40, 128, window, center=False, return_complex=True))
    # A spectrogram that is no signal's: what a vocoder makes.
    rng = np.random.default_rng(2)
    made = torch.from_numpy(
        (rng.standard_normal((65, 12)) + 1j * rng.standard_normal((65, 12))).astype(np.complex64))
    keep_complex("istft.spectrum", made)
    keep("istft.torch", torch.istft(made, 128, 32, 128, window, center=True))
    keep(
        "istft.torch.length",
        torch.istft(made, 128, 32, 100, torch.hamming_window(100), center=True, length=370))


def filterbanks():
    def keep_sparse(name, bank):
        """bands x bins -> first bin, count; then the values from first to last."""
        rows, values = [], []
        for row in bank:
            bins = np.nonzero(row)[0]
            first, count = (bins[0], bins[-1] - bins[0] + 1) if len(bins) else (0, 0)
            rows.append((first, count))
            values.extend(row[first : first + count])
        keep(name + ".rows", np.array(rows))
        keep(name + ".values", values)

    mel = librosa.filters.mel
    keep_sparse("mel.qwen3Speaker", mel(sr=24000, n_fft=1024, n_mels=128, fmax=12000))
    keep_sparse("mel.cosyVoice2", mel(sr=24000, n_fft=1920, n_mels=80, fmax=8000))
    keep_sparse("mel.hifiGAN22k", mel(sr=22050, n_fft=1024, n_mels=80, fmax=8000))
    keep_sparse("mel.whisper128", mel(sr=16000, n_fft=400, n_mels=128))
    keep_sparse(
        "mel.librosa.htk",
        mel(sr=16000, n_fft=512, n_mels=40, fmin=60, fmax=7600, htk=True, norm=None))
    kinds = (("htk", "htk", None), ("slaney", "slaney", "slaney"), ("htkSlaney", "htk", "slaney"))
    for name, scale, norm in kinds:
        bank = AF.melscale_fbanks(257, 50.0, 7000.0, 32, 16000, norm=norm, mel_scale=scale)
        keep_sparse(f"mel.torchaudio.{name}", bank.numpy().T)


def recipes(x):
    def hifigan(name, rate, n_fft, hop, bands, highest):
        """mel_spectrogram of HiFi-GAN, Matcha-TTS and Qwen3-TTS, written anew."""
        basis = torch.from_numpy(
            librosa.filters.mel(sr=rate, n_fft=n_fft, n_mels=bands, fmin=0, fmax=highest))
        pad = (n_fft - hop) // 2
        padded = torch.nn.functional.pad(
            torch.from_numpy(x)[None, None], (pad, pad), mode="reflect")[0, 0]
        spectrum = torch.stft(
            padded, n_fft, hop, n_fft, torch.hann_window(n_fft), center=False,
            return_complex=True)
        magnitude = torch.sqrt(spectrum.real**2 + spectrum.imag**2 + 1e-9)
        keep("logmel." + name, torch.log(torch.clamp(basis @ magnitude, min=1e-5)).T)

    hifigan("qwen3Speaker", 24000, 1024, 256, 128, 12000)
    hifigan("cosyVoice2", 24000, 1920, 480, 80, 8000)
    hifigan("cosyVoice3", 24000, 1920, 480, 80, 12000)
    hifigan("hifiGAN22k", 22050, 1024, 256, 80, 8000)
    hifigan("wren", 16000, 1024, 200, 80, 8000)

    xtts = AT.MelSpectrogram(
        sample_rate=22050, n_fft=2048, hop_length=256, win_length=1024, power=2, f_min=0,
        f_max=8000, n_mels=80, norm="slaney")
    keep("logmel.xttsConditioning", torch.log(torch.clamp(xtts(torch.from_numpy(x)), min=1e-5)).T)

    for bands in (80, 128):
        basis = torch.from_numpy(librosa.filters.mel(sr=16000, n_fft=400, n_mels=bands))
        spectrum = torch.stft(
            torch.from_numpy(x), 400, 160, window=torch.hann_window(400), return_complex=True)
        mel = torch.log10(torch.clamp(basis @ spectrum[..., :-1].abs() ** 2, min=1e-10))
        mel = torch.maximum(mel, mel.max() - 8.0)
        keep(f"logmel.whisper{bands}", ((mel + 4) / 4).T)


def main(folder):
    x = signal(3600)
    keep("signal", x)
    fourier()
    windows()
    spectra(x)
    filterbanks()
    recipes(x)
    index, values, start = {}, [], 0
    for name, array in arrays.items():
        index[name] = [start, list(array.shape)]
        values.append(array.tobytes())
        start += array.size
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "values.f32").write_bytes(b"".join(values))
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in index.items())
    (folder / "index.json").write_text("{\n" + lines + "\n}\n")


main(pathlib.Path(sys.argv[1]))
