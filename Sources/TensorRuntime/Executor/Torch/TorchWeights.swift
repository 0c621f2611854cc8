internal import CTorch

/// Handles of what a graph knows before it runs: weights and constants, by value.
///
/// Unchecked: handles are pointers; what they refer to is read only, by any thread, and freed
/// with this object.
final class TorchWeights: @unchecked Sendable {
    private(set) var handles: [Int: OpaquePointer] = [:]
    /// Memory that handles lie in without a copy.
    private var lent: [Tensor] = []
    let runtime: TorchRuntime
    /// Bytes that were taken for copies.
    private(set) var bytes = 0

    init(_ runtime: TorchRuntime) { self.runtime = runtime }

    deinit {
        // Tensors must be gone before the memory that they lie in.
        for handle in handles.values { runtime.table.free_tensor(handle) }
        withExtendedLifetime(lent) {}
    }

    /// Takes a handle over, of a result that was computed once.
    func own(_ handle: OpaquePointer, for value: Int) throws(ExecutionError) {
        let tensor = TorchTensor(owning: handle, runtime)
        bytes += try tensor.description().type.byteCount
        handles[value] = try runtime.newHandle("a weight") {
            runtime.table.share(tensor.handle, $0)
        }
    }

    /// Puts a tensor on a device; on the processor it is used where it lies.
    func put(
        _ tensor: Tensor, for value: Int, on device: TorchDevice
    ) throws(ExecutionError) {
        let shape = tensor.shape.map { Int64($0) }
        let rank = Int32(shape.count)
        let element = tensor.element.rawValue
        // The storage keeps its address while `lent` holds the tensor. libtorch asks for a
        // mutable pointer and never writes: weights are inputs only.
        var isLent = false
        let handle = try tensor.withBytes { (memory) throws(ExecutionError) in
            let address = memory.baseAddress!
            isLent = device == .cpu && Int(bitPattern: address) % tensor.element.byteCount == 0
            return try runtime.newHandle("a weight \(tensor.type)") {
                isLent
                    ? runtime.table.over_memory(
                        UnsafeMutableRawPointer(mutating: address), element, shape, rank, $0)
                    : runtime.table.from_memory(address, element, shape, rank, device.number, $0)
            }
        }
        handles[value] = handle
        if isLent { lent.append(tensor) }
    }
}
