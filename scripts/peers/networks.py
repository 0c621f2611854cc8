"""The networks of `syrinx bench runtime` as ONNX files, the way PyTorch's exporter and
onnxruntime-genai's model builder write them, with random weights."""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Network:
    """Collects nodes; every method adds what a layer of PyTorch becomes when exported."""

    def __init__(self, seed=0):
        self.random = np.random.default_rng(seed)
        self.nodes, self.weights, self.inputs, self.outputs = [], [], [], []
        self.count = 0

    def node(self, kind, inputs, outputs=1, domain="", **attributes):
        names = []
        for _ in range(outputs):
            self.count += 1
            names.append(f"value#{self.count}")
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, array):
        self.count += 1
        name = f"constant#{self.count}"
        self.weights.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def weight(self, *shape, scale=None):
        scale = scale or 1 / math.sqrt(np.prod(shape[1:]) or 1)
        return self.constant(self.random.standard_normal(shape, dtype=np.float32) * np.float32(scale))

    def input(self, name, shape, kind=TensorProto.FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, value, name, shape, kind=TensorProto.FLOAT):
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def linear(self, x, inputs, outputs, bias=True):
        y = self.node("MatMul", [x, self.weight(inputs, outputs, scale=inputs ** -0.5)])
        return self.node("Add", [y, self.weight(outputs, scale=0.01)]) if bias else y

    def convolution(self, x, inputs, outputs, kernel, stride=1, dilation=1, groups=1, pads=(0, 0)):
        return self.node(
            "Conv", [x, self.weight(outputs, inputs // groups, kernel), self.weight(outputs, scale=0.01)],
            kernel_shape=[kernel], strides=[stride], dilations=[dilation], group=groups, pads=list(pads))

    def transposed(self, x, inputs, outputs, kernel, stride, pads=(0, 0)):
        return self.node(
            "ConvTranspose",
            [x, self.weight(inputs, outputs, kernel), self.weight(outputs, scale=0.01)],
            kernel_shape=[kernel], strides=[stride], pads=list(pads))

    def layer_norm(self, x, size):
        return self.node(
            "LayerNormalization", [x, self.constant(np.ones(size, np.float32)),
                                   self.constant(np.zeros(size, np.float32))], axis=-1, epsilon=1e-6)

    def model(self):
        graph = helper.make_graph(self.nodes, "network", self.inputs, self.outputs, self.weights)
        sets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=9).SerializeToString()


def vocos():
    """ConvNeXt 8 x 512 up to the spectrum (Siuzdak 2023), 100 mel bands, transform 1024."""
    net = Network()
    x = net.input("mel", ["batch", 100, "frames"])
    x = net.convolution(x, 100, 512, 7, pads=(3, 3))
    x = net.node("Transpose", [x], perm=[0, 2, 1])
    x = net.node("Transpose", [net.layer_norm(x, 512)], perm=[0, 2, 1])
    for _ in range(8):
        y = net.convolution(x, 512, 512, 7, groups=512, pads=(3, 3))
        y = net.layer_norm(net.node("Transpose", [y], perm=[0, 2, 1]), 512)
        y = net.linear(net.node("Gelu", [net.linear(y, 512, 1536)]), 1536, 512)
        y = net.node("Mul", [y, net.weight(512, scale=0.1)])
        x = net.node("Add", [x, net.node("Transpose", [y], perm=[0, 2, 1])])
    x = net.layer_norm(net.node("Transpose", [x], perm=[0, 2, 1]), 512)
    x = net.node("Transpose", [net.linear(x, 512, 1026)], perm=[0, 2, 1])
    magnitude, phase = net.node("Split", [x], outputs=2, axis=1, num_outputs=2)
    magnitude = net.node("Min", [net.node("Exp", [magnitude]), net.constant(np.float32(100))])
    for name, function in (("real", "Cos"), ("imaginary", "Sin")):
        part = net.node("Mul", [magnitude, net.node(function, [phase])])
        net.output(part, name, ["batch", 513, "frames"])
    return net.model()


def hifigan():
    """HiFi-GAN V1 (Kong et al. 2020)."""
    net = Network()
    x = net.input("mel", ["batch", 80, "frames"])
    sound(net, x, 80, 512, ((8, 16), (8, 16), (2, 4), (2, 4)),
          [(size, (1, 3, 5)) for size in (3, 7, 11)], pairs=True)
    return net.model()


def sound(net, x, inputs, channels, rates, blocks, pairs):
    """HiFi-GAN's generator; blocks are kernels with their dilations, each followed by another
    convolution in blocks of the first kind, alone in those of the second."""
    x = net.convolution(x, inputs, channels, 7, pads=(3, 3))
    for rate, kernel in rates:
        x = net.node("LeakyRelu", [x], alpha=0.1)
        trim = (kernel - rate) // 2
        x = net.transposed(x, channels, channels // 2, kernel, rate, pads=(trim, trim))
        channels //= 2
        total = None
        for size, dilations in blocks:
            y = x
            for dilation in dilations:
                z = net.node("LeakyRelu", [y], alpha=0.1)
                reach = (size - 1) * dilation // 2
                z = net.convolution(z, channels, channels, size, dilation=dilation, pads=(reach, reach))
                if pairs:
                    z = net.node("LeakyRelu", [z], alpha=0.1)
                    half = (size - 1) // 2
                    z = net.convolution(z, channels, channels, size, pads=(half, half))
                y = net.node("Add", [z, y])
            total = y if total is None else net.node("Add", [total, y])
        x = net.node("Div", [total, net.constant(np.float32(len(blocks)))])
    x = net.node("LeakyRelu", [x], alpha=0.01)
    x = net.node("Tanh", [net.convolution(x, channels, 1, 7, pads=(3, 3))])
    net.output(x, "audio", ["batch", 1, "samples"])


def vits():
    """VITS (Kim et al. 2021) in the size that Piper calls medium: 22,050 Hz, hop 256. Duration
    predictor and relative positions are left out, so it is a little faster than the real one;
    frames' latent is the mean of their tokens' encodings, gathered by `frames`."""
    net = Network()
    width, heads, inner = 192, 2, 768
    tokens = net.input("tokens", ["count"], TensorProto.INT64)
    frames = net.input("frames", ["frames"], TensorProto.INT64)
    x = net.node("Gather", [net.weight(256, width, scale=1.0), tokens], axis=0)
    shape = net.constant(np.array([0, heads, width // heads]))
    flat = net.constant(np.array([0, width]))
    for _ in range(6):
        q, k, v = (net.node("Reshape", [net.linear(x, width, width), shape]) for _ in range(3))
        q, v = (net.node("Transpose", [part], perm=[1, 0, 2]) for part in (q, v))
        scores = net.node("MatMul", [q, net.node("Transpose", [k], perm=[1, 2, 0])])
        scores = net.node("Div", [scores, net.constant(np.float32(math.sqrt(width // heads)))])
        y = net.node("MatMul", [net.node("Softmax", [scores], axis=-1), v])
        y = net.node("Reshape", [net.node("Transpose", [y], perm=[1, 0, 2]), flat])
        x = net.layer_norm(net.node("Add", [x, net.linear(y, width, width)]), width)
        y = batched(net, x)
        y = net.node("Relu", [net.convolution(y, width, inner, 3, pads=(1, 1))])
        y = unbatched(net, net.convolution(y, inner, width, 3, pads=(1, 1)))
        x = net.layer_norm(net.node("Add", [x, y]), width)
    x = batched(net, net.node("Gather", [net.linear(x, width, width), frames], axis=0))
    halves = [net.constant(np.array([width // 2, width // 2]))]
    for _ in range(4):
        kept, changed = net.node("Split", [x, *halves], outputs=2, axis=1)
        y = net.convolution(kept, width // 2, width, 1)
        skipped = None
        for layer in range(4):
            z = net.convolution(y, width, 2 * width, 5, pads=(2, 2))
            a, b = net.node("Split", [z], outputs=2, axis=1, num_outputs=2)
            z = net.node("Mul", [net.node("Tanh", [a]), net.node("Sigmoid", [b])])
            if layer < 3:
                z = net.convolution(z, width, 2 * width, 1)
                z, skip = net.node("Split", [z], outputs=2, axis=1, num_outputs=2)
                y = net.node("Add", [y, z])
            else:
                skip = net.convolution(z, width, width, 1)
            skipped = skip if skipped is None else net.node("Add", [skipped, skip])
        changed = net.node("Sub", [changed, net.convolution(skipped, width, width // 2, 1)])
        # The flows change halves.
        x = net.node("Concat", [changed, kept], axis=1)
    sound(net, x, width, 256, ((8, 16), (8, 16), (4, 8)),
          [(3, (1, 2)), (5, (2, 6)), (7, (3, 12))], pairs=False)
    return net.model()


def batched(net, x):
    """Rows of features → a batch of one, features first."""
    return net.node("Unsqueeze", [net.node("Transpose", [x], perm=[1, 0]), net.constant(np.array([0]))])


def unbatched(net, x):
    """The way back."""
    return net.node("Transpose", [net.node("Squeeze", [x, net.constant(np.array([0]))])], perm=[1, 0])


def codec():
    """A causal SEANet encoder and decoder of 11 M parameters, 16 kHz, steps of 20 ms; the ends of
    convolutions go in and out (as Mimi's streaming, Défossez et al. 2024)."""
    net = Network()
    states = []

    def state(channels, length):
        name = f"state{len(states)}"
        states.append((name, [1, channels, length]))
        return net.input(name, [1, channels, length])

    def keep(value):
        name, shape = states[-1]
        net.output(value, "next_" + name, shape)

    def causal(x, inputs, outputs, kernel, stride=1, dilation=1):
        tail = (kernel - 1) * dilation + 1 - stride
        if tail > 0:
            x = net.node("Concat", [state(inputs, tail), x], axis=2)
            keep(net.node("Slice", [x, net.constant(np.array([-tail])),
                                    net.constant(np.array([2**62])), net.constant(np.array([2]))]))
        return net.convolution(x, inputs, outputs, kernel, stride, dilation)

    def upsample(x, inputs, outputs, kernel, stride):
        y = net.transposed(x, inputs, outputs, kernel, stride)
        overlap = kernel - stride
        head = net.node("Slice", [y, net.constant(np.array([0])), net.constant(np.array([overlap])),
                                  net.constant(np.array([2]))])
        rest = net.node("Slice", [y, net.constant(np.array([overlap])),
                                  net.constant(np.array([2**62])), net.constant(np.array([2]))])
        y = net.node("Concat", [net.node("Add", [head, state(outputs, overlap)]), rest], axis=2)
        keep(net.node("Slice", [y, net.constant(np.array([-overlap])),
                                net.constant(np.array([2**62])), net.constant(np.array([2]))]))
        return net.node("Slice", [y, net.constant(np.array([0])), net.constant(np.array([-overlap])),
                                  net.constant(np.array([2]))])

    def residual(x, channels):
        y = causal(net.node("Elu", [x]), channels, channels // 2, 3)
        return net.node("Add", [x, net.convolution(net.node("Elu", [y]), channels // 2, channels, 1)])

    base, rates = 36, (2, 4, 5, 8)
    x = causal(net.input("audio", [1, 1, 320]), 1, base, 7)
    channels = base
    for rate in rates:
        x = net.node("Elu", [residual(x, channels)])
        x = causal(x, channels, 2 * channels, 2 * rate, rate)
        channels *= 2
    x = causal(net.node("Elu", [x]), channels, 512, 3)
    x = causal(x, 512, channels, 7)
    for rate in reversed(rates):
        x = upsample(net.node("Elu", [x]), channels, channels // 2, 2 * rate, rate)
        channels //= 2
        x = residual(x, channels)
    x = causal(net.node("Elu", [x]), channels, 1, 7)
    net.output(x, "converted", [1, 1, 320])
    return net.model(), states


def transformer(bits=4, block=128, layers=28, width=1024, heads=16, kv_heads=8, head=128, inner=3072):
    """440 M parameters, with the operators that onnxruntime-genai uses for speed on CPUs: weights
    of 4 bits, grouped attention that writes its cache in place, norms in one operator."""
    net = Network()
    microsoft = dict(domain="com.microsoft")

    def linear(x, inputs, outputs):
        blocks = inputs // block
        packed = net.random.integers(0, 256, (outputs, blocks, block * bits // 8), dtype=np.uint8)
        scales = np.full(outputs * blocks, 0.3 / 2 ** (bits - 1) / math.sqrt(inputs), np.float32)
        return net.node("MatMulNBits", [x, net.constant(packed), net.constant(scales)], **microsoft,
                        K=inputs, N=outputs, bits=bits, block_size=block, accuracy_level=4)

    def norm(x, size):
        return net.node("SimplifiedLayerNormalization", [x, net.constant(np.ones(size, np.float32))],
                        axis=-1, epsilon=1e-6)

    x = net.input("x", ["batch", "steps", width])
    lengths = net.input("lengths", ["batch"], TensorProto.INT32)
    total = net.input("total", [], TensorProto.INT32)
    for layer in range(layers):
        y = norm(x, width)
        q, k, v = (linear(y, width, size * head) for size in (heads, kv_heads, kv_heads))
        past = [net.input(f"{kind}{layer}", ["batch", kv_heads, "capacity", head]) for kind in "kv"]
        y, *present = net.node(
            "GroupQueryAttention", [q, k, v, *past, lengths, total], outputs=3, **microsoft,
            num_heads=heads, kv_num_heads=kv_heads)
        for kind, value in zip("kv", present):
            net.output(value, f"next_{kind}{layer}", ["batch", kv_heads, "capacity", head])
        x = net.node("Add", [x, linear(y, heads * head, width)])
        y = norm(x, width)
        gate = linear(y, width, inner)
        gate = net.node("Mul", [gate, net.node("Sigmoid", [gate])])
        x = net.node("Add", [x, linear(net.node("Mul", [gate, linear(y, width, inner)]), inner, width)])
    net.output(norm(x, width), "y", ["batch", "steps", width])
    return net.model()
