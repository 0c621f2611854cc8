/// exp(x) for x ≤ 0 with a relative error below 2e-7; 0 below -87.
///
/// The power of two by the exponent's bits, the rest by Taylor's polynomial; without
/// branches, so that the compiler does several at once.
@inline(__always)
func exponential(_ x: Float) -> Float {
    let bounded = max(x, -87)
    // Adding 1.5 * 2^23 rounds to a whole number, which stands in the lowest bits.
    let shifted = bounded * 1.442_695_04 + 12_582_912
    let whole = shifted - 12_582_912
    // ln 2 in two parts (Cody and Waite 1980).
    let rest = (bounded - whole * 0.693_359_375) + whole * 2.121_944_4e-4
    let polynomial =
        1 + rest
        * (1 + rest
            * (0.5 + rest
                * (1 / 6 + rest * (1 / 24 + rest * (1 / 120 + rest * (1 / 720))))))
    let exponent = shifted.bitPattern &<< 23
    let result = Float(bitPattern: polynomial.bitPattern &+ exponent)
    return x < -87 ? 0 : result
}

/// Weights of all tokens with their sums by block, so that a draw needn't add them all
/// again. The memory is used again and again.
struct TokenWeights {
    private static let blockSize = 512
    private var weights: [Float] = []
    private var sums: [Double] = []
    /// The sum of all.
    private(set) var total = 0.0

    /// Weighs the tokens from `lowest` on: exp((logit - greatest) / temperature); the others
    /// have none.
    mutating func weigh(
        _ logits: UnsafeBufferPointer<Float>, greatest: Float, temperature: Float,
        lowest: RankedToken? = nil
    ) {
        let count = logits.count
        let blocks = (count + Self.blockSize - 1) / Self.blockSize
        if weights.count != count {
            weights = [Float](repeating: 0, count: count)
            sums = [Double](repeating: 0, count: blocks)
        }
        let scale = 1 / temperature
        total = 0
        weights.withUnsafeMutableBufferPointer { weights in
            for block in 0..<blocks {
                let start = block * Self.blockSize
                let end = min(start + Self.blockSize, count)
                for index in start..<end {
                    weights[index] = exponential((logits[index] - greatest) * scale)
                }
                if let lowest {
                    for index in start..<end
                    where RankedToken(logit: logits[index], token: index) < lowest {
                        weights[index] = 0
                    }
                }
                sums[block] = Self.sum(.init(rebasing: weights[start..<end]))
                total += sums[block]
            }
        }
    }

    /// Gathers the tokens of at least a weight, by ID.
    func gather(
        from least: Float, of logits: UnsafeBufferPointer<Float>, into tokens: inout [RankedToken]
    ) {
        tokens.removeAll(keepingCapacity: true)
        tokens.reserveCapacity(logits.count)
        weights.withUnsafeBufferPointer { weights in
            // Weights aren't negative: as integers they have the same order.
            let least = least.bitPattern
            for start in stride(from: 0, to: weights.count, by: 32) {
                let end = min(start + 32, weights.count)
                var greatest: UInt32 = 0
                for index in start..<end { greatest = max(greatest, weights[index].bitPattern) }
                guard greatest >= least else { continue }
                for index in start..<end where weights[index].bitPattern >= least {
                    tokens.append(RankedToken(logit: logits[index], token: index))
                }
            }
        }
    }

    /// The sum in a set order: eight rows side by side.
    private static func sum(_ weights: UnsafeMutableBufferPointer<Float>) -> Double {
        var rows = SIMD8<Float>.zero
        let whole = weights.count / 8 * 8
        let raw = UnsafeRawBufferPointer(weights)
        for index in stride(from: 0, to: whole, by: 8) {
            rows += raw.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<Float>.self)
        }
        var rest: Float = 0
        for index in whole..<weights.count { rest += weights[index] }
        return Double(rows.sum()) + Double(rest)
    }

    /// The token at a share of the total, from 0 to below 1, tokens by ID.
    func token(at share: Double) -> Int {
        var left = share * total
        // Where rounding carries it beyond the end: the last token with a weight.
        let last =
            sums.lastIndex { $0 > 0 }.flatMap { block in
                weights[(block * Self.blockSize)...].prefix(Self.blockSize).lastIndex { $0 > 0 }
            } ?? 0
        for (block, sum) in sums.enumerated() where sum > 0 {
            let start = block * Self.blockSize
            let end = min(start + Self.blockSize, weights.count)
            if left >= sum {
                left -= sum
                continue
            }
            for index in start..<end where weights[index] > 0 {
                left -= Double(weights[index])
                if left < 0 { return index }
            }
            // The weights of a block, added in another order, may come out less than its
            // sum by rounding; then it is the next token.
        }
        return last
    }
}
