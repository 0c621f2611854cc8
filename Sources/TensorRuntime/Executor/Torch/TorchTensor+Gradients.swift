internal import CTorch

extension TorchTensor {
    /// Whether gradients by this tensor are wanted, or by one that it was computed from.
    public func requiresGradient() throws(ExecutionError) -> Bool {
        var required: Int32 = 0
        try runtime.check(runtime.table.requires_gradient(handle, &required), "a tensor")
        return required != 0
    }

    /// Says whether gradients by this tensor, which wasn't computed from others, are wanted.
    public func requireGradient(_ required: Bool = true) throws(ExecutionError) {
        try runtime.check(runtime.table.require_gradient(handle, required ? 1 : 0), "a tensor")
    }

    /// Adds the gradients of scale times this number to those of all parameters it was computed
    /// from with recording.
    ///
    /// - Parameter keepingRecord: Whether the record stays, for another pass through it.
    public func backward(
        scale: Double = 1, keepingRecord: Bool = false
    ) throws(ExecutionError) {
        try runtime.check(
            runtime.table.backward(handle, scale, keepingRecord ? 1 : 0), "the backward pass")
    }

    /// Gradients of this number by given tensors, whose own sums are left as they are; nil for
    /// those that it doesn't depend on.
    ///
    /// - Parameter differentiable: Whether gradients of the gradients will be wanted, as for a
    ///   gradient penalty.
    public func gradients(
        by tensors: [TorchTensor], keepingRecord: Bool = false, differentiable: Bool = false
    ) throws(ExecutionError) -> [TorchTensor?] {
        var results = [OpaquePointer?](repeating: nil, count: tensors.count)
        let status = tensors.map { $0.handle as OpaquePointer? }.withUnsafeBufferPointer { inputs in
            runtime.table.gradients(
                handle, inputs.baseAddress, Int32(inputs.count), keepingRecord ? 1 : 0,
                differentiable ? 1 : 0, &results)
        }
        try runtime.check(withExtendedLifetime(tensors) { status }, "the backward pass")
        return results.map { $0.map { TorchTensor(owning: $0, runtime) } }
    }

    /// What backward passes added up so far; nil if none came here.
    public func gradient() throws(ExecutionError) -> TorchTensor? {
        var result: OpaquePointer?
        try runtime.check(runtime.table.gradient(handle, &result), "a gradient")
        return result.map { TorchTensor(owning: $0, runtime) }
    }
}
