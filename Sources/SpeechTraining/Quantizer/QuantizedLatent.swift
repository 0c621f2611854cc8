public import TensorRuntime

/// What a bottleneck made of a batch.
public struct QuantizedLatent {
    /// What goes to the decoder, `[batch, width, frames]`. Its gradient goes on to the latent as it
    /// is (straight-through, once for the sum of all quantizers).
    public let values: TorchTensor
    /// What to add to the loss, a number: the weighted commitment, and where gradients change the
    /// codebooks theirs; nil where nothing was quantised.
    public let loss: TorchTensor?
    /// The commitment without its weight; nil where nothing was quantised.
    public let commitment: TorchTensor?

    let latent: TorchTensor
    /// nil where nothing was quantised.
    let parts: Parts?

    struct Parts {
        let codes: TorchTensor
        let residuals: TorchTensor
        let energies: TorchTensor
    }

    /// How many quantizers were at work; 0: the values are the latent's.
    public func quantizerCount() throws(ExecutionError) -> Int {
        guard let parts else { return 0 }
        return try parts.codes.description().type.shape[0]
    }

    /// What each quantizer chose, int64 `[quantizers, batch · frames]`, piece after piece; nil where
    /// nothing was quantised.
    public func codes() throws(ExecutionError) -> Tensor? { try parts?.codes.tensor() }
}
