internal import ModelBlocks
internal import Glibc

/// Random choices that follow from a seed and where they are asked for, so that nothing has to be
/// kept for resuming.
struct AddressedDraws {
    private let key: UInt64

    /// Draws for a purpose at a step.
    init(seed: UInt64, purpose: UInt64, step: Int) {
        key = mixed(mixed(mixed(seed) &+ purpose) &+ UInt64(step))
    }

    /// A number from 0 up to 1.
    func number(_ place: Int) -> Double { unit(key, place, 0) }

    /// Places below a limit, all different as long as there are enough.
    ///
    /// - Precondition: `limit` is above 0.
    func places(_ count: Int, below limit: Int) -> [Int] {
        precondition(limit > 0, "no place to choose")
        var left = Array(0..<limit)
        return (0..<count).map { index in
            // Fisher and Yates' shuffle, as far as it is needed; then once more.
            let first = index % limit
            let other = first + min(Int(number(index) * Double(limit - first)), limit - first - 1)
            left.swapAt(first, other)
            return left[first]
        }
    }

    /// Numbers of the normal distribution with mean 0 and variance 1 (Box and Muller 1958).
    func normal(_ count: Int) -> [Float] {
        (0..<count).map { index in
            let radius = (-2 * log(1 - unit(key, index, 1))).squareRoot()
            return Float(radius * cos(2 * .pi * unit(key, index, 2)))
        }
    }
}
