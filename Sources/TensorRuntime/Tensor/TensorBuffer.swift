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
        return try body(storage.bytes)
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
        return try body(storage.bytes.bindMemory(to: Element.self))
    }

    /// What the buffer holds now.
    public func snapshot() -> Tensor {
        Tensor(type) { $0.copyMemory(from: UnsafeRawBufferPointer(storage.bytes)) }
    }
}
