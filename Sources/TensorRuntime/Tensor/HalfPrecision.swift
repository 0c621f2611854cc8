/// 16-bit floats to and from 32-bit ones.
///
/// Written with integers and selection in plain loops, of which the compiler makes vectors on any
/// processor: x86-64's baseline has no instruction for half precision and would call a function
/// for each element. Rounding is to nearest, ties to even; subnormals, infinities and NaN stay.
enum HalfPrecision {
    /// Half precision to single.
    static func widen(_ source: UnsafeRawBufferPointer, into room: UnsafeMutablePointer<Float>) {
        for index in 0..<source.count / 2 {
            let half = UInt32(source.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self))
            let magnitude = (half & 0x7FFF) &<< 13
            // A subnormal is its fraction in units of 2⁻²⁴: put behind 2⁻¹⁴, less 2⁻¹⁴.
            let subnormal = (Float(bitPattern: magnitude &+ 0x3880_0000) - 0x1p-14).bitPattern
            // The exponent moves from a bias of 15 to one of 127; that of infinity to the top.
            let normal = magnitude &+ 0x3800_0000
            let special = magnitude &+ 0x7000_0000
            let finite = magnitude < 0x0080_0000 ? subnormal : normal
            let bits = magnitude >= 0x0F80_0000 ? special : finite
            room[index] = Float(bitPattern: bits | (half & 0x8000) &<< 16)
        }
    }

    /// Brain floats to single precision: the upper half of its bits.
    static func widenBrain(
        _ source: UnsafeRawBufferPointer, into room: UnsafeMutablePointer<Float>
    ) {
        for index in 0..<source.count / 2 {
            let brain = source.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self)
            room[index] = Float(bitPattern: UInt32(brain) &<< 16)
        }
    }

    /// Single precision to half.
    static func narrow(
        _ source: UnsafeBufferPointer<Float>, into room: UnsafeMutableRawBufferPointer
    ) {
        for index in 0..<source.count {
            let bits = source[index].bitPattern
            let magnitude = bits & 0x7FFF_FFFF
            // Adding 1/2 in the last place that stays, less one where that place is even.
            let odd = (magnitude &>> 13) & 1
            let normal = (magnitude &- 0x3800_0000 &+ 0xFFF &+ odd) &>> 13
            // Below 2⁻¹⁴ the addition of 2⁻¹ leaves units of 2⁻²⁴ in the lowest bits, rounded.
            let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
            let finite = magnitude < 0x3880_0000 ? subnormal : normal
            let infinite: UInt32 = magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00
            let half = (magnitude >= 0x4780_0000 ? infinite : finite) | (bits &>> 16) & 0x8000
            room.storeBytes(
                of: UInt16(truncatingIfNeeded: half), toByteOffset: index &* 2, as: UInt16.self)
        }
    }

    /// Single precision to brain floats.
    static func narrowBrain(
        _ source: UnsafeBufferPointer<Float>, into room: UnsafeMutableRawBufferPointer
    ) {
        for index in 0..<source.count {
            let bits = source[index].bitPattern
            let rounded = (bits &+ 0x7FFF &+ ((bits &>> 16) & 1)) &>> 16
            let isNaN = bits & 0x7FFF_FFFF > 0x7F80_0000
            let brain = isNaN ? bits &>> 16 | 0x40 : rounded
            room.storeBytes(
                of: UInt16(truncatingIfNeeded: brain), toByteOffset: index &* 2, as: UInt16.self)
        }
    }
}
