extension OnnxLowering {
    mutating func elementwise(_ node: Graph.Node) {
        let inputs = inputs(node)
        switch node.operation {
        case .unary(let function): unary(function, inputs, node)
        case .binary(let function): last(Self.type(function), inputs, of: node)
        case .select: last("Where", inputs, of: node)
        case .cast(let element):
            last("Cast", inputs, [("to", .integer(Int(element.rawValue)))], of: node)
        case .softmax(let axis): last("Softmax", inputs, [("axis", .integer(axis))], of: node)
        case .logSoftmax(let axis): last("LogSoftmax", inputs, [("axis", .integer(axis))], of: node)
        default: preconditionFailure("not element by element")
        }
    }

    private mutating func unary(_ function: UnaryFunction, _ inputs: [String], _ node: Graph.Node) {
        switch function {
        case .silu:
            last("Mul", [inputs[0], step("Sigmoid", inputs, of: node)], of: node)
        case .gelu(let form):
            last(
                "Gelu", inputs, [("approximate", .string(form == .tanh ? "tanh" : "none"))],
                of: node)
        case .elu(let alpha): last("Elu", inputs, [("alpha", .float(alpha))], of: node)
        case .leakyReLU(let slope): last("LeakyRelu", inputs, [("alpha", .float(slope))], of: node)
        case .absolute: last("Abs", inputs, of: node)
        case .negative: last("Neg", inputs, of: node)
        case .exponential: last("Exp", inputs, of: node)
        case .logarithm: last("Log", inputs, of: node)
        case .squareRoot: last("Sqrt", inputs, of: node)
        case .reciprocal: last("Reciprocal", inputs, of: node)
        case .sine: last("Sin", inputs, of: node)
        case .cosine: last("Cos", inputs, of: node)
        case .hyperbolicTangent: last("Tanh", inputs, of: node)
        case .sigmoid: last("Sigmoid", inputs, of: node)
        case .relu: last("Relu", inputs, of: node)
        case .errorFunction: last("Erf", inputs, of: node)
        case .floor: last("Floor", inputs, of: node)
        case .ceiling: last("Ceil", inputs, of: node)
        case .round: last("Round", inputs, of: node)
        case .sign: last("Sign", inputs, of: node)
        case .softplus: last("Softplus", inputs, of: node)
        case .not: last("Not", inputs, of: node)
        }
    }

    private static func type(_ function: BinaryFunction) -> String {
        switch function {
        case .add: "Add"
        case .subtract: "Sub"
        case .multiply: "Mul"
        case .divide: "Div"
        case .power: "Pow"
        case .minimum: "Min"
        case .maximum: "Max"
        case .modulo: "Mod"
        case .equal: "Equal"
        case .less: "Less"
        case .lessOrEqual: "LessOrEqual"
        case .greater: "Greater"
        case .greaterOrEqual: "GreaterOrEqual"
        case .and: "And"
        case .or: "Or"
        }
    }
}
