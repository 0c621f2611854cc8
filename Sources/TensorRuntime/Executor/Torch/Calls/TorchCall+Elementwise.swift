internal import CTorch

extension UnaryFunction {
    var torchCall: TorchCall {
        switch self {
        case .absolute: TorchCall(CTORCH_ABSOLUTE)
        case .negative: TorchCall(CTORCH_NEGATIVE)
        case .exponential: TorchCall(CTORCH_EXPONENTIAL)
        case .logarithm: TorchCall(CTORCH_LOGARITHM)
        case .squareRoot: TorchCall(CTORCH_SQUARE_ROOT)
        case .reciprocal: TorchCall(CTORCH_RECIPROCAL)
        case .sine: TorchCall(CTORCH_SINE)
        case .cosine: TorchCall(CTORCH_COSINE)
        case .hyperbolicTangent: TorchCall(CTORCH_HYPERBOLIC_TANGENT)
        case .sigmoid: TorchCall(CTORCH_SIGMOID)
        case .relu: TorchCall(CTORCH_RELU)
        case .errorFunction: TorchCall(CTORCH_ERROR_FUNCTION)
        case .floor: TorchCall(CTORCH_FLOOR)
        case .ceiling: TorchCall(CTORCH_CEILING)
        case .round: TorchCall(CTORCH_ROUND)
        case .sign: TorchCall(CTORCH_SIGN)
        case .softplus: TorchCall(CTORCH_SOFTPLUS)
        case .not: TorchCall(CTORCH_NOT)
        case .silu: TorchCall(CTORCH_SILU)
        case .gelu(let form): TorchCall(CTORCH_GELU, [form == .tanh ? 1 : 0])
        case .elu(let alpha): TorchCall(CTORCH_ELU, numbers: [alpha])
        case .leakyReLU(let slope): TorchCall(CTORCH_LEAKY_RELU, numbers: [slope])
        }
    }
}

extension BinaryFunction {
    var torchCode: ctorch_operator {
        switch self {
        case .add: CTORCH_ADD
        case .subtract: CTORCH_SUBTRACT
        case .multiply: CTORCH_MULTIPLY
        case .divide: CTORCH_DIVIDE
        case .power: CTORCH_POWER
        case .minimum: CTORCH_MINIMUM
        case .maximum: CTORCH_MAXIMUM
        case .modulo: CTORCH_MODULO
        case .equal: CTORCH_EQUAL
        case .less: CTORCH_LESS
        case .lessOrEqual: CTORCH_LESS_OR_EQUAL
        case .greater: CTORCH_GREATER
        case .greaterOrEqual: CTORCH_GREATER_OR_EQUAL
        case .and: CTORCH_AND
        case .or: CTORCH_OR
        }
    }
}
