internal import CTorch

/// An operator as the door takes it.
struct TorchCall {
    var code: ctorch_operator
    var integers: [Int64] = []
    var numbers: [Double] = []

    init(_ code: ctorch_operator, _ integers: [Int] = [], numbers: [Float] = []) {
        self.code = code
        self.integers = integers.map { Int64($0) }
        self.numbers = numbers.map { Double($0) }
    }
}

/// Sizes of symbols in one call.
typealias SymbolSizes = [String: Int]

extension Operation {
    /// The call; nil if a size isn't known yet.
    func torchCall(where sizes: SymbolSizes, on device: TorchDevice) -> TorchCall? {
        switch self {
        case .unary(let function): function.torchCall
        case .binary(let function): TorchCall(function.torchCode)
        case .select: TorchCall(CTORCH_SELECT)
        case .cast(let element): TorchCall(CTORCH_CAST, [Int(element.rawValue)])
        case .matMul, .linear, .quantizedLinear, .convolution, .transposedConvolution, .layerNorm,
            .rmsNorm, .groupNorm, .lstm, .gru:
            torchLayerCall
        case .softmax(let axis): TorchCall(CTORCH_SOFTMAX, [axis])
        case .logSoftmax(let axis): TorchCall(CTORCH_LOG_SOFTMAX, [axis])
        case .reduce(let reduction, let axes, let keepsAxes):
            TorchCall(reduction.torchCode, [keepsAxes ? 1 : 0] + axes)
        case .argMax(let axis): TorchCall(CTORCH_ARG_MAX, [axis])
        case .topK(let axis, let count): TorchCall(CTORCH_TOP_K, [axis, count])
        case .cumulativeSum(let axis): TorchCall(CTORCH_CUMULATIVE_SUM, [axis])
        case .reshape, .transpose, .concatenate, .slice, .expand, .pad, .upsample, .range:
            torchShapeCall(where: sizes, on: device)
        case .gather(let axis): TorchCall(CTORCH_GATHER, [axis])
        case .gatherElements(let axis): TorchCall(CTORCH_GATHER_ELEMENTS, [axis])
        case .scatterElements(let axis, let adds):
            TorchCall(CTORCH_SCATTER_ELEMENTS, [axis, adds ? 1 : 0])
        case .stft(let size, let hop): TorchCall(CTORCH_STFT, [size, hop])
        case .inverseSTFT(let size, let hop): TorchCall(CTORCH_INVERSE_STFT, [size, hop])
        case .stopGradient: TorchCall(CTORCH_STOP_GRADIENT)
        case .dropout(let probability): TorchCall(CTORCH_DROPOUT, numbers: [probability])
        }
    }
}

extension Reduction {
    fileprivate var torchCode: ctorch_operator {
        switch self {
        case .sum: CTORCH_SUM
        case .mean: CTORCH_MEAN
        case .maximum: CTORCH_REDUCE_MAXIMUM
        case .minimum: CTORCH_REDUCE_MINIMUM
        case .product: CTORCH_PRODUCT
        }
    }
}
