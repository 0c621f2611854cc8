/// 16-bit floats to and from 32-bit ones, eight at a time.
///
/// Written with integers and selection, so that any processor does it in vectors: x86-64's
/// baseline has no instruction for half precision and would call a function for each element.
/// Rounding is to nearest, ties to even; subnormals, infinities and NaN are kept.
enum HalfPrecision {
    private typealias Words = SIMD8<UInt32>
    private typealias Floats = SIMD8<Float>

    /// Half precision to single.
    static func widen(_ source: UnsafeRawBufferPointer, into room: UnsafeMutablePointer<Float>) {
        convert(source, into: room) { (half: Words) -> Words in
            let magnitude = (half & 0x7FFF) &<< 13
            // The exponent moves from a bias of 15 to one of 127; that of infinity to the top.
            let normal = magnitude &+ 0x3800_0000
            let special = magnitude &+ 0x7000_0000
            // A subnormal is its fraction in units of 2⁻²⁴: put behind 2⁻¹⁴, less 2⁻¹⁴.
            let shifted = Floats(bits: magnitude &+ 0x3880_0000) - Floats(repeating: 0x1p-14)
            var result = normal.replacing(with: shifted.bits, where: magnitude .< 0x0080_0000)
            result.replace(with: special, where: magnitude .>= 0x0F80_0000)
            return result | (half & 0x8000) &<< 16
        }
    }

    /// Brain floats to single precision: the upper half of its bits.
    static func widenBrain(
        _ source: UnsafeRawBufferPointer, into room: UnsafeMutablePointer<Float>
    ) {
        convert(source, into: room) { (brain: Words) -> Words in brain &<< 16 }
    }

    /// Single precision to half.
    static func narrow(
        _ source: UnsafeBufferPointer<Float>, into room: UnsafeMutableRawBufferPointer
    ) {
        convert(source, into: room) { (bits: Words) -> Words in
            let sign = (bits &>> 16) & 0x8000
            let magnitude = bits & 0x7FFF_FFFF
            // Adding 1/2 in the last place that stays, less one where that place is even.
            let odd = (magnitude &>> 13) & 1
            let normal = (magnitude &- 0x3800_0000 &+ 0xFFF &+ odd) &>> 13
            // Below 2⁻¹⁴ the addition of 2⁻¹ leaves units of 2⁻²⁴ in the lowest bits, rounded.
            let subnormal = (Floats(bits: magnitude) + 0.5).bits &- 0x3F00_0000
            var result = normal.replacing(with: subnormal, where: magnitude .< 0x3880_0000)
            result.replace(with: Words(repeating: 0x7C00), where: magnitude .>= 0x4780_0000)
            result.replace(with: Words(repeating: 0x7E00), where: magnitude .> 0x7F80_0000)
            return result | sign
        }
    }

    /// Single precision to brain floats.
    static func narrowBrain(
        _ source: UnsafeBufferPointer<Float>, into room: UnsafeMutableRawBufferPointer
    ) {
        convert(source, into: room) { (bits: Words) -> Words in
            let rounded = (bits &+ 0x7FFF &+ ((bits &>> 16) & 1)) &>> 16
            let isNaN = bits & 0x7FFF_FFFF .> 0x7F80_0000
            return rounded.replacing(with: bits &>> 16 | 0x40, where: isNaN)
        }
    }

    @inline(__always)
    private static func convert(
        _ source: UnsafeRawBufferPointer, into room: UnsafeMutablePointer<Float>,
        _ eight: (Words) -> Words
    ) {
        let count = source.count / 2
        var index = 0
        while index + 8 <= count {
            let halves = source.loadUnaligned(fromByteOffset: index * 2, as: SIMD8<UInt16>.self)
            let floats = Floats(bits: eight(Words(truncatingIfNeeded: halves)))
            UnsafeMutableRawPointer(room + index).storeBytes(of: floats, as: Floats.self)
            index += 8
        }
        while index < count {
            let half = source.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)
            room[index] = Float(bitPattern: eight(Words(repeating: UInt32(half)))[0])
            index += 1
        }
    }

    @inline(__always)
    private static func convert(
        _ source: UnsafeBufferPointer<Float>, into room: UnsafeMutableRawBufferPointer,
        _ eight: (Words) -> Words
    ) {
        let raw = UnsafeRawBufferPointer(source)
        var index = 0
        while index + 8 <= source.count {
            let words = raw.loadUnaligned(fromByteOffset: index * 4, as: Words.self)
            let halves = SIMD8<UInt16>(truncatingIfNeeded: eight(words))
            room.storeBytes(of: halves, toByteOffset: index * 2, as: SIMD8<UInt16>.self)
            index += 8
        }
        while index < source.count {
            let half = eight(Words(repeating: source[index].bitPattern))[0]
            room.storeBytes(
                of: UInt16(truncatingIfNeeded: half), toByteOffset: index * 2, as: UInt16.self)
            index += 1
        }
    }
}

extension SIMD8<Float> {
    fileprivate init(bits: SIMD8<UInt32>) { self = unsafeBitCast(bits, to: Self.self) }
    fileprivate var bits: SIMD8<UInt32> { unsafeBitCast(self, to: SIMD8<UInt32>.self) }
}
