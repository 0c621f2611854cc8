internal import TensorRuntime

/// What products are computed in while training. Weights, moments and losses are 32-bit floats in
/// any case.
public enum TrainingPrecision: String, Sendable, Hashable, Codable, CaseIterable {
    case float32
    case bfloat16
    /// On CUDA; gradients get a ``LossScale``.
    case float16

    var element: ElementType {
        switch self {
        case .float32: .float32
        case .bfloat16: .bfloat16
        case .float16: .float16
        }
    }
}
