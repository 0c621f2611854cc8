import Testing

@testable import TensorRuntime

/// A small network around an operator. Inputs called `positive…` get numbers above zero, `index…`
/// whole numbers from 0 to 2, `truth…` truth values, others numbers around zero.
struct ParityCase: Sendable, CustomTestStringConvertible {
    let name: String
    let build: @Sendable (Layer) -> KeyValuePairs<String, Value>
    var testDescription: String { name }

    init(_ name: String, _ build: @escaping @Sendable (Layer) -> KeyValuePairs<String, Value>) {
        self.name = name
        self.build = build
    }

    /// What symbols are while the case runs.
    static let sizes = ["batch": 2, "time": 12, "samples": 64]

    static let all: [ParityCase] = unary + binary + products + normalizations + shapes + sequences
}

extension ParityCase {
    private static let unary: [ParityCase] =
        ([
            .absolute, .negative, .exponential, .sine, .cosine, .hyperbolicTangent, .sigmoid, .relu,
            .errorFunction, .floor, .ceiling, .round, .sign, .softplus, .silu, .gelu(.exact),
            .gelu(.tanh), .elu(alpha: 0.7), .leakyReLU(slope: 0.1),
        ] as [UnaryFunction]).map { function in
            ParityCase("\(function)") { net in
                ["y": (net.input("x", ["batch", "time"]) * 3).mapped(function)]
            }
        }
        + ([.logarithm, .squareRoot, .reciprocal] as [UnaryFunction]).map { function in
            ParityCase("\(function)") { net in
                ["y": net.input("positive", ["batch", "time"]).mapped(function)]
            }
        }

    private static let binary: [ParityCase] =
        ([
            .add, .subtract, .multiply, .divide, .power, .minimum, .maximum, .equal, .less,
            .lessOrEqual, .greater, .greaterOrEqual,
        ] as [BinaryFunction]).map { function in
            ParityCase("\(function), broadcast") { net in
                let x = net.input("positive.x", ["batch", "time", 3])
                return ["y": net.apply(.binary(function), x, net.input("positive.y", ["time", 1]))]
            }
        } + [
            ParityCase("truth values") { net in
                let (a, b) = (
                    net.input("truth.a", [4, 3], as: .bool), net.input("truth.b", [3], as: .bool)
                )
                return ["and": a .& b, "or": a .| b, "not": a.mapped(.not)]
            },
            ParityCase("whole numbers") { net in
                let (a, b) = (
                    net.input("index.a", ["time"], as: .int64),
                    net.input("index.b", ["time"], as: .int64)
                )
                return [
                    "sum": a + b * 2, "rest": net.apply(.binary(.modulo), a - 5, b + 2),
                    "order": a .<= b,
                ]
            },
            ParityCase("select") { net in
                let x = net.input("x", ["batch", "time"])
                return ["y": (x .> net.constant(Float(0))).select(x, else: x * 0.1)]
            },
            ParityCase("cast") { net in
                let x = net.input("x", ["batch", "time"]) * 7
                return [
                    "y": x.cast(to: .int64), "z": (x .> net.constant(Float(1))).cast(to: .float32),
                ]
            },
            ParityCase("stop gradient and dropout are nothing") { net in
                let x = net.input("x", ["time"])
                return ["y": net.apply(.dropout(probability: 0.5), x.stoppingGradient())]
            },
        ]

    private static func convolution(
        strides: [Int] = [1], dilations: [Int] = [1], _ padding: [(Int, Int)],
        outputPadding: [Int] = [], groups: Int = 1
    ) -> Convolution {
        Convolution(
            strides: strides, dilations: dilations,
            padding: padding.map { Padding(before: $0.0, after: $0.1) },
            outputPadding: outputPadding, groups: groups)
    }

    private static let products: [ParityCase] = [
        ParityCase("matMul, leading axes broadcast") { net in
            let x = net.input("x", ["batch", 3, "time", 4])
            return ["y": x.matMul(net.input("other", [3, 4, 5]))]
        },
        ParityCase("linear over two and three axes") { net in
            let (x, flat) = (net.input("x", ["batch", "time", 6]), net.input("rows", ["time", 6]))
            let (weight, bias) = (net.parameter("weight", [5, 6]), net.parameter("bias", [5]))
            return [
                "y": net.apply(.linear, x, weight, bias), "z": net.apply(.linear, x, weight),
                "flat": net.apply(.linear, flat, weight, bias),
            ]
        },
        ParityCase("convolution, grouped, dilated, strided, padded unevenly") { net in
            let x = net.input("x", ["batch", 6, "time"])
            let attributes = convolution(strides: [2], dilations: [2], [(3, 1)], groups: 2)
            return [
                "y": net.apply(
                    .convolution(attributes), x, net.parameter("weight", [4, 3, 3]),
                    net.parameter("bias", [4])),
                "depthwise": net.apply(
                    .convolution(convolution([(3, 3)], groups: 6)), x,
                    net.parameter("single", [6, 1, 7])),
            ]
        },
        ParityCase("convolution over two axes") { net in
            let x = net.input("x", ["batch", 2, "time", 9])
            let attributes = convolution(strides: [1, 2], dilations: [2, 1], [(1, 1), (0, 2)])
            return [
                "y": net.apply(.convolution(attributes), x, net.parameter("weight", [3, 2, 2, 3]))
            ]
        },
        ParityCase("convolution, dilated, strided, padded unevenly") { net in
            let x = net.input("x", ["batch", 6, "time"])
            return [
                "strided": net.apply(
                    .convolution(convolution(strides: [3], dilations: [2], [(3, 1)])), x,
                    net.parameter("weight", [4, 6, 3]), net.parameter("bias", [4])),
                "one": net.apply(
                    .convolution(convolution(dilations: [3], [(0, 0)])), x,
                    net.parameter("single", [1, 6, 3]), net.parameter("offset", [1])),
            ]
        },
        ParityCase("transposed convolution") { net in
            let x = net.input("x", ["batch", 4, "time"])
            return [
                "y": net.apply(
                    .transposedConvolution(convolution(strides: [4], [(2, 2)], outputPadding: [1])),
                    x, net.parameter("weight", [4, 3, 8]), net.parameter("bias", [3])),
                "dilated": net.apply(
                    .transposedConvolution(convolution(strides: [2], dilations: [3], [(1, 0)])),
                    x, net.parameter("wide", [4, 2, 3])),
                "depthwise": net.apply(
                    .transposedConvolution(convolution(strides: [3], [(0, 2)], groups: 4)), x,
                    net.parameter("each", [4, 1, 5]), net.parameter("offset", [4])),
            ]
        },
        ParityCase("transposed convolution in groups") { net in
            let x = net.input("x", ["batch", 4, "time"])
            return [
                "grouped": net.apply(
                    .transposedConvolution(convolution(strides: [2], [(0, 0)], groups: 2)), x,
                    net.parameter("halves", [4, 2, 5]))
            ]
        },
    ]

    private static let normalizations: [ParityCase] = [
        ParityCase("layerNorm") { net in
            let x = net.input("x", ["batch", "time", 8])
            let (scale, bias) = (net.parameter("scale", [8]), net.parameter("bias", [8]))
            return [
                "y": net.apply(.layerNorm(epsilon: 1e-5), x, scale, bias),
                "unbiased": net.apply(.layerNorm(epsilon: 1e-3), x, scale),
            ]
        },
        ParityCase("rmsNorm") { net in
            let x = net.input("x", ["batch", "time", 8])
            return ["y": net.apply(.rmsNorm(epsilon: 1e-6), x, net.parameter("scale", [8]))]
        },
        ParityCase("groupNorm") { net in
            let x = net.input("x", ["batch", 6, "time"])
            return [
                "y": net.apply(
                    .groupNorm(groups: 3, epsilon: 1e-5), x, net.parameter("scale", [6]),
                    net.parameter("bias", [6]))
            ]
        },
        ParityCase("softmax") { net in
            let x = net.input("x", ["batch", "time", 5]) * 4
            return ["last": x.softmax(), "time": x.softmax(1), "log": x.logSoftmax()]
        },
        ParityCase("reductions") { net in
            let x = net.input("x", ["batch", "time", 5])
            return [
                "sum": x.sum(1), "mean": x.mean(0, 2, keepingAxes: true), "all": x.mean(),
                "maximum": x.reduce(.maximum, [-1]), "minimum": x.reduce(.minimum, [1]),
                "product": x.reduce(.product, [2]), "place": x.argMax(1),
            ]
        },
        ParityCase("topK and running sums") { net in
            let x = net.input("x", ["batch", "time"])
            let top = x.topK(3)
            return ["values": top.values, "indices": top.indices, "sums": x.cumulativeSum(1)]
        },
    ]

    private static let shapes: [ParityCase] = [
        ParityCase("reshape and transpose") { net in
            let x = net.input("x", ["batch", "time", 6])
            let heads = x.reshaped(["batch", "time", 2, 3]).transposed(0, 2, 1, 3)
            return [
                "heads": heads, "merged": x.reshaped([Dimension("batch") * Dimension("time"), 6]),
                "swapped": x.reshaped(["time", "batch", 6]), "added": x.addingAxis(1),
            ]
        },
        ParityCase("concatenate, slice and split") { net in
            let x = net.input("x", ["batch", "time", 6])
            let parts = x.split(3, axis: 2)
            return [
                "joined": Value.concatenated([x, parts[1], parts[2]], axis: 2),
                "last": x.suffix(4, axis: 1), "second": x.slice(1, from: 1, by: 2),
                "middle": x.slice(1, from: 2, to: Dimension("time") - 3),
                "half": x.slice(1, to: Dimension("time") / 2),
            ]
        },
        ParityCase("expand, fill and range") { net in
            let x = net.input("x", ["batch", 1, 4])
            let y = net.input("y", ["time", 4])
            let range = net.range(Dimension("time") * 2 + 1)
            return [
                "expanded": x.expanded(["batch", "time", 4]) + y,
                "filled": net.filled(["batch", Dimension("time") * 3], with: Float(0.25)),
                "range": range, "shifted": range * 3 - 4,
            ]
        },
        ParityCase("pad") { net in
            let x = net.input("x", ["batch", 3, "time"])
            return [
                "zeros": x.padded(2, before: 2, after: 1),
                "number": x.padded(1, after: 2, .constant(-1)),
                "reflected": x.padded(2, before: 3, after: 4, .reflect),
                "edge": x.padded(2, before: 2, after: 2, .edge),
            ]
        },
        ParityCase("upsample") { net in
            let x = net.input("x", ["batch", 3, "time"])
            return ["nearest": x.upsampled(3), "linear": x.upsampled(4, .linear)]
        },
        ParityCase("lookup") { net in
            let x = net.input("x", [3, 5])
            let index = net.input("index", ["batch", "time"], as: .int64)
            let places = net.input("index.places", [3, 2], as: .int64)
            return [
                "embedding": net.parameter("weight", [3, 4]).gather(index),
                "columns": x.gather(index, axis: 1),
                "elements": net.apply(.gatherElements(axis: 1), x, places),
                "added": net.apply(
                    .scatterElements(axis: 1, adds: true), x, places, net.input("u", [3, 2])),
            ]
        },
    ]

    private static func recurrentWeights(_ net: Layer, gates: Int, directions: Int) -> [Value] {
        (0..<directions).flatMap { direction in
            [
                net.parameter("weight_ih.\(direction)", [gates * 5, 3]),
                net.parameter("weight_hh.\(direction)", [gates * 5, 5]),
                net.parameter("bias_ih.\(direction)", [gates * 5]),
                net.parameter("bias_hh.\(direction)", [gates * 5]),
            ]
        }
    }

    private static let sequences: [ParityCase] =
        [1, 2].flatMap { directions in
            [
                ParityCase("lstm, directions: \(directions)") { net in
                    let x = net.input("x", ["batch", "time", 3])
                    let state: [Dimension] = [Dimension(directions), "batch", 5]
                    let results = net.apply(
                        .lstm(hidden: 5, bidirectional: directions == 2),
                        to: [x, net.input("h", state), net.input("c", state)]
                            + recurrentWeights(net, gates: 4, directions: directions))
                    return ["y": results[0], "h.next": results[1], "c.next": results[2]]
                },
                ParityCase("gru, directions: \(directions)") { net in
                    let x = net.input("x", ["batch", "time", 3])
                    let state: [Dimension] = [Dimension(directions), "batch", 5]
                    let results = net.apply(
                        .gru(hidden: 5, bidirectional: directions == 2),
                        to: [x, net.input("h", state)]
                            + recurrentWeights(net, gates: 3, directions: directions))
                    return ["y": results[0], "h.next": results[1]]
                },
            ]
        } + [
            ParityCase("short-time Fourier transform") { net in
                let window = net.constant(
                    Tensor((0..<16).map { Float($0) / 16 + 0.1 }, shape: [16]))
                let x = net.input("x", ["batch", "samples"])
                let parts = net.apply(.stft(size: 16, hop: 6), to: [x, window])
                return [
                    "real": parts[0], "imaginary": parts[1],
                    "back": net.apply(.inverseSTFT(size: 16, hop: 6), to: parts + [window])[0],
                ]
            }
        ]
}
