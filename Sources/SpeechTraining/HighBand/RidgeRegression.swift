/// Linear regression with a penalty on large weights, in closed form (Hoerl and Kennard 1970).
///
/// Sums over all examples are kept, so that memory doesn't grow with their number, and added in
/// the order in which they came: the same examples give the same bits.
struct RidgeRegression {
    /// What a prediction depends on.
    let features: Int
    /// What is predicted.
    let targets: Int
    /// Examples so far.
    private(set) var count = 0
    /// Sums of products of features with features and targets, `[features, features + targets]`;
    /// of the features only those with themselves and later ones.
    private var products: [Double]
    /// Sums of features and targets.
    private var sums: [Double]

    private var width: Int { features + targets }

    /// A regression without examples.
    init(features: Int, targets: Int) {
        self.features = features
        self.targets = targets
        products = [Double](repeating: 0, count: features * (features + targets))
        sums = [Double](repeating: 0, count: features + targets)
    }

    /// Adds examples.
    ///
    /// - Parameters:
    ///   - x: Features, example by example.
    ///   - y: Targets, likewise.
    mutating func add(_ x: [Float], _ y: [Float]) {
        let (rows, features, targets, width) = (x.count / features, features, targets, width)
        precondition(x.count == rows * features && y.count == rows * targets, "uneven examples")
        count += rows
        var example = [Double](repeating: 0, count: width)
        products.withUnsafeMutableBufferPointer { products in
            for row in 0..<rows {
                for place in 0..<features { example[place] = Double(x[row * features + place]) }
                for place in 0..<targets {
                    example[features + place] = Double(y[row * targets + place])
                }
                example.withUnsafeBufferPointer { example in
                    for place in 0..<width { sums[place] += example[place] }
                    for first in 0..<features {
                        let value = example[first]
                        let start = first * width
                        for second in first..<width {
                            products[start + second] += value * example[second]
                        }
                    }
                }
            }
        }
    }

    /// The weights `[targets, features]` and what is added, `[targets]`, that minimise the mean of
    /// squared errors plus `penalty` times the sum of squared weights. What is added costs nothing.
    ///
    /// - Returns: nil without examples, or where features depend on each other and the penalty is 0.
    func solution(penalty: Double) -> (weights: [Float], bias: [Float])? {
        guard count > 0, let factor = factor(penalty: penalty) else { return nil }
        var weights = [Float](repeating: 0, count: targets * features)
        var bias = [Float](repeating: 0, count: targets)
        for target in 0..<targets {
            var column = (0..<features).map { covariance($0, features + target) }
            // Forwards by the factor, backwards by its mirror image.
            for row in 0..<features {
                for place in 0..<row {
                    column[row] -= factor[row * features + place] * column[place]
                }
                column[row] /= factor[row * features + row]
            }
            for row in (0..<features).reversed() {
                for place in row + 1..<max(features, row + 1) {
                    column[row] -= factor[place * features + row] * column[place]
                }
                column[row] /= factor[row * features + row]
            }
            var mean = sums[features + target] / Double(count)
            for row in 0..<features {
                weights[target * features + row] = Float(column[row])
                mean -= column[row] * sums[row] / Double(count)
            }
            bias[target] = Float(mean)
        }
        return (weights, bias)
    }

    /// How a feature and a later one, or a target, vary together.
    private func covariance(_ first: Int, _ second: Int) -> Double {
        let number = Double(count)
        return products[first * width + second] / number
            - sums[first] / number * (sums[second] / number)
    }

    /// The lower triangle whose product with its mirror image is the features' covariance with the
    /// penalty added (Cholesky's).
    private func factor(penalty: Double) -> [Double]? {
        var factor = [Double](repeating: 0, count: features * features)
        for row in 0..<features {
            for column in 0...row {
                var sum = covariance(column, row) + (row == column ? penalty : 0)
                for place in 0..<column {
                    sum -= factor[row * features + place] * factor[column * features + place]
                }
                if row == column {
                    guard sum > 1e-12 else { return nil }
                    factor[row * features + row] = sum.squareRoot()
                } else {
                    factor[row * features + column] = sum / factor[column * features + column]
                }
            }
        }
        return factor
    }
}
