/// The order of tokens by logit: the greater first, of equals the lower ID.
///
/// A logit and its token in one number, the likelier the greater. Zero and minus zero are
/// equal.
struct RankedToken: Comparable {
    let bits: UInt64

    @inline(__always)
    init(logit: Float, token: Int) {
        let order = UInt32(bitPattern: orderedBits(logit)) ^ 0x8000_0000
        bits = UInt64(order) &<< 32 | UInt64(~UInt32(truncatingIfNeeded: token))
    }

    var token: Int { Int(~UInt32(truncatingIfNeeded: bits)) }

    var logit: Float {
        let order = Int32(bitPattern: UInt32(truncatingIfNeeded: bits &>> 32) ^ 0x8000_0000)
        return Float(bitPattern: UInt32(bitPattern: order ^ ((order &>> 31) & 0x7FFF_FFFF)))
    }

    @inline(__always)
    static func < (left: RankedToken, right: RankedToken) -> Bool { left.bits < right.bits }
}

/// A number as an integer of the same order, which compilers turn into vector code.
/// Above that of +∞ and below that of -∞ lie NaNs.
@inline(__always)
func orderedBits(_ number: Float) -> Int32 {
    // Adding zero makes zero of minus zero.
    let bits = Int32(bitPattern: (number + 0).bitPattern)
    return bits ^ ((bits &>> 31) & 0x7FFF_FFFF)
}

/// The greatest logit.
///
/// - Throws: ``SamplingError/notFinite(token:)`` for NaN and +∞;
///   ``SamplingError/allSuppressed`` where all are -∞.
func greatest(_ logits: UnsafeBufferPointer<Float>) throws(SamplingError) -> Float {
    var greatest = Int32.min
    var least = Int32.max
    for logit in logits {
        let order = orderedBits(logit)
        greatest = max(greatest, order)
        least = min(least, order)
    }
    let none = orderedBits(-.infinity)
    guard least >= none, greatest < orderedBits(.infinity) else {
        throw .notFinite(token: logits.firstIndex { $0.isNaN || $0 == .infinity } ?? 0)
    }
    guard greatest > none else { throw .allSuppressed }
    return Float(bitPattern: UInt32(bitPattern: greatest ^ ((greatest &>> 31) & 0x7FFF_FFFF)))
}

/// Gathers the `count` likeliest tokens, in no order, in time that grows with the number
/// of logits whatever they are.
func gatherLikeliest(
    _ count: Int, of logits: UnsafeBufferPointer<Float>, into kept: inout [RankedToken]
) {
    kept.removeAll(keepingCapacity: true)
    let room = min(logits.count, max(2 * count, count + 64))
    kept.reserveCapacity(room)
    /// What a token needs beyond: later ones of the same logit rank lower.
    var bar = Int32.min
    var start = 0
    while start < logits.count {
        let end = min(start + 32, logits.count)
        var best = Int32.min
        for index in start..<end { best = max(best, orderedBits(logits[index])) }
        if best > bar || kept.count < count {
            for index in start..<end where orderedBits(logits[index]) > bar || kept.count < count {
                kept.append(RankedToken(logit: logits[index], token: index))
                if kept.count == room, room > count {
                    keepLikeliest(count, of: &kept)
                    bar = orderedBits(kept.min()?.logit ?? -.infinity)
                }
            }
        }
        start = end
    }
    if kept.count > count { keepLikeliest(count, of: &kept) }
}

/// Leaves the `count` greatest, in no order (quickselect, Hoare 1961).
private func keepLikeliest(_ count: Int, of tokens: inout [RankedToken]) {
    var low = 0
    var high = tokens.count
    while high - low > 1 {
        let cut = partition(&tokens, low..<high)
        if cut == count { break }
        if cut > count { high = cut } else { low = cut }
        if low >= count { break }
    }
    tokens.removeLast(tokens.count - count)
}

/// Puts the greater ones of a range of at least two before the others and returns where
/// those begin, neither part empty. All tokens are different.
private func partition(_ tokens: inout [RankedToken], _ range: Range<Int>) -> Int {
    let first = tokens[range.lowerBound]
    let middle = tokens[range.lowerBound + range.count / 2]
    let last = tokens[range.upperBound - 1]
    // The median of three; of two, the lesser would leave nothing behind it.
    var pivot = max(min(first, middle), min(max(first, middle), last))
    if range.count == 2 { pivot = max(first, last) }
    var cut = range.lowerBound
    for index in range where tokens[index] >= pivot {
        tokens.swapAt(index, cut)
        cut += 1
    }
    return cut == range.upperBound ? cut - 1 : cut
}

/// Leaves the fewest of the greatest whose weights reach `mass`, all where they don't; in
/// no order.
func keepNucleus(
    _ mass: Double, of tokens: inout [RankedToken], weight: (RankedToken) -> Double
) {
    var low = 0
    var high = tokens.count
    var left = mass
    // What lies before `low` is kept, what lies from `high` on isn't.
    while high - low > 32 {
        let cut = partition(&tokens, low..<high)
        var upper = 0.0
        for index in low..<cut { upper += weight(tokens[index]) }
        if upper >= left {
            high = cut
        } else {
            left -= upper
            low = cut
        }
    }
    tokens[low..<high].sort(by: >)
    while low < high, left > 0 {
        left -= weight(tokens[low])
        low += 1
    }
    tokens.removeLast(tokens.count - low)
}
