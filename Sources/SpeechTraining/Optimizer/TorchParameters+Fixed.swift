internal import TensorRuntime

extension TorchParameters {
    /// Runs something through which no gradient of these parameters is wanted, such as a
    /// generator's lesson from discriminators that stay as they are.
    func whileFixed(_ body: () throws(ExecutionError) -> Void) throws(ExecutionError) {
        for parameter in trainable { try parameter.tensor.requireGradient(false) }
        defer { for parameter in trainable { try? parameter.tensor.requireGradient() } }
        try body()
    }
}
