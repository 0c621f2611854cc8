internal import Glibc

/// A symmetric positive definite matrix, such as a covariance, by its Cholesky factor.
struct SymmetricMatrix: Sendable, Equatable {
    /// Rows, and columns.
    let size: Int
    /// The values, row by row: size × size.
    let values: [Double]
    /// The lower triangle whose product with its transpose is the matrix, row by row.
    private let factor: [Double]

    /// Factors a matrix.
    ///
    /// - Parameter values: Size × size; of each pair of equal values the lower is read.
    /// - Returns: nil where it is not positive definite.
    init?(_ values: [Double], size: Int) {
        precondition(values.count == size * size, "values of another matrix")
        var factor = [Double](repeating: 0, count: values.count)
        for row in 0..<size {
            for column in 0...row {
                var sum = values[row * size + column]
                for index in 0..<column {
                    sum -= factor[row * size + index] * factor[column * size + index]
                }
                if row == column {
                    // Less than this is rounding: the values span at most a few powers of ten.
                    guard sum > 1e-12 * values[row * size + row] else { return nil }
                    factor[row * size + row] = sum.squareRoot()
                } else {
                    factor[row * size + column] = sum / factor[column * size + column]
                }
            }
        }
        self.size = size
        self.values = values
        self.factor = factor
    }

    /// The natural logarithm of the determinant.
    var logDeterminant: Double {
        (0..<size).reduce(0) { $0 + 2 * log(factor[$1 * size + $1]) }
    }

    /// The inverse's product with a vector.
    func solve(_ vector: [Double]) -> [Double] {
        var result = vector
        for row in 0..<size {
            for index in 0..<row { result[row] -= factor[row * size + index] * result[index] }
            result[row] /= factor[row * size + row]
        }
        for row in (0..<size).reversed() {
            for index in (row + 1)..<size {
                result[row] -= factor[index * size + row] * result[index]
            }
            result[row] /= factor[row * size + row]
        }
        return result
    }
}
