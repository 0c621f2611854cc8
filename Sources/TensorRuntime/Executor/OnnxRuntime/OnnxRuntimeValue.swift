internal import COnnxRuntime

/// A tensor as ONNX Runtime holds it: over memory of ours, or with memory of its own.
///
/// Unchecked, since pointers aren't `Sendable`: the value is made and never changed; what it
/// refers to is written only by whoever owns the memory.
final class OnnxRuntimeValue: @unchecked Sendable {
    let pointer: OpaquePointer
    private let library: OnnxRuntimeLibrary
    /// Keeps memory of ours alive.
    private let storage: TensorStorage?

    /// A value that a call has made.
    init(owning pointer: OpaquePointer, _ library: OnnxRuntimeLibrary) {
        self.pointer = pointer
        self.library = library
        storage = nil
    }

    /// A value over memory of ours.
    init(
        _ type: TensorType, in storage: TensorStorage, at offset: Int,
        _ library: OnnxRuntimeLibrary
    ) throws(OnnxRuntimeFailure) {
        var value: OpaquePointer?
        let shape = type.shape.map { Int64($0) }
        try library.check(
            cort_tensor(
                library.table, library.hostMemory, storage.bytes.baseAddress! + offset,
                type.byteCount, shape, shape.count, type.element.rawValue, &value))
        guard let value else { throw OnnxRuntimeFailure(message: "no tensor was made") }
        pointer = value
        self.library = library
        self.storage = storage
    }

    deinit { cort_release_value(library.table, pointer) }

    /// The tensor that a call has made, over the value's memory.
    func tensor() throws(OnnxRuntimeFailure) -> Tensor {
        var bytes: UnsafeMutableRawPointer?
        var number: Int32 = 0
        var rank = 0
        let most = 64
        var sizes = [Int64](repeating: 0, count: most)
        try library.check(
            cort_look_at(library.table, pointer, &bytes, &number, &sizes, most, &rank))
        guard let element = ElementType(rawValue: number), rank <= most,
            let type = TensorType(element, checking: sizes.prefix(rank).map { Int($0) })
        else { throw OnnxRuntimeFailure(message: "a result is no tensor of numbers") }
        guard let bytes, type.byteCount > 0 else { return Tensor(zeros: type) }
        return Tensor(
            type, over: UnsafeRawBufferPointer(start: bytes, count: type.byteCount), keeping: self)
    }
}
