/// What is wrong with an operator's inputs, in words.
struct Misfit: Error {
    let problem: String
    init(_ problem: String) { self.problem = problem }
}

extension Operation {
    typealias ValueType = Graph.ValueType

    /// Types of the results for given inputs, which is where shapes are checked.
    func resultTypes(for inputs: [ValueType]) throws(Misfit) -> [ValueType] {
        guard inputCounts.contains(inputs.count) else {
            throw Misfit("\(inputs.count) inputs, it takes \(inputCounts)")
        }
        switch self {
        case .unary, .binary, .select, .cast: return [try elementwiseType(inputs)]
        case .matMul, .linear, .quantizedLinear: return [try productType(inputs)]
        case .convolution(let c): return [try c.type(inputs, isTransposed: false)]
        case .transposedConvolution(let c): return [try c.type(inputs, isTransposed: true)]
        case .layerNorm, .rmsNorm, .groupNorm, .softmax, .logSoftmax:
            return [try normalizedType(inputs)]
        case .reduce, .argMax, .topK, .cumulativeSum: return try reducedTypes(inputs)
        case .reshape, .transpose, .concatenate, .slice, .expand, .pad, .upsample:
            return [try rearrangedType(inputs)]
        case .gather, .gatherElements, .scatterElements: return [try lookedUpType(inputs)]
        case .lstm, .gru: return try recurrentTypes(inputs)
        case .stft, .inverseSTFT: return try spectralTypes(inputs)
        case .range(let end): return [ValueType(element: .int64, shape: [end])]
        case .stopGradient: return inputs
        case .dropout(let probability):
            guard probability >= 0, probability < 1 else {
                throw Misfit("probability \(probability), it must be at least 0 and below 1")
            }
            try inputs[0].requireFloat()
            return inputs
        }
    }

    /// How many inputs there may be.
    private var inputCounts: ClosedRange<Int> {
        switch self {
        case .range: 0...0
        case .unary, .cast, .softmax, .logSoftmax, .reduce, .argMax, .topK, .cumulativeSum,
            .reshape, .transpose, .slice, .expand, .pad, .upsample, .stopGradient, .dropout:
            1...1
        case .binary, .matMul, .gather, .gatherElements, .stft, .rmsNorm: 2...2
        case .linear, .convolution, .transposedConvolution, .layerNorm: 2...3
        case .select, .scatterElements, .groupNorm, .inverseSTFT: 3...3
        case .quantizedLinear: 3...4
        case .concatenate: 1...4096
        case .lstm(_, let isBidirectional): isBidirectional ? 11...11 : 7...7
        case .gru(_, let isBidirectional): isBidirectional ? 10...10 : 6...6
        }
    }

    /// The operator's name in errors, as in `convolution`.
    var title: String {
        if case .unary(let function) = self { return Self.word(function) }
        if case .binary(let function) = self { return Self.word(function) }
        return Self.word(self)
    }

    /// The case's name without its values.
    private static func word(_ value: Any) -> String {
        String("\(value)".prefix { $0 != "(" })
    }
}

extension Graph.ValueType {
    /// Number of axes.
    var rank: Int { shape.count }

    func requireFloat() throws(Misfit) {
        guard element.isFloatingPoint else {
            throw Misfit("\(self): it takes floating-point numbers")
        }
    }

    func requireRank(_ ranks: ClosedRange<Int>) throws(Misfit) {
        guard ranks.contains(rank) else {
            throw Misfit("\(self): it takes \(ranks.lowerBound) to \(ranks.upperBound) axes")
        }
    }

    func requireAxis(_ axis: Int) throws(Misfit) {
        guard shape.indices.contains(axis) else { throw Misfit("\(self) has no axis \(axis)") }
    }

    func requireShape(_ wanted: [Dimension], _ role: String) throws(Misfit) {
        guard shape == wanted else {
            throw Misfit("\(role) is \(self), it must be \(Self(element: element, shape: wanted))")
        }
    }

    /// The same element with another shape.
    func with(_ shape: [Dimension]) -> Self { Self(element: element, shape: shape) }
}

extension Graph.ValueType: CustomStringConvertible {
    /// As in `float32[batch, 80, 4·frames]`.
    public var description: String {
        "\(element)[\(shape.map { "\($0)" }.joined(separator: ", "))]"
    }
}

/// The shape of two shapes that broadcast: aligned at the end, sizes equal or 1.
func broadcast(_ a: [Dimension], _ b: [Dimension]) throws(Misfit) -> [Dimension] {
    let rank = max(a.count, b.count)
    var result: [Dimension] = []
    for index in 0..<rank {
        let left = index < rank - a.count ? 1 : a[index - (rank - a.count)]
        let right = index < rank - b.count ? 1 : b[index - (rank - b.count)]
        if left == right || right == 1 {
            result.append(left)
        } else if left == 1 {
            result.append(right)
        } else {
            throw Misfit("\(a) and \(b) don't broadcast: \(left) against \(right)")
        }
    }
    return result
}
