extension Operation {
    func elementwiseType(_ inputs: [ValueType]) throws(Misfit) -> ValueType {
        switch self {
        case .unary(.not):
            guard inputs[0].element == .bool else { throw Misfit("\(inputs[0]): it takes bool") }
            return inputs[0]
        case .unary(.absolute), .unary(.negative), .unary(.sign):
            guard inputs[0].element != .bool else { throw Misfit("it takes numbers, not bool") }
            return inputs[0]
        case .unary:
            try inputs[0].requireFloat()
            return inputs[0]
        case .binary(let function):
            let (a, b) = (inputs[0], inputs[1])
            guard a.element == b.element else { throw Misfit("\(a) and \(b) differ in element") }
            let shape = try broadcast(a.shape, b.shape)
            switch function {
            case .and, .or:
                guard a.element == .bool else { throw Misfit("\(a): it takes bool") }
                return a.with(shape)
            case .modulo:
                guard a.element.isInteger else { throw Misfit("\(a): it takes integers") }
                return a.with(shape)
            case .equal: return ValueType(element: .bool, shape: shape)
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                guard a.element != .bool else { throw Misfit("it takes numbers, not bool") }
                return ValueType(element: .bool, shape: shape)
            case .add, .subtract, .multiply, .divide, .power, .minimum, .maximum:
                guard a.element != .bool else { throw Misfit("it takes numbers, not bool") }
                return a.with(shape)
            }
        case .select:
            guard inputs[0].element == .bool else {
                throw Misfit("the condition is \(inputs[0]), it must be bool")
            }
            guard inputs[1].element == inputs[2].element else {
                throw Misfit("\(inputs[1]) and \(inputs[2]) differ in element")
            }
            return inputs[1].with(
                try broadcast(inputs[0].shape, try broadcast(inputs[1].shape, inputs[2].shape)))
        case .cast(let element): return ValueType(element: element, shape: inputs[0].shape)
        default: preconditionFailure("not element by element")
        }
    }

    func normalizedType(_ inputs: [ValueType]) throws(Misfit) -> ValueType {
        let x = inputs[0]
        try x.requireFloat()
        switch self {
        case .layerNorm, .rmsNorm:
            try x.requireRank(1...8)
            for (index, parameter) in inputs.dropFirst().enumerated() {
                try parameter.requireShape(
                    [x.shape[x.rank - 1]], index == 0 ? "the scale" : "the bias")
            }
        case .groupNorm(let groups, _):
            try x.requireRank(2...8)
            guard let channels = x.shape[1].fixed, groups > 0, channels % groups == 0 else {
                throw Misfit("\(x.shape[1]) channels can't be divided into \(groups) groups")
            }
            try inputs[1].requireShape([x.shape[1]], "the scale")
            try inputs[2].requireShape([x.shape[1]], "the bias")
        case .softmax(let axis), .logSoftmax(let axis): try x.requireAxis(axis)
        default: preconditionFailure("no normalisation")
        }
        return x
    }
}
