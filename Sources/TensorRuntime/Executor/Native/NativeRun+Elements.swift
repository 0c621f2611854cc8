internal import CKernels

extension NativeRun {
    func mapped(_ x: NativeArray, _ function: UnaryFunction) -> NativeArray {
        // As they lie, if they lie without gaps.
        let compact = arranged(x, x.order)
        let y = array(x.element, x.shape, order: compact.order)
        let (number, parameter) = function.kernel
        kernels.pointee.unary(Int32(number), parameter, compact.floats, y.floats, x.count)
        return y
    }

    func inverted(_ x: NativeArray) -> NativeArray {
        let x = dense(x)
        let y = array(.bool, x.shape)
        for index in 0..<x.count { y.truths[index] = x.truths[index] == 0 ? 1 : 0 }
        return y
    }

    func combined(_ a: NativeArray, _ b: NativeArray, _ function: BinaryFunction) -> NativeArray {
        let shape = Self.broadcast(a.shape, b.shape)
        let (left, right) = (a.expanded(shape), b.expanded(shape))
        if a.element == .bool { return decided(dense(left), dense(right), function) }
        // As the larger one lies.
        let order = (a.count >= b.count ? left : right).order
        let y = array(function.isComparison ? .bool : a.element, shape, order: order)
        var axes = kernels_axes(shape, [left.strides, right.strides], order: order)
        let number = Int32(function.kernel)
        if a.element == .int64 {
            kernels_binary_integers(number, &axes, left.integers, right.integers, y.start)
        } else {
            kernels.pointee.binary(number, &axes, left.floats, right.floats, y.start)
        }
        return y
    }

    /// Of truth values.
    private func decided(
        _ a: NativeArray, _ b: NativeArray, _ function: BinaryFunction
    ) -> NativeArray {
        let y = array(.bool, a.shape)
        for index in 0..<y.count {
            let (p, q) = (a.truths[index] != 0, b.truths[index] != 0)
            let truth = function == .and ? p && q : function == .or ? p || q : p == q
            y.truths[index] = truth ? 1 : 0
        }
        return y
    }

    func chosen(_ condition: NativeArray, _ a: NativeArray, _ b: NativeArray) -> NativeArray {
        let shape = Self.broadcast(condition.shape, Self.broadcast(a.shape, b.shape))
        let all = [condition.expanded(shape), a.expanded(shape), b.expanded(shape)]
        let y = array(a.element, shape)
        var axes = kernels_axes(shape, all.map(\.strides), order: Array(shape.indices))
        kernels_select(
            &axes, all[0].truths, all[1].start, all[2].start, a.element.byteCount, y.start)
        return y
    }

    func cast(_ x: NativeArray, to element: ElementType) -> NativeArray {
        if x.element == element { return x }
        let x = dense(x)
        // To whole numbers towards zero.
        if x.element == .float32, element.isInteger {
            let whole = array(.float32, x.shape)
            for index in 0..<x.count {
                whole.floats[index] = x.floats[index].rounded(.towardZero)
            }
            return NativeArray(tensor(whole).converted(to: element))
        }
        return NativeArray(tensor(x).converted(to: element))
    }

    /// The shape that both have when axes of size 1 are repeated, as the graph checked.
    static func broadcast(_ a: [Int], _ b: [Int]) -> [Int] {
        let rank = max(a.count, b.count)
        let left = Array(repeating: 1, count: rank - a.count) + a
        let right = Array(repeating: 1, count: rank - b.count) + b
        return zip(left, right).map { $0 == 1 ? $1 : $0 }
    }
}

extension UnaryFunction {
    /// The kernels' number, and what the function takes besides.
    fileprivate var kernel: (Int, Float) {
        switch self {
        case .absolute: (kernels_absolute, 0)
        case .negative: (kernels_negative, 0)
        case .exponential: (kernels_exponential, 0)
        case .logarithm: (kernels_logarithm, 0)
        case .squareRoot: (kernels_square_root, 0)
        case .reciprocal: (kernels_reciprocal, 0)
        case .sine: (kernels_sine, 0)
        case .cosine: (kernels_cosine, 0)
        case .hyperbolicTangent: (kernels_tanh, 0)
        case .sigmoid: (kernels_sigmoid, 0)
        case .relu, .not: (kernels_relu, 0)
        case .errorFunction: (kernels_error_function, 0)
        case .floor: (kernels_floor, 0)
        case .ceiling: (kernels_ceiling, 0)
        case .round: (kernels_round, 0)
        case .sign: (kernels_sign, 0)
        case .softplus: (kernels_softplus, 0)
        case .silu: (kernels_silu, 0)
        case .gelu(.exact): (kernels_gelu_exact, 0)
        case .gelu(.tanh): (kernels_gelu_tanh, 0)
        case .elu(let alpha): (kernels_elu, alpha)
        case .leakyReLU(let slope): (kernels_leaky_relu, slope)
        }
    }
}

extension BinaryFunction {
    /// The kernels' number.
    fileprivate var kernel: Int {
        switch self {
        case .add, .or: kernels_add
        case .subtract: kernels_subtract
        case .multiply, .and: kernels_multiply
        case .divide: kernels_divide
        case .power: kernels_power
        case .minimum: kernels_minimum
        case .maximum: kernels_maximum
        case .modulo: kernels_modulo
        case .equal: kernels_equal
        case .less: kernels_less
        case .lessOrEqual: kernels_less_or_equal
        case .greater: kernels_greater
        case .greaterOrEqual: kernels_greater_or_equal
        }
    }

    /// Whether it gives truth values of numbers.
    fileprivate var isComparison: Bool {
        switch self {
        case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}
