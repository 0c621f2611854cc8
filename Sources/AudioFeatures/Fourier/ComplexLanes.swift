/// Four complex numbers, side by side.
struct ComplexLanes {
    var real: SIMD4<Float>
    var imaginary: SIMD4<Float>

    @inline(__always)
    init(_ real: SIMD4<Float>, _ imaginary: SIMD4<Float>) {
        self.real = real
        self.imaginary = imaginary
    }

    @inline(__always)
    static func + (a: Self, b: Self) -> Self {
        Self(a.real + b.real, a.imaginary + b.imaginary)
    }

    @inline(__always)
    static func - (a: Self, b: Self) -> Self {
        Self(a.real - b.real, a.imaginary - b.imaginary)
    }

    @inline(__always)
    static func * (a: Self, b: Self) -> Self {
        Self(
            a.real * b.real - a.imaginary * b.imaginary,
            a.real * b.imaginary + a.imaginary * b.real)
    }

    @inline(__always)
    static func * (a: Self, factor: Float) -> Self {
        Self(a.real * factor, a.imaginary * factor)
    }

    /// These times -i: a quarter turn clockwise.
    @inline(__always)
    var turned: Self { Self(imaginary, -real) }
}

/// Complex numbers with their real and imaginary parts in two planes.
struct ComplexPlanes {
    let real: UnsafeMutablePointer<Float>
    let imaginary: UnsafeMutablePointer<Float>

    /// The planes changed places: transforming these forward is transforming the
    /// original backward.
    var swapped: Self { Self(real: imaginary, imaginary: real) }

    @inline(__always)
    func load(_ index: Int) -> ComplexLanes {
        ComplexLanes(real.lanes(at: index), imaginary.lanes(at: index))
    }

    @inline(__always)
    func store(_ lanes: ComplexLanes, _ index: Int) {
        real.setLanes(lanes.real, at: index)
        imaginary.setLanes(lanes.imaginary, at: index)
    }
}

extension UnsafePointer<Float> {
    /// The four numbers from an index on.
    @inline(__always)
    func lanes(at index: Int) -> SIMD4<Float> {
        UnsafeRawPointer(self + index).loadUnaligned(as: SIMD4<Float>.self)
    }
}

extension UnsafeMutablePointer<Float> {
    /// The four numbers from an index on.
    @inline(__always)
    func lanes(at index: Int) -> SIMD4<Float> { UnsafePointer(self).lanes(at: index) }

    /// Writes the four numbers from an index on.
    @inline(__always)
    func setLanes(_ lanes: SIMD4<Float>, at index: Int) {
        UnsafeMutableRawPointer(self + index).storeBytes(of: lanes, as: SIMD4<Float>.self)
    }
}

extension SIMD4<Float> {
    /// Last to first.
    @inline(__always)
    var reversed: Self { Self(self[3], self[2], self[1], self[0]) }
}
