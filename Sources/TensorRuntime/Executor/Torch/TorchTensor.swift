internal import CTorch

/// A tensor of libtorch's: on its device, with the record of how it was computed if gradients
/// are wanted.
///
/// Not `Sendable`: recording, ``backward(scale:keepingRecord:)`` and optimisers change what
/// tensors refer to. Memory is freed with the last reference, records included.
public final class TorchTensor {
    let handle: OpaquePointer
    let runtime: TorchRuntime

    /// Takes a handle over.
    init(owning handle: OpaquePointer, _ runtime: TorchRuntime) {
        self.handle = handle
        self.runtime = runtime
    }

    deinit { runtime.table.free_tensor(handle) }

    /// A copy of a tensor on a device.
    public convenience init(
        _ tensor: Tensor, on device: TorchDevice = .cpu
    ) throws(ExecutionError) {
        let runtime = try TorchRuntime.loaded()
        try device.check(in: runtime)
        let handle = try tensor.withBytes { (bytes) throws(ExecutionError) in
            try runtime.copy(bytes, tensor.type, to: device)
        }
        self.init(owning: handle, runtime)
    }

    /// The elements, in memory of ours.
    public func tensor() throws(ExecutionError) -> Tensor {
        let type = try description().type
        return try Tensor(type) { (bytes) throws(ExecutionError) in
            try runtime.check(
                runtime.table.to_memory(handle, bytes.baseAddress, bytes.count), "a tensor \(type)")
        }
    }

    /// Element type, shape and device.
    public func description() throws(ExecutionError) -> (type: TensorType, device: TorchDevice) {
        var element: Int32 = 0
        var rank: Int32 = 0
        var device: Int32 = 0
        var shape = [Int64](repeating: 0, count: Int(CTORCH_MAX_RANK))
        try runtime.check(
            runtime.table.describe(handle, &element, &shape, &rank, &device), "a tensor")
        guard let element = ElementType(rawValue: element),
            let type = TensorType(element, checking: shape.prefix(Int(rank)).map { Int($0) })
        else { throw .failed(model: "a tensor", reason: "its type is not one of ours") }
        return (type, TorchDevice(number: device))
    }

    /// The number in a tensor of one element, such as a loss.
    public func number() throws(ExecutionError) -> Double {
        let values = try converted(to: .float64, on: .cpu).tensor()
        guard let value = values.elements(as: Double.self)?.first, values.count == 1 else {
            throw .failed(model: "a tensor", reason: "it has \(values.count) elements, not one")
        }
        return value
    }

    /// The same with other elements, elsewhere, or both; gradients go through.
    public func converted(
        to element: ElementType, on device: TorchDevice
    ) throws(ExecutionError) -> TorchTensor {
        try device.check(in: runtime)
        return try made("a conversion") {
            runtime.table.convert(handle, element.rawValue, device.number, $0)
        }
    }

    /// The same elements, through which no gradient goes.
    public func detached() throws(ExecutionError) -> TorchTensor {
        try made("a tensor") { runtime.table.detach(handle, $0) }
    }

    /// Overwrites the elements with another tensor's of the same shape.
    public func assign(_ other: TorchTensor) throws(ExecutionError) {
        try runtime.check(runtime.table.assign(handle, other.handle), "an assignment")
    }

    func made(
        _ what: @autoclosure () -> String, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ExecutionError) -> TorchTensor {
        TorchTensor(owning: try runtime.newHandle(what(), call), runtime)
    }
}

extension TorchRuntime {
    /// A handle of a copy of memory on a device that was checked.
    func copy(
        _ bytes: UnsafeRawBufferPointer, _ type: TensorType, to device: TorchDevice
    ) throws(ExecutionError) -> OpaquePointer {
        let shape = type.shape.map { Int64($0) }
        return try newHandle("a tensor \(type)") {
            table.from_memory(
                bytes.baseAddress, type.element.rawValue, shape, Int32(shape.count),
                device.number, $0)
        }
    }

    /// Runs a call that writes a handle.
    func newHandle(
        _ what: @autoclosure () -> String, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(ExecutionError) -> OpaquePointer {
        var result: OpaquePointer?
        try check(call(&result), what())
        guard let result else { throw .failed(model: what(), reason: "nothing came out") }
        return result
    }
}
