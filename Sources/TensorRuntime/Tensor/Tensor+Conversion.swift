extension Tensor {
    /// The elements as 32-bit floats, whatever their type. Truth values are 0 and 1.
    public func floats() -> [Float] {
        Array(unsafeUninitializedCapacity: count) { room, filled in
            if let base = room.baseAddress { write(into: base) }
            filled = count
        }
    }

    /// The tensor with its elements converted.
    ///
    /// Rounded to nearest, ties to even. Integers that are too large become the nearest that the
    /// type has, floats infinity; NaN becomes 0 in integers and true. Anything but zero is true.
    /// Integers of 64 bits keep 53 of them on the way to other widths, and doubles become
    /// brain floats by way of 32-bit ones.
    public func converted(to target: ElementType) -> Tensor {
        if target == element { return self }
        let type = TensorType(target, shape)
        if target == .float32 {
            return Tensor(type) { room in
                write(into: room.baseAddress!.assumingMemoryBound(to: Float.self))
            }
        }
        if [.float64, .int32, .uint32, .int64, .uint64].contains(element) {
            let doubles = doubles()
            return Tensor(type) { room in
                doubles.withUnsafeBufferPointer { Self.convert($0, to: target, in: room) }
            }
        }
        let floats = floats()
        return Tensor(type) { room in
            floats.withUnsafeBufferPointer { source in
                switch target {
                case .float16: HalfPrecision.narrow(source, into: room)
                case .bfloat16: HalfPrecision.narrowBrain(source, into: room)
                case .int8: Self.round(source, to: Int8.self, in: room)
                case .uint8: Self.round(source, to: UInt8.self, in: room)
                case .int16: Self.round(source, to: Int16.self, in: room)
                case .uint16: Self.round(source, to: UInt16.self, in: room)
                default: Self.convert(source, to: target, in: room)
                }
            }
        }
    }

    /// Writes all elements as floats.
    private func write(into room: UnsafeMutablePointer<Float>) {
        withBytes { bytes in
            switch element {
            case .float32:
                UnsafeMutableRawBufferPointer(start: room, count: bytes.count)
                    .copyMemory(from: bytes)
            case .float16: HalfPrecision.widen(bytes, into: room)
            case .bfloat16: HalfPrecision.widenBrain(bytes, into: room)
            case .float64: Self.write(bytes, as: Double.self, count, room) { Float($0) }
            case .int8: Self.write(bytes, as: Int8.self, count, room) { Float($0) }
            case .uint8: Self.write(bytes, as: UInt8.self, count, room) { Float($0) }
            case .bool: Self.write(bytes, as: UInt8.self, count, room) { $0 == 0 ? 0 : 1 }
            case .int16: Self.write(bytes, as: Int16.self, count, room) { Float($0) }
            case .uint16: Self.write(bytes, as: UInt16.self, count, room) { Float($0) }
            case .int32: Self.write(bytes, as: Int32.self, count, room) { Float($0) }
            case .uint32: Self.write(bytes, as: UInt32.self, count, room) { Float($0) }
            case .int64: Self.write(bytes, as: Int64.self, count, room) { Float($0) }
            case .uint64: Self.write(bytes, as: UInt64.self, count, room) { Float($0) }
            }
        }
    }

    /// Elements whose floats would not be exact.
    private func doubles() -> [Double] {
        withBytes { bytes in
            Array(unsafeUninitializedCapacity: count) { room, filled in
                filled = count
                guard let room = room.baseAddress else { return }
                switch element {
                case .int32: Self.write(bytes, as: Int32.self, count, room) { Double($0) }
                case .uint32: Self.write(bytes, as: UInt32.self, count, room) { Double($0) }
                case .int64: Self.write(bytes, as: Int64.self, count, room) { Double($0) }
                case .uint64: Self.write(bytes, as: UInt64.self, count, room) { Double($0) }
                default: Self.write(bytes, as: Double.self, count, room) { $0 }
                }
            }
        }
    }

    @inline(__always)
    private static func write<Source: BitwiseCopyable, Target>(
        _ bytes: UnsafeRawBufferPointer, as source: Source.Type, _ count: Int,
        _ room: UnsafeMutablePointer<Target>, _ convert: (Source) -> Target
    ) {
        let width = MemoryLayout<Source>.size
        for index in 0..<count {
            room[index] = convert(bytes.loadUnaligned(fromByteOffset: index * width, as: source))
        }
    }

    private static func convert<Source: BinaryFloatingPoint>(
        _ source: UnsafeBufferPointer<Source>, to target: ElementType,
        in room: UnsafeMutableRawBufferPointer
    ) {
        func write<Target: BitwiseCopyable>(_ convert: (Source) -> Target) {
            for (index, value) in source.enumerated() {
                room.storeBytes(
                    of: convert(value), toByteOffset: index * MemoryLayout<Target>.size,
                    as: Target.self)
            }
        }
        switch target {
        case .float64: write { Double($0) }
        case .float32: write { Float($0) }
        case .float16: write { Float16($0) }
        case .bfloat16: write { brain($0) }
        case .bool: write { UInt8($0 == 0 ? 0 : 1) }
        case .int8: write { clamped($0, Int8.self) }
        case .uint8: write { clamped($0, UInt8.self) }
        case .int16: write { clamped($0, Int16.self) }
        case .uint16: write { clamped($0, UInt16.self) }
        case .int32: write { clamped($0, Int32.self) }
        case .uint32: write { clamped($0, UInt32.self) }
        case .int64: write { clamped($0, Int64.self) }
        case .uint64: write { clamped($0, UInt64.self) }
        }
    }

    /// Small integers, in a loop that vectors can do.
    @inline(__always)
    private static func round<Target: FixedWidthInteger & BitwiseCopyable>(
        _ source: UnsafeBufferPointer<Float>, to target: Target.Type,
        in room: UnsafeMutableRawBufferPointer
    ) {
        let (low, high) = (Float(Target.min), Float(Target.max))
        for index in 0..<source.count {
            let value = source[index]
            let number = value == value ? value : 0
            let raised = number < low ? low : number
            // The addition leaves no room for fractions: the integer is in the lowest bits.
            let bits = ((raised > high ? high : raised) + 0x1.8p23).bitPattern
            room.storeBytes(
                of: Target(truncatingIfNeeded: bits &- 0x4B40_0000),
                toByteOffset: index &* MemoryLayout<Target>.size, as: target)
        }
    }

    private static func clamped<Source: BinaryFloatingPoint, Target: FixedWidthInteger>(
        _ value: Source, _ target: Target.Type
    ) -> Target {
        let rounded = value.rounded(.toNearestOrEven)
        if let exact = Target(exactly: rounded) { return exact }
        return rounded.isNaN ? 0 : rounded < 0 ? .min : .max
    }

    private static func brain<Source: BinaryFloatingPoint>(_ value: Source) -> UInt16 {
        var float = Float(value)
        var bits: UInt16 = 0
        withUnsafeMutableBytes(of: &bits) { room in
            withUnsafePointer(to: &float) {
                HalfPrecision.narrowBrain(UnsafeBufferPointer(start: $0, count: 1), into: room)
            }
        }
        return bits
    }
}
