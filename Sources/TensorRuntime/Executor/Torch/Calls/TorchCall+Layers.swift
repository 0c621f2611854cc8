internal import CTorch

extension Operation {
    /// Products, normalisation and recurrence: layers with weights.
    var torchLayerCall: TorchCall? {
        switch self {
        case .matMul: TorchCall(CTORCH_MATMUL)
        case .linear: TorchCall(CTORCH_LINEAR)
        // The weight alone; what multiplies it is a `linear` of its own (TorchPlan).
        case .quantizedLinear(let layer):
            TorchCall(CTORCH_DEQUANTIZE, [layer.inputs, layer.outputs, layer.bits, layer.block])
        case .convolution(let convolution):
            TorchCall(CTORCH_CONVOLUTION, convolution.torchIntegers)
        case .transposedConvolution(let convolution):
            TorchCall(CTORCH_TRANSPOSED_CONVOLUTION, convolution.torchIntegers)
        case .layerNorm(let epsilon): TorchCall(CTORCH_LAYER_NORM, numbers: [epsilon])
        case .rmsNorm(let epsilon): TorchCall(CTORCH_RMS_NORM, numbers: [epsilon])
        case .groupNorm(let groups, let epsilon):
            TorchCall(CTORCH_GROUP_NORM, [groups], numbers: [epsilon])
        case .lstm(_, let bidirectional): TorchCall(CTORCH_LSTM, [bidirectional ? 1 : 0])
        case .gru(_, let bidirectional): TorchCall(CTORCH_GRU, [bidirectional ? 1 : 0])
        default: nil
        }
    }
}

extension Convolution {
    fileprivate var torchIntegers: [Int] {
        [strides.count] + strides + dilations + padding.map(\.before) + padding.map(\.after)
            + outputPadding + [groups]
    }
}
