extension WeightStore {
    /// The store with weight normalisation folded: each pair of a direction `v` and a magnitude
    /// `g` replaced by the weight `g · v / ‖v‖`.
    ///
    /// Pairs are `weight_g` and `weight_v` (`torch.nn.utils.weight_norm`), and
    /// `parametrizations.NAME.original0` and `original1`
    /// (`torch.nn.utils.parametrizations.weight_norm`). The norm goes over the axes in which `g`
    /// has size 1, whichever axis was normalised; over all of them where `g` is a scalar.
    /// Computed in double precision; the weight has the element type of `v`.
    public func foldingWeightNorm() throws(WeightError) -> WeightStore {
        var folded = self
        for name in names {
            guard let pair = WeightNormPair(magnitude: name) else { continue }
            guard let magnitude = self[name], let direction = self[pair.direction] else {
                // Another parametrisation of one original is called otherwise.
                throw WeightError(file: "", tensor: pair.direction, .missing)
            }
            guard self[pair.weight] == nil else {
                throw WeightError(
                    file: "", tensor: pair.weight, .ambiguous("it is folded and there already"))
            }
            folded[pair.weight] = try Self.fold(magnitude, direction, of: pair.weight)
            folded[name] = nil
            folded[pair.direction] = nil
        }
        return folded
    }

    private static func fold(
        _ magnitude: Tensor, _ direction: Tensor, of name: String
    ) throws(WeightError) -> Tensor {
        let shape = direction.shape
        let isScalar = magnitude.shape.isEmpty
        guard direction.element.isFloatingPoint, magnitude.element.isFloatingPoint,
            isScalar
                || magnitude.shape.count == shape.count
                    && zip(magnitude.shape, shape).allSatisfy({ $0 == 1 || $0 == $1 })
        else {
            throw WeightError(
                file: "", tensor: name,
                .malformed("\(magnitude.type) is no magnitude of \(direction.type)"))
        }
        let v = direction.floats()
        let g = magnitude.floats()
        // The magnitude of each element, by the axes that it has.
        var strides = [Int](repeating: 0, count: shape.count)
        var stride = 1
        for axis in shape.indices.reversed() where !isScalar && magnitude.shape[axis] != 1 {
            strides[axis] = stride
            stride *= shape[axis]
        }
        let slices = SliceIndices(shape: shape, strides: strides)
        var squares = [Double](repeating: 0, count: g.count)
        slices.forEach { squares[$1] += Double(v[$0]) * Double(v[$0]) }
        let factors = zip(g, squares).map { Double($0) / $1.squareRoot() }
        guard factors.allSatisfy(\.isFinite) else {
            throw WeightError(
                file: "", tensor: name,
                .malformed("its direction has a norm of zero, or isn't finite"))
        }
        var weight = [Float](repeating: 0, count: v.count)
        slices.forEach { weight[$0] = Float(Double(v[$0]) * factors[$1]) }
        return Tensor(weight, shape: shape).converted(to: direction.element)
    }
}

/// The names of a pair and of the weight that it makes.
private struct WeightNormPair {
    let direction: String
    let weight: String

    /// nil where a name is no magnitude's.
    init?(magnitude name: String) {
        var parts = name.split(separator: ".", omittingEmptySubsequences: false)
        switch parts.last {
        case "weight_g":
            direction = name.dropLast() + "v"
            weight = String(name.dropLast(2))
        case "original0" where parts.count >= 3 && parts[parts.count - 3] == "parametrizations":
            direction = name.dropLast() + "1"
            let parameter = parts[parts.count - 2]
            parts.removeLast(3)
            weight = (parts + [parameter]).joined(separator: ".")
        default: return nil
        }
    }
}

/// Walks a tensor's elements in order with the index of the slice that each is in.
private struct SliceIndices {
    let shape: [Int]
    /// Of the slices' index; 0 for axes within a slice.
    let strides: [Int]

    func forEach(_ body: (_ element: Int, _ slice: Int) -> Void) {
        guard !shape.contains(0) else { return }
        let total = shape.reduce(1, *)
        // Runs of the last axis, so that the odometer costs little.
        let run = shape.last ?? 1
        let step = strides.last ?? 0
        var index = [Int](repeating: 0, count: max(0, shape.count - 1))
        var slice = 0
        var element = 0
        while element < total {
            for position in 0..<run { body(element + position, slice + position * step) }
            element += run
            for axis in index.indices.reversed() {
                index[axis] += 1
                slice += strides[axis]
                if index[axis] < shape[axis] { break }
                slice -= index[axis] * strides[axis]
                index[axis] = 0
            }
        }
    }
}
