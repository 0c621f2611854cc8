/// Memory that tensors share: allocated by us, or lent by an owner such as a mapped file.
///
/// Unchecked, since pointers aren't `Sendable`: whoever makes a storage fills it before a
/// `Tensor` has it, and from then on nobody writes.
final class TensorStorage: @unchecked Sendable {
    /// Vector instructions, and the runtimes, want 64 bytes.
    static let alignment = 64

    let bytes: UnsafeMutableRawBufferPointer
    /// What keeps the memory alive; nil: we allocated it and free it.
    private let owner: AnyObject?

    /// Zeroed memory, of at least one byte, so that its address is always one.
    convenience init(byteCount: Int) {
        self.init(uninitialized: byteCount)
        bytes.initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// Memory of at least one byte that is written before anybody reads it.
    init(uninitialized byteCount: Int) {
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: Swift.max(byteCount, 1), alignment: Self.alignment)
        bytes = UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
        owner = nil
    }

    /// Memory of somebody else, which must not change while the owner lives.
    init(_ memory: UnsafeRawBufferPointer, of owner: AnyObject) {
        bytes = UnsafeMutableRawBufferPointer(mutating: memory)
        self.owner = owner
    }

    deinit {
        if owner == nil { bytes.baseAddress?.deallocate() }
    }
}
