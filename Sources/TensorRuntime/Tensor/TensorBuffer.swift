/// Memory for a tensor that changes: what a call is bound to, read and written again and again
/// without being allocated or copied.
///
/// Not `Sendable`: whoever has it writes it, and a call that it is bound to must not run then.
public final class TensorBuffer {
    /// Element and shape, which don't change.
    public let type: TensorType
    let storage: TensorStorage

    /// Sizes of the axes, outermost first.
    public var shape: [Int] { type.shape }

    /// Zeroed memory, aligned to 64 bytes.
    public init(_ type: TensorType) {
        self.type = type
        storage = TensorStorage(byteCount: type.byteCount)
    }

    /// The first rows of another buffer's axis 0, in the same memory.
    ///
    /// - Precondition: It has as many.
    public init(first rows: Int, of buffer: TensorBuffer) {
        precondition(
            rows >= 0 && rows <= buffer.shape.first ?? 0, "\(rows) rows of \(buffer.shape)")
        type = TensorType(buffer.type.element, [rows] + buffer.shape.dropFirst())
        storage = buffer.storage
    }

    /// A copy of a tensor's elements.
    public convenience init(_ tensor: Tensor) {
        self.init(tensor.type)
        tensor.withBytes { storage.bytes.copyMemory(from: $0) }
    }

    /// The bytes, to be read and written during the call.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }

    /// The storage's bytes as far as they are this buffer's.
    private var bytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: storage.bytes[..<type.byteCount])
    }

    /// The elements, to be read and written during the call.
    ///
    /// - Precondition: They are of this type.
    public func withElements<Element: TensorElement, Result, Failure: Error>(
        as element: Element.Type,
        _ body: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(type.element == Element.elementType, "the buffer holds \(type.element)")
        defer { withExtendedLifetime(self) {} }
        return try body(bytes.bindMemory(to: Element.self))
    }

    /// What the buffer holds now.
    public func snapshot() -> Tensor {
        Tensor(type) { $0.copyMemory(from: UnsafeRawBufferPointer(bytes)) }
    }
}
