public import TensorRuntime

extension Graph {
    /// Inputs of zeros, where symbols have these sizes and others are 1: for measurements.
    public func zeros(where sizes: [String: Int]) -> [Tensor] {
        portInputs.map { port in
            let type = values[port.value]
            return Tensor(
                zeros: TensorType(type.element, type.shape.map { $0.size(where: sizes) ?? 1 }))
        }
    }
}
