public import TensorRuntime

extension Layer {
    /// `x · weightᵀ + bias`
    ///
    /// Parameters `weight [width, features]`, `bias [width]`.
    ///
    /// - Parameters:
    ///   - x: `[…, features]`
    ///   - width: Features that come out.
    public func linear(_ x: Value, to width: Int, bias: Bool = true) -> Value {
        guard let features = channels(of: x, .features) else { return nothing }
        guard width > 0 else { return refuse("\(width) features out, it begins at 1") }
        return project(
            x, parameter("weight", [width, features]), bias ? parameter("bias", [width]) : nil)
    }

    /// A linear layer of given weights.
    func project(_ x: Value, _ weight: Value, _ bias: Value?) -> Value {
        if let bias { return apply(.linear, x, weight, bias) }
        return apply(.linear, x, weight)
    }

    /// A vector for each number below `count`.
    ///
    /// Parameter `weight [count, width]`.
    ///
    /// - Parameter ids: int64 or int32 of any shape; the vectors become the last axis.
    public func embedding(_ ids: Value, count: Int, width: Int) -> Value {
        guard count > 0, width > 0 else {
            return refuse("\(count) vectors of \(width), both begin at 1")
        }
        return apply(.gather(axis: 0), parameter("weight", [count, width]), ids)
    }
}
