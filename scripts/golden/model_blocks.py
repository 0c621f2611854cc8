"""Golden vectors of the layers in ModelBlocks, by PyTorch (float32, CPU).

    python scripts/golden/model_blocks.py Tests/ModelBlocksTests/Golden

writes model_blocks.safetensors. Each case has its weights under its name, as a network's layer of
that name would; inputs are NAME.in.*, outputs NAME.out.*.
"""

import math
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(20261121)
torch.set_grad_enabled(False)
tensors = {}


def case(name, weights, inputs, outputs):
    """Weights are a module, a dictionary or nothing."""
    if isinstance(weights, nn.Module):
        weights = weights.state_dict()
    for kind, group in (("", weights or {}), ("in.", inputs), ("out.", outputs)):
        for key, tensor in group.items():
            if key.endswith("num_batches_tracked"):
                continue
            if tensor.dtype == torch.float64:
                tensor = tensor.float()
            tensors[f"{name}.{kind}{key}"] = tensor.contiguous().clone()


def prefixed(**modules):
    """State dictionaries under names, `__` for a dot."""
    return {
        f"{name.replace('__', '.')}.{key}": value
        for name, module in modules.items()
        for key, value in module.state_dict().items()
    }


def randomized(module, spread=0.3):
    """Parameters that aren't ones and zeros."""
    for parameter in module.parameters():
        parameter.add_(torch.randn_like(parameter) * spread)
    return module


# Linear layers and normalisation

x = torch.randn(2, 5, 6)
linear = nn.Linear(6, 4)
case("linear", linear, {"x": x}, {"y": linear(x)})
table = nn.Embedding(7, 4)
ids = torch.tensor([[1, 6, 0], [3, 3, 5]])
case("embedding", table, {"ids": ids}, {"y": table(ids)})
norm = randomized(nn.LayerNorm(6))
case("layer_norm", norm, {"x": x}, {"y": norm(x)})
case("channel_layer_norm", norm, {"x": x.transpose(1, 2)}, {"y": norm(x).transpose(1, 2)})
norm = randomized(nn.RMSNorm(6, eps=1e-6))
case("rms_norm", norm, {"x": x}, {"y": norm(x)})
signal = torch.randn(2, 6, 9)
norm = randomized(nn.GroupNorm(3, 6))
case("group_norm", norm, {"x": signal}, {"y": norm(signal)})
norm = randomized(nn.BatchNorm1d(6))
norm.running_mean.normal_()
norm.running_var.uniform_(0.5, 2)
norm.eval()
case("batch_norm", norm, {"x": signal}, {"y": norm(signal)})

condition = torch.randn(2, 1, 3)
film = nn.Linear(3, 12)
gamma, beta = film(condition).chunk(2, dim=-1)
case("film", film, {"x": x, "condition": condition}, {"y": x * (1 + gamma) + beta})
scale, shift = nn.Embedding(3, 6), nn.Embedding(3, 6)
which = torch.tensor([2, 0])
plain = F.layer_norm(x, (6,), eps=1e-6)
case(
    "ada_layer_norm", prefixed(scale=scale, shift=shift), {"x": x, "ids": which},
    {"y": plain * scale(which).unsqueeze(1) + shift(which).unsqueeze(1)},
)

# Convolutions

long = torch.randn(2, 6, 24)
conv = nn.Conv1d(6, 8, 3, dilation=2, groups=2, padding="same")
case("conv_same", conv, {"x": long}, {"y": conv(long)})
conv = nn.Conv1d(6, 4, 8, stride=4)
case("conv_causal", conv, {"x": long}, {"y": conv(F.pad(long, (4, 0)))})
conv = nn.Conv1d(6, 4, 4, stride=2, bias=False)
case("conv_edge", conv, {"x": long}, {"y": conv(F.pad(long, (2, 0), mode="replicate"))})
conv = nn.Conv1d(6, 4, 3, stride=2, padding=1, padding_mode="reflect")
case("conv_reflect", conv, {"x": long}, {"y": conv(long)})
conv = nn.Conv1d(6, 4, 5)
case("conv_look_ahead", conv, {"x": long}, {"y": conv(F.pad(long, (2, 2)))})
image = torch.randn(2, 2, 7, 9)
conv = nn.Conv2d(2, 3, (3, 5), stride=(1, 2), padding=(1, 2), dilation=(1, 1))
case("conv2d", conv, {"x": image}, {"y": conv(image)})
up = nn.ConvTranspose1d(6, 4, 8, stride=4, padding=2)
case("transposed_both", up, {"x": signal}, {"y": up(signal)})
up = nn.ConvTranspose1d(6, 4, 7, stride=3)
case("transposed_causal", up, {"x": signal}, {"y": up(signal)[..., :-4]})
up = nn.ConvTranspose1d(6, 4, 5, stride=3, padding=1, output_padding=1, groups=2)
case("transposed_explicit", up, {"x": signal}, {"y": up(signal)})
case(
    "upsample", None, {"x": signal},
    {"y": F.interpolate(signal, scale_factor=3, mode="linear", align_corners=False),
     "nearest": F.interpolate(signal, scale_factor=3, mode="nearest")},
)

# Activations

alpha = torch.rand(1, 6, 1) + 0.2
case(
    "snake", {"alpha": alpha}, {"x": signal},
    {"y": signal + (alpha + 1e-9).reciprocal() * torch.sin(alpha * signal).pow(2)},
)
a, b = torch.randn(6) * 0.3, torch.randn(6) * 0.3
case(
    "snake_beta", {"alpha": a, "beta": b}, {"x": signal},
    {"y": signal + torch.sin(signal * a.exp()[:, None]).pow(2) / (b.exp()[:, None] + 1e-9)},
)
prelu = randomized(nn.PReLU(6))
case("prelu", prelu, {"x": signal}, {"y": prelu(signal)})
case(
    "activations", None, {"x": signal},
    {"gelu": F.gelu(signal), "gelu_tanh": F.gelu(signal, approximate="tanh"),
     "silu": F.silu(signal), "elu": F.elu(signal, alpha=0.7),
     "leaky": F.leaky_relu(signal, 0.2)},
)

# Residual blocks


def conv_next(causal):
    dwconv, norm = nn.Conv1d(6, 6, 7, groups=6), randomized(nn.LayerNorm(6, eps=1e-6))
    first, second, gamma = nn.Linear(6, 10), nn.Linear(10, 6), torch.rand(6)
    y = dwconv(F.pad(long, (6, 0) if causal else (3, 3))).transpose(1, 2)
    y = gamma * second(F.gelu(first(norm(y))))
    weights = prefixed(dwconv=dwconv, norm=norm, pwconv1=first, pwconv2=second)
    return weights | {"gamma": gamma}, {"x": long}, {"y": long + y.transpose(1, 2)}


case("conv_next", *conv_next(False))
case("conv_next_causal", *conv_next(True))


def resblock1():
    ones = [nn.Conv1d(6, 6, 3, dilation=d, padding=d) for d in (1, 3, 5)]
    twos = [nn.Conv1d(6, 6, 3, padding=1) for _ in range(3)]
    y = long
    for one, two in zip(ones, twos):
        y = two(F.leaky_relu(one(F.leaky_relu(y, 0.1)), 0.1)) + y
    weights = {}
    for i in range(3):
        weights |= prefixed(**{f"convs1__{i}": ones[i], f"convs2__{i}": twos[i]})
    return weights, {"x": long}, {"y": y}


def resblock2():
    convs = [nn.Conv1d(6, 6, 3, dilation=d, padding=d) for d in (1, 3)]
    y = long
    for conv in convs:
        y = conv(F.leaky_relu(y, 0.1)) + y
    weights = prefixed(convs__0=convs[0], convs__1=convs[1])
    return weights, {"x": long}, {"y": y}


case("resblock1", *resblock1())
case("resblock2", *resblock2())
first, second, shortcut = nn.Conv1d(6, 3, 3, dilation=2), nn.Conv1d(3, 6, 1), nn.Conv1d(6, 6, 1)
y = second(F.elu(first(F.pad(F.elu(long), (4, 0)))))
case(
    "seanet", prefixed(block__1__conv=first, block__3__conv=second, shortcut__conv=shortcut),
    {"x": long}, {"y": shortcut(long) + y},
)

# Recurrence

frames = torch.randn(2, 7, 6)
lstm = nn.LSTM(6, 5, num_layers=2, batch_first=True)
case("lstm", lstm, {"x": frames}, {"y": lstm(frames)[0]})
lstm = nn.LSTM(6, 3, batch_first=True, bidirectional=True)
case("lstm_both", lstm, {"x": frames}, {"y": lstm(frames)[0]})
gru = nn.GRU(6, 5, num_layers=2, batch_first=True)
case("gru", gru, {"x": frames}, {"y": gru(frames)[0]})

# Attention


def rotate(x, width, base, interleaved):
    """x [batch, heads, frames, features]"""
    frequencies = base ** (-torch.arange(0, width, 2).double() / width)
    angles = torch.arange(x.shape[2]).double()[:, None] * frequencies
    turn = torch.polar(torch.ones_like(angles), angles)
    part, rest = x[..., :width].double(), x[..., width:]
    if interleaved:
        pairs = torch.view_as_complex(part.reshape(*part.shape[:-1], -1, 2).contiguous())
        part = torch.view_as_real(pairs * turn).flatten(-2)
    else:
        pairs = torch.complex(part[..., : width // 2], part[..., width // 2:]) * turn
        part = torch.cat([pairs.real, pairs.imag], -1)
    return torch.cat([part.float(), rest], -1)


mha = nn.MultiheadAttention(8, 2, batch_first=True)
randomized(mha, 0.1)
sequence = torch.randn(2, 7, 8)
causal = torch.triu(torch.ones(7, 7, dtype=torch.bool), 1)
case("attention_packed", mha, {"x": sequence},
     {"y": mha(sequence, sequence, sequence, attn_mask=causal, need_weights=False)[0]})
padding = torch.tensor([[False] * 7, [False] * 4 + [True] * 3])
case("attention_padded", mha, {"x": sequence, "valid": ~padding},
     {"y": mha(sequence, sequence, sequence, key_padding_mask=padding, need_weights=False)[0]})
memory = torch.randn(2, 5, 8)
case("attention_cross", mha, {"x": sequence, "memory": memory},
     {"y": mha(sequence, memory, memory, need_weights=False)[0]})


class GroupedAttention(nn.Module):
    def __init__(self, features, heads, key_heads, width):
        super().__init__()
        self.heads, self.key_heads, self.width = heads, key_heads, width
        self.q_proj = nn.Linear(features, heads * width, bias=False)
        self.k_proj = nn.Linear(features, key_heads * width, bias=False)
        self.v_proj = nn.Linear(features, key_heads * width, bias=False)
        self.o_proj = nn.Linear(heads * width, features, bias=False)
        self.q_norm = randomized(nn.RMSNorm(width, eps=1e-6))
        self.k_norm = randomized(nn.RMSNorm(width, eps=1e-6))

    def forward(self, x, window, turned, interleaved):
        batch, count, _ = x.shape
        split = lambda y: y.view(batch, count, -1, self.width)
        q = rotate(self.q_norm(split(self.q_proj(x))).transpose(1, 2), turned, 1e4, interleaved)
        k = rotate(self.k_norm(split(self.k_proj(x))).transpose(1, 2), turned, 1e4, interleaved)
        v = split(self.v_proj(x)).transpose(1, 2)
        i = torch.arange(count)
        seen = i[None, :] <= i[:, None]
        if window:
            seen &= i[None, :] > i[:, None] - window
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=seen, enable_gqa=True)
        return self.o_proj(y.transpose(1, 2).reshape(batch, count, -1))


grouped = GroupedAttention(8, 4, 2, 6)
sequence = torch.randn(2, 11, 8)
case("attention_grouped", grouped, {"x": sequence},
     {"y": grouped(sequence, None, 6, False), "window": grouped(sequence, 4, 6, False),
      "interleaved": grouped(sequence, None, 4, True)})

layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0, activation="gelu", batch_first=True,
                                   norm_first=True).eval()
randomized(layer, 0.1)
causal = torch.triu(torch.ones(11, 11, dtype=torch.bool), 1)
case("transformer_pytorch", layer, {"x": sequence},
     {"y": layer(sequence, src_mask=causal, is_causal=False)})


class LlamaLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_layernorm = randomized(nn.RMSNorm(8, eps=1e-6))
        self.self_attn = GroupedAttention(8, 4, 2, 6)
        self.post_attention_layernorm = randomized(nn.RMSNorm(8, eps=1e-6))
        self.mlp = nn.ModuleDict({
            "gate_proj": nn.Linear(8, 12, bias=False), "up_proj": nn.Linear(8, 12, bias=False),
            "down_proj": nn.Linear(12, 8, bias=False)})
        self.self_attn_layer_scale = nn.ParameterDict({"scale": torch.rand(8)})
        self.mlp_layer_scale = nn.ParameterDict({"scale": torch.rand(8)})

    def forward(self, x):
        y = self.self_attn(self.input_layernorm(x), None, 6, False)
        x = x + self.self_attn_layer_scale["scale"] * y
        y = self.post_attention_layernorm(x)
        y = self.mlp["down_proj"](F.silu(self.mlp["gate_proj"](y)) * self.mlp["up_proj"](y))
        return x + self.mlp_layer_scale["scale"] * y


layer = LlamaLayer()
case("transformer_llama", layer, {"x": sequence}, {"y": layer(sequence)})

angles = torch.arange(11)[:, None] * 1e4 ** (-torch.arange(0, 8, 2) / 8)
case("sinusoids", None, {"x": sequence},
     {"y": torch.stack([angles.sin(), angles.cos()], -1).flatten(1)[None],
      "halves": torch.cat([angles.sin(), angles.cos()], -1)[None]})



def relative_attention(x, mask, heads, window):
    """Relative attention by its definition, pair by pair of frames."""
    channels, count = x.shape[1:]
    width = channels // heads
    q, k, v, o = (nn.Conv1d(channels, channels, 1) for _ in range(4))
    near_k, near_v = torch.randn(1, 2 * window + 1, width), torch.randn(1, 2 * window + 1, width)
    split = lambda y: y.view(len(x), heads, width, count).transpose(2, 3)
    queries, keys, values = split(q(x)) / math.sqrt(width), split(k(x)), split(v(x))
    to_k, to_v = torch.zeros(count, count, width), torch.zeros(count, count, width)
    for i in range(count):
        for j in range(max(0, i - window), min(count, i + window + 1)):
            to_k[i, j], to_v[i, j] = near_k[0, j - i + window], near_v[0, j - i + window]
    scores = queries @ keys.transpose(2, 3) + torch.einsum("bhiw,ijw->bhij", queries, to_k)
    shares = scores.masked_fill(mask[:, None] == 0, -1e4).softmax(-1)
    y = shares @ values + torch.einsum("bhij,ijw->bhiw", shares, to_v)
    y = o(y.transpose(2, 3).reshape(len(x), channels, count))
    weights = prefixed(conv_q=q, conv_k=k, conv_v=v, conv_o=o)
    return weights | {"emb_rel_k": near_k, "emb_rel_v": near_v}, {"x": x, "mask": mask}, {"y": y}


mask = torch.ones(2, 1, 24)
mask[1, :, 15:] = 0
case("attention_relative", *relative_attention(torch.randn(2, 6, 24), mask, 2, 4))

# Spectra

samples = torch.randn(2, 48)
window = torch.hann_window(16)
spectrum = torch.stft(samples, 16, 4, window=window, center=True, return_complex=True)
case("stft_centred", None, {"x": samples}, {"real": spectrum.real, "imaginary": spectrum.imag})
case("istft_centred", None, {"real": spectrum.real, "imaginary": spectrum.imag},
     {"y": torch.istft(spectrum, 16, 4, window=window, center=True)})
spectrum = torch.stft(F.pad(samples, (12, 0)), 16, 4, window=window, center=False,
                      return_complex=True)
case("stft_causal", None, {"x": samples}, {"real": spectrum.real, "imaginary": spectrum.imag})


def overlap_add(spectrum, size, hop, start, end):
    """Vocos' inverse transform for padding `same`, with any trim. The divisor is at least a tenth
    of the least that it is among frames on both sides: Vocos' own 1e-8 lets the first samples of
    a causal one be divided by almost nothing."""
    window = torch.hann_window(size)
    count = spectrum.shape[2]
    length = (count - 1) * hop + size
    fold = lambda y: F.fold(y, (1, length), (1, size), stride=(1, hop))[:, 0, 0]
    y = fold(torch.fft.irfft(spectrum, size, dim=1, norm="backward") * window[None, :, None])
    weight = fold(window.square().expand(1, count, -1).transpose(1, 2))
    least = window.square().view(-1, hop).sum(0).min() / 10
    return y[:, start:length - end] / weight[:, start:length - end].clamp(min=least)


out = nn.Linear(6, 18)
frames = torch.randn(2, 9, 6)
magnitude, phase = out(frames).transpose(1, 2).chunk(2, dim=1)
spectrum = magnitude.exp().clamp(max=1e2) * torch.polar(torch.ones_like(phase), phase)
case("spectral_head", prefixed(out=out), {"x": frames},
     {"y": overlap_add(spectrum, 16, 4, 6, 6), "causal": overlap_add(spectrum, 16, 4, 0, 12)})

# Quantisation and pooling

books = [torch.randn(16, 6) * 0.7 ** i for i in range(3)]
rest, codes, total = long.transpose(1, 2), [], 0
for book in books:
    code = torch.cdist(rest, book.expand(2, -1, -1)).argmin(-1)
    codes.append(code)
    rest, total = rest - book[code], total + book[code]
case("rvq", {f"layers.{i}.codebook.embed": book for i, book in enumerate(books)}, {"x": long},
     {"codes": torch.stack(codes, 1), "y": total.transpose(1, 2)})

weights, rest, codes, total = {}, long, [], 0
for i in range(2):
    inner, outer, book = nn.Conv1d(6, 4, 1), nn.Conv1d(4, 6, 1), torch.randn(16, 4)
    code = (F.normalize(inner(rest), dim=1).transpose(1, 2) @ F.normalize(book).T).argmax(-1)
    y = outer(book[code].transpose(1, 2))
    codes.append(code)
    rest, total = rest - y, total + y
    weights |= prefixed(**{f"quantizers__{i}__in_proj": inner, f"quantizers__{i}__out_proj": outer})
    weights[f"quantizers.{i}.codebook.weight"] = book
case("dac", weights, {"x": long}, {"codes": torch.stack(codes, 1), "y": total})


def attentive_statistics(x, mask):
    tdnn, norm, conv = nn.Conv1d(18, 5, 1), randomized(nn.BatchNorm1d(5)), nn.Conv1d(5, 6, 1)
    norm.running_mean.normal_()
    norm.running_var.uniform_(0.5, 2)
    norm.eval()

    def statistics(x, shares):
        mean = (shares * x).sum(2)
        deviation = (shares * (x - mean[..., None]).square()).sum(2).clamp(1e-12).sqrt()
        return mean[..., None], deviation[..., None]

    mean, deviation = statistics(x, (mask / mask.sum(2, keepdim=True)).float())
    both = torch.cat([x, mean.expand_as(x), deviation.expand_as(x)], 1)
    scores = conv(torch.tanh(norm(F.relu(tdnn(both)))))
    shares = F.softmax(scores.masked_fill(mask == 0, -math.inf), dim=2)
    weights = prefixed(tdnn__conv__conv=tdnn, tdnn__norm__norm=norm, conv__conv=conv)
    return weights, {"x": x, "mask": mask}, {"y": torch.cat(statistics(x, shares), 1)}


mask = torch.ones(2, 1, 24)
mask[1, :, 15:] = 0
case("pooling", *attentive_statistics(long, mask))

# Source and filter

out = nn.Linear(6, 27)
frames, harmonic, noise = torch.randn(2, 9, 6), torch.randn(2, 36), torch.randn(2, 36)


def source_filter(before, after):
    """Excitations' spectra (frames of 16 every 4, zeros at the ends), filtered and put together."""
    window = torch.hann_window(16)
    pulses, air = (torch.stft(F.pad(x, (before, after)), 16, 4, window=window, center=False,
                              return_complex=True) for x in (harmonic, noise))
    magnitude, phase, breath = out(frames).transpose(1, 2).chunk(3, dim=1)
    spectrum = (magnitude.exp().clamp(max=1e2) * torch.polar(torch.ones_like(phase), phase) * pulses
                + breath.exp().clamp(max=1e2) * air)
    return overlap_add(spectrum, 16, 4, before if after else 0, 6 if after else 12)


case("source_filter_head", prefixed(out=out), {"x": frames, "harmonic": harmonic, "noise": noise},
     {"y": source_filter(6, 6), "causal": source_filter(12, 0)})

save_file(tensors, f"{sys.argv[1]}/model_blocks.safetensors")
