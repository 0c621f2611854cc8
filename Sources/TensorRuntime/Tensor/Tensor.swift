/// A tensor in memory that doesn't change: weights, constants, inputs and results.
///
/// Elements lie row-major without gaps. Copies share their memory.
public struct Tensor: Sendable {
    /// Element and shape.
    public let type: TensorType
    let storage: TensorStorage
    /// Where the elements begin in the storage, in bytes.
    let offset: Int

    /// Sizes of the axes, outermost first.
    public var shape: [Int] { type.shape }
    /// What one element is.
    public var element: ElementType { type.element }
    /// Elements in all.
    public var count: Int { type.count }

    init(_ type: TensorType, in storage: TensorStorage, at offset: Int = 0) {
        precondition(offset >= 0 && offset + type.byteCount <= storage.bytes.count)
        self.type = type
        self.storage = storage
        self.offset = offset
    }

    /// A tensor over memory that an owner keeps alive and nobody changes, such as a mapped file.
    ///
    /// - Precondition: There is room for the type.
    public init(_ type: TensorType, over memory: UnsafeRawBufferPointer, keeping owner: AnyObject) {
        self.init(type, in: TensorStorage(memory, of: owner))
    }

    /// A new tensor, filled by a function that gets its bytes, which are zero before.
    public init<Failure: Error>(
        _ type: TensorType,
        filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let storage = TensorStorage(byteCount: type.byteCount)
        try fill(storage.bytes)
        self.init(type, in: storage)
    }

    /// All zero.
    public init(zeros type: TensorType) {
        self.init(type, in: TensorStorage(byteCount: type.byteCount))
    }

    /// The elements' bytes. The pointer is valid during the call only.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(storage) {} }
        let start = UnsafeRawPointer(storage.bytes.baseAddress)! + offset
        return try body(UnsafeRawBufferPointer(start: start, count: type.byteCount))
    }

    /// Some of the first axis, in the same memory.
    ///
    /// - Precondition: There is a first axis and they lie on it.
    public func rows(_ range: Range<Int>) -> Tensor {
        precondition(range.lowerBound >= 0 && range.upperBound <= shape[0], "rows \(range)")
        let row = TensorType(element, Array(shape.dropFirst()))
        return Tensor(
            TensorType(element, [range.count] + row.shape), in: storage,
            at: offset + range.lowerBound * row.byteCount)
    }

    /// The same elements with another shape.
    ///
    /// - Precondition: The number of elements is the same.
    public func reshaped(_ shape: [Int]) -> Tensor {
        let type = TensorType(element, shape)
        precondition(type.count == count, "\(shape) has not the \(count) elements of \(self.shape)")
        return Tensor(type, in: storage, at: offset)
    }
}

extension Tensor: Equatable {
    /// Same type, same bytes: a NaN equals itself, and zero isn't minus zero.
    public static func == (a: Tensor, b: Tensor) -> Bool {
        guard a.type == b.type else { return false }
        return a.withBytes { left in b.withBytes { right in left.elementsEqual(right) } }
    }
}
