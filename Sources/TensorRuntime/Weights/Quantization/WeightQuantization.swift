/// How the weight of a linear layer is stored in whole numbers.
///
/// Symmetric: a weight is `(q - 2^(bits - 1)) · scale`, with `q` from 0 to `2^bits - 1`.
public struct WeightQuantization: Sendable, Hashable {
    /// Which weights share a scale.
    public enum Grouping: Sendable, Hashable {
        /// A whole row: all weights of one output.
        case row
        /// So many neighbours in a row: 16, 32, 64, 128 or 256.
        case block(Int)
    }

    /// 4 or 8.
    public let bits: Int
    /// Which weights share a scale.
    public let grouping: Grouping

    /// One scale for each output, 8 bits.
    public static let int8PerRow = WeightQuantization(bits: 8, grouping: .row)

    /// 8 bits in blocks.
    ///
    /// - Precondition: The block is 16, 32, 64, 128 or 256.
    public static func int8(block: Int) -> WeightQuantization {
        WeightQuantization(bits: 8, grouping: .block(block))
    }

    /// 4 bits in blocks.
    ///
    /// - Precondition: The block is 16, 32, 64, 128 or 256.
    public static func int4(block: Int) -> WeightQuantization {
        WeightQuantization(bits: 4, grouping: .block(block))
    }

    private init(bits: Int, grouping: Grouping) {
        if case .block(let block) = grouping {
            precondition([16, 32, 64, 128, 256].contains(block), "no block of \(block)")
        }
        self.bits = bits
        self.grouping = grouping
    }

    /// The block of the packed layout. Rows repeat their scale in blocks of 128, which costs a
    /// 1/32 of their bytes and needs no layout of its own.
    var block: Int {
        switch grouping {
        case .row: 128
        case .block(let block): block
        }
    }

    /// What zero is stored as.
    var zero: Float { Float(1 << (bits - 1)) }
}

/// Why a weight can't be quantised. Remedy: leave the layer as it is.
public enum QuantizationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// It isn't a matrix of floating-point numbers.
    case noMatrix(layer: String, TensorType)
    /// It has an infinite or undefined element.
    case notFinite(layer: String)
    /// There is no such tensor.
    case missing(layer: String)

    /// Which layer, what is wrong, and what to do.
    public var description: String {
        switch self {
        case .noMatrix(let layer, let type):
            "'\(layer)' is \(type), not a float matrix [out, in]; leave it out"
        case .notFinite(let layer):
            "'\(layer)' has infinite or undefined elements; check the checkpoint"
        case .missing(let layer): "there is no tensor '\(layer)'; check the name"
        }
    }
}
