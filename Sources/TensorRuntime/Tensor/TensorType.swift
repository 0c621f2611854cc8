/// Element type and shape of a tensor in memory.
public struct TensorType: Sendable, Hashable {
    /// What one element is.
    public let element: ElementType
    /// Sizes of the axes, outermost first. Empty for a scalar.
    public let shape: [Int]

    /// Elements in all.
    public let count: Int

    /// Bytes in all.
    public var byteCount: Int { count * element.byteCount }

    /// Refuses negative sizes and shapes whose bytes exceed what can be addressed, which is how
    /// hostile files ask for memory.
    public init?(_ element: ElementType, checking shape: [Int]) {
        var bytes = element.byteCount
        var isEmpty = false
        for size in shape {
            guard size >= 0 else { return nil }
            if size == 0 { isEmpty = true; continue }
            let (product, overflow) = bytes.multipliedReportingOverflow(by: size)
            guard !overflow, product <= 1 << 62 else { return nil }
            bytes = product
        }
        self.element = element
        self.shape = shape
        self.count = isEmpty ? 0 : bytes / element.byteCount
    }

    /// A shape that the program itself made.
    ///
    /// - Precondition: Sizes are not negative and fit in memory.
    public init(_ element: ElementType, _ shape: [Int]) {
        guard let checked = TensorType(element, checking: shape) else {
            preconditionFailure("impossible shape \(shape)")
        }
        self = checked
    }
}

extension TensorType: CustomStringConvertible {
    /// As in `float32[1, 80, 200]`.
    public var description: String { "\(element)\(shape)" }
}
