@testable import TensorRuntime

extension OperatorCase {
    /// Every operator that has a gradient.
    static let all = elementwise + products + norms + reductions + shapes + lookups + sequences

    private static let elementwise: [OperatorCase] =
        [
            UnaryFunction.absolute, .negative, .exponential, .sine, .cosine, .hyperbolicTangent,
            .sigmoid, .relu, .errorFunction, .floor, .ceiling, .round, .sign, .softplus, .silu,
            .gelu(.exact), .gelu(.tanh), .elu(alpha: 0.7), .leakyReLU(slope: 0.1),
        ].map { OperatorCase("\($0)", .unary($0), [2, 5]) }
        + [UnaryFunction.logarithm, .squareRoot, .reciprocal].map {
            OperatorCase("\($0)", .unary($0), [2, 5], within: 0.5...2)
        }
        + [BinaryFunction.add, .subtract, .multiply, .divide, .power, .minimum, .maximum].map {
            OperatorCase("\($0)", .binary($0), [2, 3], [3], within: 0.5...2)
        }
        + [
            OperatorCase("select", [2, 3], [2, 3]) { _, x in
                [(x[0].stoppingGradient() .> x[1].stoppingGradient()).select(x[0] * 2, else: x[1])]
            },
            OperatorCase("dropout", .dropout(probability: 0.4), [4, 6]),
        ]

    private static let products: [OperatorCase] = [
        OperatorCase("matMul", .matMul, [2, 1, 3, 4], [2, 4, 2]),
        OperatorCase("linear", .linear, [2, 3, 4], [5, 4], [5]),
        OperatorCase("linear without bias", .linear, [3, 4], [5, 4]),
        OperatorCase("convolution", .convolution(uneven), [2, 4, 9], [6, 2, 3], [6]),
        OperatorCase("convolution 2-D", .convolution(plane), [1, 2, 4, 5], [3, 2, 3, 2]),
        OperatorCase("depthwise convolution", .convolution(depthwise), [2, 3, 7], [3, 1, 3], [3]),
        OperatorCase(
            "transposed convolution", .transposedConvolution(unevenTransposed), [2, 4, 4],
            [4, 3, 5], [6]),
    ]

    static let uneven = Convolution(
        strides: [2], dilations: [2], padding: [Padding(before: 3, after: 1)], groups: 2)
    static let unevenTransposed = Convolution(
        strides: [3], dilations: [2], padding: [Padding(before: 1, after: 4)], outputPadding: [2],
        groups: 2)
    private static let plane = Convolution(
        strides: [1, 2], dilations: [1, 1],
        padding: [Padding(before: 1, after: 1), Padding(before: 0, after: 0)])
    private static let depthwise = Convolution(
        strides: [1], dilations: [1], padding: [Padding(before: 2, after: 0)], groups: 3)

    private static let norms: [OperatorCase] = [
        OperatorCase("layerNorm", .layerNorm(epsilon: 1e-3), [2, 3, 4], [4], [4]),
        OperatorCase("layerNorm without bias", .layerNorm(epsilon: 1e-3), [2, 4], [4]),
        OperatorCase("rmsNorm", .rmsNorm(epsilon: 1e-3), [2, 3, 4], [4]),
        OperatorCase("groupNorm", .groupNorm(groups: 2, epsilon: 1e-3), [2, 4, 3], [4], [4]),
        OperatorCase("softmax", .softmax(axis: 1), [2, 4, 2]),
        OperatorCase("logSoftmax", .logSoftmax(axis: 2), [2, 2, 4]),
    ]

    private static let reductions: [OperatorCase] =
        [Reduction.sum, .mean, .maximum, .minimum, .product].flatMap {
            [
                OperatorCase("\($0)", .reduce($0, axes: [0, 2], keepsAxes: false), [2, 3, 2]),
                OperatorCase("\($0), axis kept", .reduce($0, axes: [1], keepsAxes: true), [2, 3]),
            ]
        }
        + [
            OperatorCase("cumulativeSum", .cumulativeSum(axis: 1), [2, 4]),
            OperatorCase("topK", [2, 6]) { _, x in [x[0].topK(3).values] },
        ]

    private static let shapes: [OperatorCase] =
        [
            OperatorCase("reshape", .reshape([6, 2]), [3, 4]),
            OperatorCase("transpose", .transpose([2, 0, 1]), [2, 3, 4]),
            OperatorCase("concatenate", .concatenate(axis: 1), [2, 1, 2], [2, 3, 2]),
            OperatorCase("slice", .slice(axis: 1, start: 1, end: 6, step: 2), [2, 7]),
            OperatorCase("expand", .expand([2, 3, 4]), [3, 1]),
            OperatorCase("upsample nearest", .upsample(factor: 3, .nearest), [2, 2, 4]),
            OperatorCase("upsample linear", .upsample(factor: 3, .linear), [2, 2, 4]),
        ]
        + [PaddingMode.constant(0.5), .reflect, .edge].map {
            let ends = [Padding(before: 0, after: 0), .init(before: 2, after: 1)]
            return OperatorCase(
                "pad \($0)", .pad(ends + [.init(before: 1, after: 2)], $0), [2, 3, 4])
        }

    private static let lookups: [OperatorCase] = [
        OperatorCase("gather of a table", [5, 3]) { net, x in
            [x[0].gather(net.constant(Tensor([Int64(4), 0, -1, 4], shape: [2, 2])))]
        },
        OperatorCase("gather", [2, 5, 2]) { net, x in
            [x[0].gather(net.constant(Tensor([Int32(1), -5, 1], shape: [3])), axis: 1)]
        },
        OperatorCase("gatherElements", [3, 4]) { net, x in
            [net.apply(.gatherElements(axis: 1), x[0], net.constant(places))]
        },
        OperatorCase("scatterElements", [3, 4], [2, 2]) { net, x in
            let op = Operation.scatterElements(axis: 1, adds: false)
            return [net.apply(op, x[0], net.constant(distinctPlaces), x[1])]
        },
        OperatorCase("scatterElements, added", [3, 4], [2, 3]) { net, x in
            [net.apply(.scatterElements(axis: 1, adds: true), x[0], net.constant(places), x[1])]
        },
    ]

    private static let places = Tensor([Int64(3), 0, 0, -1, 2, 2], shape: [2, 3])
    private static let distinctPlaces = Tensor([Int64(3), 0, -1, 2], shape: [2, 2])

    private static let sequences: [OperatorCase] = [
        OperatorCase(
            "lstm", .lstm(hidden: 2, bidirectional: false), [2, 3, 3], [1, 2, 2], [1, 2, 2],
            [8, 3], [8, 2], [8], [8]),
        OperatorCase(
            "lstm both ways", .lstm(hidden: 2, bidirectional: true), [1, 3, 2], [2, 1, 2],
            [2, 1, 2], [8, 2], [8, 2], [8], [8], [8, 2], [8, 2], [8], [8]),
        OperatorCase(
            "gru", .gru(hidden: 2, bidirectional: false), [2, 3, 3], [1, 2, 2], [6, 3], [6, 2],
            [6], [6]),
        OperatorCase(
            "gru both ways", .gru(hidden: 2, bidirectional: true), [1, 3, 2], [2, 1, 2], [6, 2],
            [6, 2], [6], [6], [6, 2], [6, 2], [6], [6]),
        OperatorCase("stft", [2, 21]) { net, x in
            net.apply(.stft(size: 8, hop: 3), to: [x[0], net.constant(window)])
        },
        OperatorCase("stft, hop divides", .stft(size: 8, hop: 4), [1, 16], [8]),
        OperatorCase("inverseSTFT", [2, 5, 4], [2, 5, 4]) { net, x in
            net.apply(.inverseSTFT(size: 8, hop: 3), to: x + [net.constant(window)])
        },
        OperatorCase(
            "inverseSTFT by its window", .inverseSTFT(size: 4, hop: 6), [1, 3, 2], [1, 3, 2], [4]),
    ]

    private static let window = Numbers.tensor([8], within: 0.2...1, seed: 9)
}
