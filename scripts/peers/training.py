"""A training step of a ConvNeXt vocoder with GAN losses: `syrinx-train bench` and PyTorch in turns.

    python scripts/peers/training.py DATA.safetensors [ROUNDS]

DATA comes from `syrinx prepare`. To compare the same libtorch, run it with the Python whose torch
libsyrinx-torch.so was made for: TORCH_ROOT=…/site-packages/torch scripts/torch-door.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

# Threads that spin while they wait make both many times slower where other programs run.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
import torch.nn.functional as F
from torch import nn

THREADS, BATCH, FRAMES, HOP, BANDS = 2, 8, 48, 200, 80


class Block(nn.Module):
    def __init__(self, width, hidden, depth):
        super().__init__()
        self.dwconv = nn.Conv1d(width, width, 7, padding=3, groups=width)
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.pwconv1, self.pwconv2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.gamma = nn.Parameter(torch.full((width,), 1 / depth))

    def forward(self, x):
        y = self.norm(self.dwconv(x).transpose(1, 2))
        return x + (self.pwconv2(F.gelu(self.pwconv1(y))) * self.gamma).transpose(1, 2)


class Vocoder(nn.Module):
    def __init__(self, width=320, hidden=960, depth=8, size=800):
        super().__init__()
        self.size = size
        self.embed = nn.Conv1d(BANDS, width, 7, padding=3)
        self.norm, self.last = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(width, eps=1e-6)
        self.blocks = nn.ModuleList(Block(width, hidden, depth) for _ in range(depth))
        self.out = nn.Linear(width, size + 2)
        self.register_buffer("window", torch.hann_window(size))

    def forward(self, mel):
        x = self.norm(self.embed(mel).transpose(1, 2)).transpose(1, 2)
        for block in self.blocks:
            x = block(x)
        magnitude, phase = self.out(self.last(x.transpose(1, 2))).transpose(1, 2).chunk(2, 1)
        spectrum = torch.polar(magnitude.exp().clamp(max=100), phase)
        frames = torch.fft.irfft(spectrum, self.size, dim=1) * self.window[None, :, None]
        length = (frames.shape[2] - 1) * HOP + self.size
        fold = lambda x: F.fold(x, (1, length), (1, self.size), stride=(1, HOP))[:, 0, 0]
        cut = (self.size - HOP) // 2
        squares = (self.window ** 2)[None, :, None].expand(1, -1, frames.shape[2])
        return fold(frames)[:, cut:-cut] / fold(squares)[:, cut:-cut].clamp(min=1e-8)


class Period(nn.Module):
    def __init__(self, period, channels=(16, 32, 64, 128)):
        super().__init__()
        self.period = period
        sizes = (1, *channels)
        self.convs = nn.ModuleList(
            nn.Conv2d(a, b, (5, 1), (1 if index == len(channels) - 1 else 3, 1), padding=(2, 0))
            for index, (a, b) in enumerate(zip(sizes, sizes[1:])))
        self.post = nn.Conv2d(channels[-1], 1, (3, 1), padding=(1, 0))

    def forward(self, x):
        missing = -x.shape[1] % self.period
        x = F.pad(x[:, None], (0, missing), "reflect")
        x = x.reshape(x.shape[0], 1, -1, self.period)
        seen = []
        for conv in self.convs:
            x = F.leaky_relu(conv(x), 0.1)
            seen.append(x)
        return self.post(x), seen


class Spectrum(nn.Module):
    def __init__(self, size, hop, channels=(16, 32, 32, 32)):
        super().__init__()
        self.size, self.hop = size, hop
        sizes = (2, *channels)
        inner = lambda index: 0 < index < len(channels) - 1
        self.convs = nn.ModuleList(
            nn.Conv2d(a, b, (9, 3) if inner(i) else (3, 3), (2, 1) if inner(i) else (1, 1),
                      padding=(4, 1) if inner(i) else (1, 1))
            for i, (a, b) in enumerate(zip(sizes, sizes[1:])))
        self.post = nn.Conv2d(channels[-1], 1, 3, padding=1)
        self.register_buffer("window", torch.hann_window(size))

    def forward(self, x):
        x = torch.stft(x, self.size, self.hop, window=self.window, return_complex=True)
        scale = (x.real ** 2 + x.imag ** 2 + 1e-5) ** -0.35
        x = torch.stack([x.real * scale, x.imag * scale], 1)
        seen = []
        for conv in self.convs:
            x = F.leaky_relu(conv(x), 0.1)
            seen.append(x)
        return self.post(x), seen


def mel_of(audio, basis, window, size=1024):
    x = F.pad(audio[:, None], ((size - HOP) // 2, (size - HOP) - (size - HOP) // 2), "reflect")[:, 0]
    x = torch.stft(x, size, HOP, window=window, center=False, return_complex=True)
    return (basis @ (x.real ** 2 + x.imag ** 2 + 1e-9).sqrt()).clamp(min=1e-5).log()


def spectral(made, real, windows):
    total = 0
    for size, hop in ((2048, 400), (1024, 200), (512, 100), (256, 64)):
        parts = []
        for x in (made, real):
            x = torch.stft(x, size, hop, window=windows[size], return_complex=True)
            parts.append((x.real ** 2 + x.imag ** 2 + 9e-6).sqrt())
        a, b = parts
        total = total + (a.log() - b.log()).abs().mean() + (a - b).norm() / b.norm()
    return total / 4


def step_of_pytorch():
    """A function that does one step and gives its milliseconds."""
    torch.manual_seed(1)
    torch.set_num_threads(THREADS)
    vocoder = Vocoder()
    judges = nn.ModuleList([Period(p) for p in (2, 3, 5, 7, 11)]
                           + [Spectrum(1024, 200), Spectrum(400, 100)])
    settings = dict(lr=1e-3, betas=(0.8, 0.99))
    steps = torch.optim.AdamW(vocoder.parameters(), **settings)
    judge_steps = torch.optim.AdamW(judges.parameters(), **settings)
    average = [p.detach().clone() for p in vocoder.parameters()]
    basis, window = torch.rand(BANDS, 513), torch.hann_window(1024)
    windows = {size: torch.hann_window(size) for size in (2048, 1024, 512, 256)}
    audio = torch.randn(BATCH, FRAMES * HOP) * 0.1

    def once():
        start = time.perf_counter()
        mel = mel_of(audio, basis, window)
        made = vocoder(mel)
        loss = 2 * spectral(made, audio, windows) + 2 * (mel_of(made, basis, window) - mel).abs().mean()
        mistake = 0
        for judge in judges:
            mistake = mistake + ((1 - judge(audio)[0]) ** 2).mean() + (judge(made.detach())[0] ** 2).mean()
        judge_steps.zero_grad()
        (mistake / len(judges)).backward()
        torch.nn.utils.clip_grad_norm_(judges.parameters(), 5)
        judge_steps.step()
        adversarial, matching, count = 0, 0, 0
        for parameter in judges.parameters():
            parameter.requires_grad_(False)
        for judge in judges:
            real, (score, seen) = judge(audio)[1], judge(made)
            adversarial = adversarial + ((1 - score) ** 2).mean()
            for a, b in zip(real, seen):
                matching = matching + (a - b).abs().mean() / (a.abs().mean() + 1e-3)
                count += 1
        for parameter in judges.parameters():
            parameter.requires_grad_(True)
        steps.zero_grad()
        (loss + 0.5 * adversarial / len(judges) + matching / count).backward()
        torch.nn.utils.clip_grad_norm_(vocoder.parameters(), 5)
        steps.step()
        with torch.no_grad():
            for kept, parameter in zip(average, vocoder.parameters()):
                kept.lerp_(parameter, 0.001)
        loss.item()
        return 1000 * (time.perf_counter() - start)

    return once


def main():
    data, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 9
    build = pathlib.Path(__file__).parents[2] / ".build"
    program = max(build.glob("*/syrinx-train"), key=lambda path: path.stat().st_mtime)
    syrinx = subprocess.Popen(
        [program, "bench", "--answer", "--threads", str(THREADS), "--data", data],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    once = step_of_pytorch()
    for _ in range(2):
        once()
    ours, theirs = [], []
    for _ in range(rounds):
        syrinx.stdin.write("1\n")
        syrinx.stdin.flush()
        ours += json.loads(syrinx.stdout.readline())
        theirs.append(once())
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"a training step, {THREADS} threads, median of {rounds}: Syrinx {a:.0f} ms, "
          f"PyTorch {torch.__version__} {b:.0f} ms, {a / b:.2f} ×")
    syrinx.stdin.close()
    syrinx.wait()


if __name__ == "__main__":
    main()
