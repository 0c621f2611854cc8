internal import CTorch

/// A random source of libtorch's on a device: what dropout and noise are drawn from.
///
/// Its state can be kept and restored, so that training goes on as if it had not stopped.
public final class TorchRandom {
    let handle: OpaquePointer
    let runtime: TorchRuntime
    /// Where it can draw.
    public let device: TorchDevice

    /// A source that gives the same numbers for the same seed.
    public init(seed: UInt64, on device: TorchDevice = .cpu) throws(ExecutionError) {
        runtime = try TorchRuntime.loaded()
        try device.check(in: runtime)
        self.device = device
        var result: OpaquePointer?
        try runtime.check(
            runtime.table.new_generator(device.number, seed, &result), "a random source")
        guard let result else { throw .failed(model: "a random source", reason: "none was made") }
        handle = result
    }

    deinit { runtime.table.free_generator(handle) }

    /// The state, as bytes whose meaning is libtorch's.
    public func stateBytes() throws(ExecutionError) -> [UInt8] {
        var size = 0
        try runtime.check(
            runtime.table.generator_state(handle, nil, 0, &size), "a random source")
        var bytes = [UInt8](repeating: 0, count: size)
        try runtime.check(
            runtime.table.generator_state(handle, &bytes, bytes.count, &size), "a random source")
        return bytes
    }

    /// Goes on from a state that a source on the same kind of device had.
    public func restore(_ state: [UInt8]) throws(ExecutionError) {
        try runtime.check(
            runtime.table.set_generator_state(handle, state, state.count), "a random source")
    }

    /// Numbers of the normal distribution with mean 0 and variance 1.
    public func normal(
        _ shape: [Int], as element: ElementType = .float32
    ) throws(ExecutionError) -> TorchTensor {
        try draw(CTORCH_NORMAL, TensorType(element, shape))
    }

    /// Numbers spread evenly over 0 ..< 1.
    public func uniform(
        _ shape: [Int], as element: ElementType = .float32
    ) throws(ExecutionError) -> TorchTensor {
        try draw(CTORCH_UNIFORM, TensorType(element, shape))
    }

    private func draw(
        _ distribution: ctorch_distribution, _ type: TensorType
    ) throws(ExecutionError) -> TorchTensor {
        let shape = type.shape.map { Int64($0) }
        let result = try runtime.newHandle("random numbers \(type)") {
            runtime.table.random(
                handle, distribution, type.element.rawValue, shape, Int32(shape.count),
                device.number, $0)
        }
        return TorchTensor(owning: result, runtime)
    }
}
