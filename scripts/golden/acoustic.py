"""Golden vectors of the acoustic model and the mel discriminator, by PyTorch (float32, CPU).

    python scripts/golden/acoustic.py Tests/ModelBlocksTests/Golden

writes acoustic.safetensors: a small network's weights under their names, its inputs under in.*,
what comes out under out.*. Each phrase of the batch runs alone here, so that a batch's padding is
checked as well.
"""

import math
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(20261122)
torch.set_grad_enabled(False)
WIDTH, HIDDEN, BANDS, SPEAKERS, HEADS, SCALE = 12, 20, 7, 3, 2, 4.0


class Block(nn.Module):
    """ConvNeXt's block in time, over [batch, channels, frames]."""

    def __init__(self, kernel):
        super().__init__()
        self.dwconv = nn.Conv1d(WIDTH, WIDTH, kernel, padding=kernel // 2, groups=WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-6)
        self.pwconv1 = nn.Linear(WIDTH, HIDDEN)
        self.pwconv2 = nn.Linear(HIDDEN, WIDTH)
        self.gamma = nn.Parameter(torch.rand(WIDTH))

    def forward(self, x):
        y = self.dwconv(x).transpose(1, 2)
        y = self.gamma * self.pwconv2(F.gelu(self.pwconv1(self.norm(y))))
        return x + y.transpose(1, 2)


class Attention(nn.Module):
    """Self-attention with rotary positions (first and second half of a head's features turn)."""

    def __init__(self):
        super().__init__()
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(self, name, nn.Linear(WIDTH, WIDTH))

    def forward(self, x):
        count, width = x.shape[1], WIDTH // HEADS

        def heads(y):
            return y.view(1, count, HEADS, width).transpose(1, 2)

        frequencies = 10_000 ** (-torch.arange(0, width, 2) / width)
        angles = torch.arange(count)[:, None] * frequencies
        cosine, sine = angles.cos().repeat(1, 2), angles.sin().repeat(1, 2)

        def turned(y):
            first, second = y.chunk(2, dim=-1)
            return y * cosine + torch.cat([-second, first], -1) * sine

        q, k, v = turned(heads(self.q_proj(x))), turned(heads(self.k_proj(x))), heads(self.v_proj(x))
        seen = (q @ k.transpose(2, 3) / math.sqrt(width)).softmax(-1) @ v
        return self.o_proj(seen.transpose(1, 2).reshape(1, count, WIDTH))


def predictor(kernel, numbers):
    return nn.ModuleDict({
        "convnext": nn.ModuleList([Block(kernel)]), "norm": nn.LayerNorm(WIDTH, eps=1e-6),
        "out": nn.Linear(WIDTH, numbers),
    })


class Acoustic(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = {"phoneme": 9, "stress": 4, "position": 5, "language": 2}
        self.tokens = nn.ModuleDict({name: nn.Embedding(n, WIDTH) for name, n in sizes.items()})
        self.speakers = nn.Embedding(SPEAKERS, WIDTH)
        self.encoder = nn.ModuleDict({
            "norm": nn.LayerNorm(WIDTH, eps=1e-6),
            "convnext": nn.ModuleList([Block(5) for _ in range(3)]),
            "attention_norm": nn.LayerNorm(WIDTH, eps=1e-6), "attention": Attention(),
            "final_layer_norm": nn.LayerNorm(WIDTH, eps=1e-6),
        })
        self.duration, self.prosody = predictor(3, 1), predictor(5, 2)
        self.prosody["in"] = nn.Linear(2, WIDTH)
        self.places, self.voice = nn.Linear(4, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.decoder = nn.ModuleDict({
            "convnext": nn.ModuleList([Block(7) for _ in range(2)]),
            "final_layer_norm": nn.LayerNorm(WIDTH, eps=1e-6), "out": nn.Linear(WIDTH, BANDS + 2),
        })

    def encode(self, tokens, speakers):
        """tokens [count, 4], speakers [SPEAKERS]"""
        x = speakers @ self.speakers.weight
        for column, table in enumerate(self.tokens.values()):
            x = x + table(tokens[:, column])
        x = self.encoder["norm"](x)[None].transpose(1, 2)
        blocks = self.encoder["convnext"]
        x = blocks[0](x)
        frames = x.transpose(1, 2)
        frames = frames + self.encoder["attention"](self.encoder["attention_norm"](frames))
        x = blocks[2](blocks[1](frames.transpose(1, 2)))
        encodings = self.encoder["final_layer_norm"](x.transpose(1, 2))

        def predict(part):
            y = part["convnext"][0](encodings.transpose(1, 2)).transpose(1, 2)
            return part["out"](part["norm"](y))[0]

        prosody = predict(self.prosody)
        return encodings[0], predict(self.duration)[:, 0], prosody[:, 0] / SCALE, prosody[:, 1]

    def decode(self, encodings, pitch, energy, frames, speakers, statistics):
        """frames: of each token"""
        spoken = encodings + self.prosody["in"](torch.stack([pitch * SCALE, energy], 1))
        rows = []
        for token, count in enumerate(frames):
            for frame in range(count):
                passed = frame + 0.5
                r = passed / count
                place = torch.tensor([r, r * r, math.log(count), min(passed / 10, 4)])
                rows.append(spoken[token] + self.places(place))
        x = torch.stack(rows) + self.voice(speakers @ self.speakers.weight)
        x = x[None].transpose(1, 2)
        for block in self.decoder["convnext"]:
            x = block(x)
        y = self.decoder["out"](self.decoder["final_layer_norm"](x.transpose(1, 2)))[0]
        mean, deviation, pitches = statistics
        mel = y[:, :BANDS] * deviation + mean
        return mel.T, y[:, BANDS] / SCALE + speakers @ pitches[:, 0], y[:, BANDS + 1]


def padded(parts, axis=0):
    longest = max(part.shape[axis] for part in parts)
    result = []
    for part in parts:
        shape = list(part.shape)
        shape[axis] = longest - shape[axis]
        result.append(torch.cat([part, torch.zeros(shape, dtype=part.dtype)], axis))
    return torch.stack(result)


net = Acoustic()
for parameter in net.parameters():
    parameter.add_(torch.randn_like(parameter) * 0.2)
statistics = torch.randn(BANDS) - 4, torch.rand(BANDS) + 0.5, torch.tensor([[4.7], [5.3], [5.1]])
phrases = [[3, 1, 0, 7, 2, 25, 4, 2], [5, 9, 1]]
counts = [len(phrase) for phrase in phrases]
limits = torch.tensor([9, 4, 5, 2])
tokens = [torch.randint(0, 1 << 20, (count, 4)) % limits for count in counts]
speakers = torch.tensor([[0.0, 1.0, 0.0], [0.25, 0.0, 0.75]])

encoded = [net.encode(t, s) for t, s in zip(tokens, speakers)]
pitches = [torch.randn(count) * 0.2 for count in counts]
energies = [torch.randn(count) for count in counts]
decoded = [
    net.decode(e[0], p, l, phrase, s, statistics)
    for e, p, l, phrase, s in zip(encoded, pitches, energies, phrases, speakers)
]
tensors = {name: tensor for name, tensor in net.state_dict().items()}
tensors |= {
    "statistics.mel.mean": statistics[0], "statistics.mel.deviation": statistics[1],
    "statistics.pitch": statistics[2],
    "in.tokens": padded(tokens), "in.counts": torch.tensor(counts), "in.speakers": speakers,
    "in.durations": padded([torch.tensor(phrase) for phrase in phrases]),
    "in.pitch": padded(pitches), "in.energy": padded(energies),
    "out.encodings": padded([e[0] for e in encoded]),
    "out.durations": padded([e[1] for e in encoded]),
    "out.pitch": padded([e[2] for e in encoded]), "out.energy": padded([e[3] for e in encoded]),
    "out.mel": padded([d[0] for d in decoded], axis=1),
    "out.frame.pitch": padded([d[1] for d in decoded]),
    "out.voicing": padded([d[2] for d in decoded]),
}

# The discriminator, alone.

channels = [4, 6, 5]
convs = [nn.Conv2d(i, o, (3, 5), stride=1 if n == 0 else 2, padding=(1, 2))
         for n, (i, o) in enumerate(zip([1] + channels, channels))]
speaker, post = nn.Linear(SPEAKERS, channels[0], bias=False), nn.Conv2d(channels[-1], 1, 3, padding=1)
mel, mask = torch.randn(2, 9, BANDS), torch.ones(2, 9)
mask[1, 6:] = 0
x, kept = (mel * mask[:, :, None]).transpose(1, 2)[:, None], mask[:, None, None]
for number, conv in enumerate(convs):
    x = conv(x)
    if number == 0:
        x = x + speaker(speakers)[:, :, None, None]
    else:
        kept = kept[..., ::2]
    x = F.leaky_relu(x, 0.2) * kept
tensors |= {f"judge.convs.{n}.{k}": v for n, conv in enumerate(convs)
            for k, v in conv.state_dict().items()}
tensors |= {"judge.speaker.weight": speaker.weight, "judge.conv_post.weight": post.weight,
            "judge.conv_post.bias": post.bias, "in.judged": mel, "in.mask": mask,
            "out.score": post(x) * kept, "out.feature": x}

save_file({name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()},
          f"{sys.argv[1]}/acoustic.safetensors")
