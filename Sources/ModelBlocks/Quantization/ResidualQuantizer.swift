public import TensorRuntime

/// Residual vector quantisation (SoundStream, Zeghidour et al. 2021): each quantizer names the
/// vector that is nearest to what those before it left over.
public struct ResidualQuantizer: Sendable, Hashable {
    /// Quantizers in use, the first ones.
    public var count: Int
    /// Vectors of a codebook.
    public var size: Int
    /// Features of a vector.
    public var width: Int
    /// What the quantizers are called, with `{}` for the number.
    public var codebook: String
    /// Projections of each quantizer, 1×1 convolutions into and out of its features.
    public var projections: (input: String, output: String)? {
        get { inputName.map { ($0, outputName ?? "") } }
        set { (inputName, outputName) = (newValue?.input, newValue?.output) }
    }
    private var inputName: String?
    private var outputName: String?
    /// Whether the nearest is the one in the most similar direction, as in the Descript Audio Codec.
    public var isCosine = false

    /// EnCodec's names by default: `layers.{}.codebook.embed`.
    public init(
        count: Int, size: Int, width: Int, codebook: String = "layers.{}.codebook.embed",
        projections: (input: String, output: String)? = nil, isCosine: Bool = false
    ) {
        self.count = count
        self.size = size
        self.width = width
        self.codebook = codebook
        self.isCosine = isCosine
        self.projections = projections
    }

    /// As in the Descript Audio Codec: `quantizers.0.codebook.weight`, `in_proj`, `out_proj`.
    public static func descript(count: Int, size: Int, width: Int) -> ResidualQuantizer {
        ResidualQuantizer(
            count: count, size: size, width: width, codebook: "quantizers.{}.codebook.weight",
            projections: ("quantizers.{}.in_proj", "quantizers.{}.out_proj"), isCosine: true)
    }

    func name(_ pattern: String, _ number: Int) -> String {
        guard let place = pattern.range("{}") else { return pattern }
        return pattern[..<place.lowerBound] + "\(number)" + pattern[place.upperBound...]
    }
}

extension Layer {
    /// The numbers of the nearest vectors, quantizer by quantizer.
    ///
    /// - Parameter x: `[batch, channels, frames]`
    /// - Returns: int64 `[batch, quantizers, frames]`; of equally near ones the first.
    public func quantized(_ x: Value, _ quantizer: ResidualQuantizer) -> Value {
        guard let channels = channels(of: x, .signal), accepts(quantizer, channels) else {
            return nothing
        }
        var rest = x
        var codes: [Value] = []
        for number in 0..<quantizer.count {
            let codebook = codebook(number, quantizer)
            var frames = rest
            if let names = quantizer.projections {
                frames = (self / quantizer.name(names.input, number)).conv1d(
                    rest, to: quantizer.width, kernel: 1)
            }
            frames = frames.transposed(0, 2, 1)
            let code =
                quantizer.isCosine
                ? unit(frames).matMul(unit(codebook).transposed(1, 0)).argMax(2)
                : frames.nearest(in: codebook)
            codes.append(code.addingAxis(1))
            guard number + 1 < quantizer.count else { break }
            rest = apply(
                .binary(.subtract), rest, vectors(code, codebook, number, quantizer, channels))
        }
        return apply(.concatenate(axis: 1), to: codes)[0]
    }

    /// The sum of the named vectors.
    ///
    /// - Parameters:
    ///   - codes: int64 `[batch, quantizers, frames]`
    ///   - channels: Channels that come out; the vectors' features without projections.
    /// - Returns: `[batch, channels, frames]`
    public func dequantized(
        _ codes: Value, _ quantizer: ResidualQuantizer, channels: Int
    ) -> Value {
        guard let count = self.channels(of: codes, .signal), accepts(quantizer, channels) else {
            return nothing
        }
        guard count == quantizer.count, codes.element == .int64 else {
            return refuse(
                "\(codes.element)\(codes.shape) came in, it takes int64 codes of "
                    + "\(quantizer.count) quantizers")
        }
        var sum: Value?
        for number in 0..<count {
            let code = codes.slice(1, from: Dimension(number), to: Dimension(number + 1))
                .reshaped([codes.size(0), codes.size(2)])
            let part = vectors(code, codebook(number, quantizer), number, quantizer, channels)
            sum = sum.map { apply(.binary(.add), $0, part) } ?? part
        }
        return sum ?? nothing
    }

    private func accepts(_ quantizer: ResidualQuantizer, _ channels: Int) -> Bool {
        guard quantizer.count > 0, quantizer.size > 0, quantizer.width > 0,
            quantizer.projections != nil || channels == quantizer.width
        else {
            refuse(
                "\(quantizer.count) codebooks of \(quantizer.size) vectors of \(quantizer.width) "
                    + "features for \(channels) channels; without projections they must agree")
            return false
        }
        return true
    }

    private func codebook(_ number: Int, _ quantizer: ResidualQuantizer) -> Value {
        parameter(quantizer.name(quantizer.codebook, number), [quantizer.size, quantizer.width])
    }

    private func vectors(
        _ code: Value, _ codebook: Value, _ number: Int, _ quantizer: ResidualQuantizer,
        _ channels: Int
    ) -> Value {
        let vectors = apply(.gather(axis: 0), codebook, code).transposed(0, 2, 1)
        guard let names = quantizer.projections else { return vectors }
        return (self / quantizer.name(names.output, number)).conv1d(
            vectors, to: channels, kernel: 1)
    }

    /// Vectors of length 1.
    private func unit(_ x: Value) -> Value {
        x / (x * x).sum(-1, keepingAxes: true).squareRoot().clamped(1e-12)
    }
}

extension String {
    /// Where a text first lies in this one.
    fileprivate func range(_ text: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(text) }
            .map { $0..<index($0, offsetBy: text.count) }
    }
}
