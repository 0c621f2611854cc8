internal import TensorRuntime

/// Why something can't be made of weights; errors of networks have these cases.
protocol WeightFieldFailure: Error {
    static func missing(tensor: String) -> Self
    static func wrongTensor(name: String, expected: String, got: String) -> Self
    static func wrongMetadata(name: String, value: String?, expected: String) -> Self
}

/// What a file of weights tells of its network, by metadata and tensors' shapes, checked.
struct WeightFields<Failure: WeightFieldFailure> {
    let weights: WeightStore

    init(_ weights: WeightStore) { self.weights = weights }

    func number(_ name: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
        let value = weights.metadata[name]
        guard let number = value.flatMap({ Int($0) }), range.contains(number) else {
            throw .wrongMetadata(
                name: name, value: value,
                expected: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func truth(_ name: String) throws(Failure) -> Bool {
        guard let value = weights.metadata[name].flatMap({ Bool($0) }) else {
            throw .wrongMetadata(
                name: name, value: weights.metadata[name], expected: "true or false")
        }
        return value
    }

    func shape(_ name: String, axes: Int) throws(Failure) -> [Int] {
        guard let tensor = weights[name] else { throw .missing(tensor: name) }
        guard tensor.shape.count == axes, tensor.element.isFloatingPoint else {
            throw .wrongTensor(
                name: name, expected: "floating-point with \(axes) axes", got: "\(tensor.type)")
        }
        return tensor.shape
    }

    func check(_ name: String, _ expected: [Int]) throws(Failure) {
        let shape = try shape(name, axes: expected.count)
        guard shape == expected else {
            throw .wrongTensor(name: name, expected: "\(expected)", got: "\(shape)")
        }
    }

    /// Finite numbers of a shape.
    func numbers(_ name: String, _ expected: [Int]) throws(Failure) -> [Float] {
        try check(name, expected)
        let numbers = weights[name]?.floats() ?? []
        guard numbers.allSatisfy(\.isFinite) else {
            throw .wrongTensor(name: name, expected: "finite numbers", got: "others among them")
        }
        return numbers
    }
}
