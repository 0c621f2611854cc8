import Glibc

/// What is kept of some frames' cepstra: how many they are, their sums and the sums of their
/// products. Pieces can be put together without the frames.
struct SpeakerPiece: Sendable, Equatable {
    /// Coefficients of a frame.
    static let width = 12

    private(set) var count = 0
    private var sums = [Double](repeating: 0, count: width)
    /// The lower triangle, row by row.
    private var products = [Double](repeating: 0, count: width * (width + 1) / 2)

    /// Adds a frame of ``width`` coefficients.
    mutating func add(_ frame: some Collection<Double>) {
        let frame = Array(frame)
        count += 1
        var place = 0
        for row in 0..<Self.width {
            sums[row] += frame[row]
            for column in 0...row {
                products[place] += frame[row] * frame[column]
                place += 1
            }
        }
    }

    /// Both together.
    static func + (one: SpeakerPiece, other: SpeakerPiece) -> SpeakerPiece {
        var both = one
        both.count += other.count
        for place in both.sums.indices { both.sums[place] += other.sums[place] }
        for place in both.products.indices { both.products[place] += other.products[place] }
        return both
    }

    /// How badly one normal distribution of its own explains the frames: their negative logarithmic
    /// likelihood by it, without what is the same however frames are parted.
    var cost: Double {
        guard count > 0 else { return 0 }
        let number = Double(count)
        // Cholesky's factor of the covariance, in place.
        var factor = [Double](repeating: 0, count: products.count)
        var logarithm = 0.0
        for row in 0..<Self.width {
            let start = row * (row + 1) / 2
            for column in 0...row {
                let other = column * (column + 1) / 2
                var value =
                    products[start + column] / number
                    - sums[row] / number * (sums[column] / number)
                for inner in 0..<column { value -= factor[start + inner] * factor[other + inner] }
                if row == column {
                    // So that frames which are all alike have one too.
                    let pivot = max(value + Self.least, Self.least)
                    factor[start + column] = pivot.squareRoot()
                    logarithm += log(pivot)
                } else {
                    factor[start + column] = value / factor[other + column]
                }
            }
        }
        return number / 2 * logarithm
    }

    /// Variance that every coefficient has.
    private static let least = 0.01
}
