/// One step of a network: a standard operator with its attributes.
///
/// Meanings are ONNX's (operator set 20) unless said otherwise; inputs are listed in their order.
/// Axes count from 0, outermost first, and are never negative here.
public enum Operation: Sendable, Hashable {
    // Element by element
    case unary(UnaryFunction)
    /// Two inputs that broadcast as in NumPy.
    case binary(BinaryFunction)
    /// Condition, value where true, value where false; all broadcast.
    case select
    case cast(ElementType)

    // Products
    /// `[…, m, k] × […, k, n]`, leading axes broadcast.
    case matMul
    /// `x [..., in]`, `weight [out, in]`, optional `bias [out]`: `x · weightᵀ + bias`, as PyTorch's.
    case linear
    /// As `linear` with a packed weight; see ``QuantizedLinear`` for the inputs.
    case quantizedLinear(QuantizedLinear)
    /// `x [batch, in, …]`, `weight [out, in / groups, …]`, optional `bias [out]`.
    case convolution(Convolution)
    /// `x [batch, in, …]`, `weight [in, out / groups, …]`, optional `bias [out]`.
    case transposedConvolution(Convolution)

    // Normalisation
    /// Over the last axis. `x`, `scale`, optional `bias`.
    case layerNorm(epsilon: Float)
    /// Over the last axis: `x / √(mean(x²) + ε) · scale`. `x`, `scale`.
    case rmsNorm(epsilon: Float)
    /// `x [batch, channels, …]`, `scale [channels]`, `bias [channels]`.
    case groupNorm(groups: Int, epsilon: Float)
    case softmax(axis: Int)
    case logSoftmax(axis: Int)

    // Reductions
    case reduce(Reduction, axes: [Int], keepsAxes: Bool)
    /// Index of the largest element (int64), the first of equals; the axis goes away.
    case argMax(axis: Int)
    /// The largest elements in falling order, and their indices (int64). Two outputs.
    case topK(axis: Int, count: Int)
    case cumulativeSum(axis: Int)

    // Shapes
    case reshape([Dimension])
    case transpose([Int])
    case concatenate(axis: Int)
    /// Elements `start`, `start + step`, … before `end` of an axis.
    case slice(axis: Int, start: Dimension, end: Dimension, step: Int)
    case expand([Dimension])
    /// Elements added before and after, an entry for each axis.
    case pad([Padding], PaddingMode)
    /// The last axis longer by a factor: each element repeated, or linearly between neighbours
    /// with half-pixel centres (PyTorch's `align_corners=False`).
    case upsample(factor: Int, UpsamplingMode)

    // Lookup
    /// `data`, `indices`: the axis is replaced by the axes of the indices.
    case gather(axis: Int)
    /// `data`, `indices` of the same rank.
    case gatherElements(axis: Int)
    /// `data`, `indices`, `updates`: elements replaced, or added to.
    case scatterElements(axis: Int, adds: Bool)

    // Recurrence, weights as PyTorch's: gates in its order, with both biases
    /// `x [batch, time, in]`, `h [directions, batch, hidden]`, `c` likewise, then for each
    /// direction `weight_ih [4·hidden, in]`, `weight_hh [4·hidden, hidden]`, `bias_ih`, `bias_hh`.
    /// Outputs `y [batch, time, directions·hidden]`, `h`, `c`.
    case lstm(hidden: Int, bidirectional: Bool)
    /// As `lstm` without `c`, with `3·hidden` rows. Outputs `y`, `h`.
    case gru(hidden: Int, bidirectional: Bool)

    // Spectra
    /// `x [batch, samples]`, `window [size]`: frames that lie wholly inside the signal, as
    /// `[batch, size / 2 + 1, frames]`, real and imaginary part. Two outputs.
    case stft(size: Int, hop: Int)
    /// Real and imaginary part `[batch, size / 2 + 1, frames]`, `window [size]`: the inverse
    /// transforms times the window, overlapped and added, `[batch, (frames - 1) · hop + size]`.
    /// Not divided by the windows' sum.
    case inverseSTFT(size: Int, hop: Int)

    // Sources, without inputs
    /// 0, 1, … as int64.
    case range(Dimension)

    // Training
    /// The value itself, through which no gradient goes.
    case stopGradient
    /// Elements zeroed by chance while training; the value itself otherwise.
    case dropout(probability: Float)
}

/// Functions of one element.
public enum UnaryFunction: Sendable, Hashable {
    case absolute, negative, exponential, logarithm, squareRoot, reciprocal, sine, cosine
    case hyperbolicTangent, sigmoid, relu, errorFunction, floor, ceiling, round, sign, softplus
    case not
    case silu
    case gelu(GELU)
    case elu(alpha: Float)
    case leakyReLU(slope: Float)
}

/// The two forms of GELU in use.
public enum GELU: Sendable, Hashable { case exact, tanh }

/// Functions of two elements. Comparisons give truth values.
public enum BinaryFunction: Sendable, Hashable {
    case add, subtract, multiply, divide, power, minimum, maximum
    /// The remainder with the sign of the divisor, of integers.
    case modulo
    case equal, less, lessOrEqual, greater, greaterOrEqual
    case and, or
}

/// What a reduction makes of the elements of its axes.
public enum Reduction: Sendable, Hashable { case sum, mean, maximum, minimum, product }

/// What the elements are that padding adds.
public enum PaddingMode: Sendable, Hashable { case constant(Float), reflect, edge }

/// How elements between elements are made.
public enum UpsamplingMode: Sendable, Hashable { case nearest, linear }

/// Elements added at both ends of an axis.
public struct Padding: Sendable, Hashable {
    /// Elements before the first.
    public var before: Int
    /// Elements after the last.
    public var after: Int

    /// Padding at both ends.
    public init(before: Int, after: Int) {
        self.before = before
        self.after = after
    }
}

/// Attributes of a convolution, an entry for each of its spatial axes.
public struct Convolution: Sendable, Hashable {
    /// Steps of the kernel over the input (over the output, if transposed).
    public var strides: [Int]
    /// Distances between the kernel's elements.
    public var dilations: [Int]
    /// Of transposed convolutions: what is cut from the ends, as in PyTorch and ONNX.
    public var padding: [Padding]
    /// Of transposed convolutions: elements added at the end, below the stride.
    public var outputPadding: [Int]
    /// Parts that channels are divided into, each of which sees only itself.
    public var groups: Int

    /// Attributes with an entry for each spatial axis.
    public init(
        strides: [Int], dilations: [Int], padding: [Padding], outputPadding: [Int] = [],
        groups: Int = 1
    ) {
        self.strides = strides
        self.dilations = dilations
        self.padding = padding
        self.outputPadding = outputPadding.isEmpty ? strides.map { _ in 0 } : outputPadding
        self.groups = groups
    }
}

/// A linear layer whose weight is whole numbers with a scale for each block.
///
/// Inputs as ONNX Runtime's `MatMulNBits`: `x [..., in]`, `packed uint8
/// [out, in / block, block · bits / 8]` (4 bits: the lower half first), `scales float32
/// [out · in / block]`, optional `bias [out]`. A weight is `(q - 2^(bits - 1)) · scale`.
public struct QuantizedLinear: Sendable, Hashable {
    /// Features that come in.
    public let inputs: Int
    /// Features that go out.
    public let outputs: Int
    /// 4 or 8.
    public let bits: Int
    /// Weights that share a scale: 16, 32, 64, 128 or 256.
    public let block: Int

    /// The layout of a weight `[outputs, inputs]`.
    public init(inputs: Int, outputs: Int, bits: Int, block: Int) {
        self.inputs = inputs
        self.outputs = outputs
        self.bits = bits
        self.block = block
    }
}
