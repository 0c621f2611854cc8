internal import CKernels

extension NativeRun {
    func mapped(_ x: NativeArray, _ function: UnaryFunction) -> NativeArray {
        // As they lie, if they lie without gaps.
        let order = x.order
        let x = x.isCompact(order) ? x : dense(x)
        let y =
            x.isCompact(order) ? array(x.element, x.shape, order: order) : array(x.element, x.shape)
        let (number, parameter) = function.kernel
        kernels.pointee.unary(number, parameter, x.floats, y.floats, x.count)
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
        // As the larger one lies.
        let order = (a.count >= b.count ? left : right).order
        let y = array(function.isComparison ? .bool : a.element, shape, order: order)
        var axes = kernels_axes(shape, [left.strides, right.strides], order: order)
        switch a.element {
        case .int64:
            kernels_binary_integers(function.kernel, &axes, left.integers, right.integers, y.start)
        case .bool:
            let (left, right) = (dense(left), dense(right))
            let y = array(.bool, shape)
            for index in 0..<y.count {
                let (p, q) = (left.truths[index] != 0, right.truths[index] != 0)
                let truth = function == .and ? p && q : function == .or ? p || q : p == q
                y.truths[index] = truth ? 1 : 0
            }
            return y
        default:
            kernels.pointee.binary(function.kernel, &axes, left.floats, right.floats, y.start)
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
    fileprivate var kernel: (Int32, Float) {
        switch self {
        case .absolute: (0, 0)
        case .negative: (1, 0)
        case .exponential: (2, 0)
        case .logarithm: (3, 0)
        case .squareRoot: (4, 0)
        case .reciprocal: (5, 0)
        case .sine: (6, 0)
        case .cosine: (7, 0)
        case .hyperbolicTangent: (8, 0)
        case .sigmoid: (9, 0)
        case .relu, .not: (10, 0)
        case .errorFunction: (11, 0)
        case .floor: (12, 0)
        case .ceiling: (13, 0)
        case .round: (14, 0)
        case .sign: (15, 0)
        case .softplus: (16, 0)
        case .silu: (17, 0)
        case .gelu(.exact): (18, 0)
        case .gelu(.tanh): (19, 0)
        case .elu(let alpha): (20, alpha)
        case .leakyReLU(let slope): (21, slope)
        }
    }
}

extension BinaryFunction {
    /// The kernels' number.
    fileprivate var kernel: Int32 {
        switch self {
        case .add, .or: 0
        case .subtract: 1
        case .multiply, .and: 2
        case .divide: 3
        case .power: 4
        case .minimum: 5
        case .maximum: 6
        case .modulo: 7
        case .equal: 8
        case .less: 9
        case .lessOrEqual: 10
        case .greater: 11
        case .greaterOrEqual: 12
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
