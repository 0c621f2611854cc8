/// Random numbers that are a function of seed, stream, position and lane, without state.
///
/// So a seed gives the same sound alone, in a batch, in other chunks or after a resume.
/// Every number has an address: which stream (one for each use, such as the tokens of
/// one codebook or the noise of a flow), and which position in it.
public struct RandomStream: Sendable, Hashable {
    /// Of the whole utterance.
    public let seed: UInt64
    /// Of one use in it. Streams are independent.
    public let stream: UInt32

    /// Makes a stream.
    public init(seed: UInt64, stream: UInt32 = 0) {
        self.seed = seed
        self.stream = stream
    }

    private var key: (UInt32, UInt32) {
        (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed &>> 32))
    }

    /// The lanes of noise lie above those of single numbers, so that they never share one.
    private enum NoiseLane {
        static let uniform: UInt32 = 0xFFFF_FFFE
        static let normal: UInt32 = 0xFFFF_FFFF
    }

    /// The four words of a place.
    @inline(__always)
    private func words(_ position: UInt64, _ lane: UInt32) -> (UInt32, UInt32, UInt32, UInt32) {
        Philox.words(
            counter: (
                UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position &>> 32),
                lane, stream
            ), key: key)
    }

    /// A number from 0 to below 1, of 53 random bits.
    ///
    /// - Parameters:
    ///   - position: The step, such as the number of the token.
    ///   - lane: Which of several numbers of the step; below 65,536.
    public func uniform(at position: UInt64, lane: UInt16 = 0) -> Double {
        let (low, high, _, _) = words(position, UInt32(lane))
        return Double((UInt64(high) &<< 32 | UInt64(low)) &>> 11) * 0x1p-53
    }

    /// Fills memory with numbers from 0 to below 1 (24 bits), those from `offset` on in an
    /// endless row of them: the same in whatever chunks they are asked for.
    public func fillUniform(_ buffer: UnsafeMutableBufferPointer<Float>, from offset: UInt64 = 0) {
        fill(buffer, from: offset, lane: NoiseLane.uniform) { words in
            (unit(words.0), unit(words.1), unit(words.2), unit(words.3))
        }
    }

    /// Fills memory with normally distributed numbers (mean 0, deviation 1; none beyond
    /// 6.8), those from `offset` on in an endless row of them: the same in whatever chunks
    /// they are asked for, and on every processor (Box and Muller 1958; only additions,
    /// multiplications, divisions and square roots, which IEEE 754 defines exactly).
    public func fillNormal(_ buffer: UnsafeMutableBufferPointer<Float>, from offset: UInt64 = 0) {
        fill(buffer, from: offset, lane: NoiseLane.normal) { words in
            let first = normalPair(words.0, words.1)
            let second = normalPair(words.2, words.3)
            return (first.0, first.1, second.0, second.1)
        }
    }

    /// Numbers from 0 to below 1; see ``fillUniform(_:from:)``.
    public func uniform(count: Int, from offset: UInt64 = 0) -> [Float] {
        [Float](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            fillUniform(.init(rebasing: buffer[..<max(0, count)]), from: offset)
            filled = max(0, count)
        }
    }

    /// Normally distributed numbers; see ``fillNormal(_:from:)``.
    public func normal(count: Int, from offset: UInt64 = 0) -> [Float] {
        [Float](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            fillNormal(.init(rebasing: buffer[..<max(0, count)]), from: offset)
            filled = max(0, count)
        }
    }

    /// Fills memory from groups of four, whose first place is their number.
    @inline(__always)
    private func fill(
        _ buffer: UnsafeMutableBufferPointer<Float>, from offset: UInt64, lane: UInt32,
        _ four: ((UInt32, UInt32, UInt32, UInt32)) -> (Float, Float, Float, Float)
    ) {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return }
        var group = offset / 4
        var at = 0
        /// A group of which only a part is asked for.
        func edge(skipping skipped: Int) {
            let numbers = four(words(group, lane))
            let all = [numbers.0, numbers.1, numbers.2, numbers.3]
            for number in all.dropFirst(skipped).prefix(buffer.count - at) {
                base[at] = number
                at += 1
            }
            group &+= 1
        }
        if offset % 4 != 0 { edge(skipping: Int(offset % 4)) }
        let groups = (buffer.count - at) / 4
        for index in 0..<groups {
            let numbers = four(words(group &+ UInt64(index), lane))
            let place = base + (at &+ 4 &* index)
            place[0] = numbers.0
            place[1] = numbers.1
            place[2] = numbers.2
            place[3] = numbers.3
        }
        group &+= UInt64(groups)
        at += 4 * groups
        if at < buffer.count { edge(skipping: 0) }
    }
}

/// A word as a number from 0 to below 1.
@inline(__always)
private func unit(_ word: UInt32) -> Float {
    Float(Int32(truncatingIfNeeded: word &>> 8)) * 0x1p-24
}

/// Two normally distributed numbers of two words.
@inline(__always)
private func normalPair(_ first: UInt32, _ second: UInt32) -> (Float, Float) {
    let radius = (-2 * logarithm(first)).squareRoot()
    // The second word is a full turn: its nearest quarter and what is left, in ±π/4.
    let quarter = (second &+ 0x2000_0000) &>> 30
    let rest = Int32(truncatingIfNeeded: second &- (quarter &<< 30))
    let angle = Float(rest) * (Float.pi * 0x1p-31)
    let square = angle * angle
    // Taylor's polynomials; the first term left out is below 4e-9 in this range.
    let sine =
        angle
        * (1 + square
            * (-1 / 6 + square * (1 / 120 + square * (-1 / 5040 + square * (1 / 362_880)))))
    let cosine =
        1 + square
        * (-1 / 2 + square
            * (1 / 24 + square
                * (-1 / 720 + square * (1 / 40320 + square * (-1 / 3_628_800)))))
    // A quarter turn swaps them; which signs follow from the quarter's two bits.
    let swapped = 0 &- (quarter & 1)
    let x = (cosine.bitPattern & ~swapped) | (sine.bitPattern & swapped)
    let y = (sine.bitPattern & ~swapped) | (cosine.bitPattern & swapped)
    let signX = ((quarter &+ 1) & 2) &<< 30
    let signY = (quarter & 2) &<< 30
    return (
        radius * Float(bitPattern: x ^ signX), radius * Float(bitPattern: y ^ signY)
    )
}

/// The natural logarithm of (word + 1/2) / 2³², by a polynomial.
@inline(__always)
private func logarithm(_ word: UInt32) -> Float {
    // Both halves are exact in Float; their sum rounds once.
    let high = Float(Int32(truncatingIfNeeded: word &>> 16)) * 65536
    let number = high + (Float(Int32(truncatingIfNeeded: word & 0xFFFF)) + 0.5)
    // number = mantissa * 2^exponent with a mantissa from sqrt(1/2) to below sqrt(2).
    let bits = number.bitPattern &- 0x3F35_04F3
    let exponent = Int32(bitPattern: bits) &>> 23
    let mantissa = Float(bitPattern: (bits & 0x7F_FFFF) &+ 0x3F35_04F3)
    // log(m) = 2 artanh(s) with s = (m - 1) / (m + 1), |s| < 0.172.
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    let artanh =
        s * (1 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7 + square * (1 / 9)))))
    return 2 * artanh + Float(exponent &- 32) * 0.693_147_18
}
