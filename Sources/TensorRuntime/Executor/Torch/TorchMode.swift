internal import CTorch

/// How a network is run.
public struct TorchMode {
    /// Whether what is needed for ``TorchTensor/backward(scale:keepingRecord:)`` is kept.
    public var recordsGradients: Bool
    /// What dropout draws from; nil: nothing is dropped.
    public var dropout: TorchRandom?
    /// What products may be computed in: `float32` (as the tensors are), `bfloat16`, and on CUDA
    /// `float16`, whose gradients need a loss scale.
    public var precision = ElementType.float32

    /// Of tensors as they are, unless another precision is given.
    public init(
        recordsGradients: Bool, dropout: TorchRandom? = nil, precision: ElementType = .float32
    ) {
        self.recordsGradients = recordsGradients
        self.dropout = dropout
        self.precision = precision
    }

    /// Results only.
    public static var evaluation: TorchMode { TorchMode(recordsGradients: false) }

    /// With gradients and dropout.
    public static func training(_ dropout: TorchRandom) -> TorchMode {
        TorchMode(recordsGradients: true, dropout: dropout)
    }

    /// As the door takes it. Valid while this mode is alive.
    func forDoor(on device: TorchDevice) -> ctorch_mode {
        ctorch_mode(
            records_gradients: recordsGradients ? 1 : 0, training: dropout == nil ? 0 : 1,
            autocast: precision == .float32 ? 0 : precision.rawValue, device: device.number,
            generator: dropout?.handle)
    }

    /// Refuses a precision that the device doesn't have.
    public func check(on device: TorchDevice) throws(ExecutionError) {
        switch (precision, device) {
        case (.float32, _), (.bfloat16, _), (.float16, .cuda): return
        case (.float16, .cpu):
            throw .wrongOption(
                name: "precision", reason: "on the processor libtorch has bfloat16 and float32")
        default:
            throw .wrongOption(
                name: "precision", reason: "\(precision) is none; give float32 or bfloat16")
        }
    }
}
