extension Tensor {
    /// The tensor itself where its bytes begin at a multiple, or a copy that does.
    ///
    /// Tensors of weight files lie wherever the file has them. A runtime that is given their
    /// memory may want more than that.
    ///
    /// - Parameter alignment: A power of two, at most 64.
    public func aligned(to alignment: Int = 64) -> Tensor {
        precondition(alignment > 0 && alignment <= TensorStorage.alignment)
        return withBytes { bytes in
            if Int(bitPattern: bytes.baseAddress) % alignment == 0 { return self }
            return Tensor(type) { $0.copyMemory(from: bytes) }
        }
    }

    /// The bytes of each element in the other order.
    func byteSwapped() -> Tensor {
        func swapped<Word: FixedWidthInteger & BitwiseCopyable>(_ word: Word.Type) -> Tensor {
            let width = MemoryLayout<Word>.size
            return withBytes { bytes in
                Tensor(type) { room in
                    for index in 0..<count {
                        let value = bytes.loadUnaligned(fromByteOffset: index * width, as: word)
                        room.storeBytes(
                            of: value.byteSwapped, toByteOffset: index * width, as: word)
                    }
                }
            }
        }
        return switch element.byteCount {
        case 2: swapped(UInt16.self)
        case 4: swapped(UInt32.self)
        case 8: swapped(UInt64.self)
        default: self
        }
    }

    /// Elements of this tensor's memory picked with a stride for each axis, row by row.
    ///
    /// - Precondition: All of them lie inside: `Σ (size - 1) · stride` is below the number of
    ///   elements, unless the shape is empty; strides aren't negative.
    func gathered(shape: [Int], strides: [Int]) -> Tensor {
        let type = TensorType(element, shape)
        precondition(strides.count == shape.count && strides.allSatisfy { $0 >= 0 })
        guard type.count > 0 else { return Tensor(zeros: type) }
        // The stride of an axis of one element means nothing and may be any number.
        let strides = zip(shape, strides).map { $0 == 1 ? 0 : $1 }
        let last = zip(shape, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
        precondition(last < count)
        func gathered<Word: BitwiseCopyable>(_ word: Word.Type) -> Tensor {
            withBytes { bytes in
                Tensor(type) { room in
                    Self.gather(
                        bytes, into: room, shape: shape, strides: strides, as: word)
                }
            }
        }
        return switch element.byteCount {
        case 1: gathered(UInt8.self)
        case 2: gathered(UInt16.self)
        case 4: gathered(UInt32.self)
        default: gathered(UInt64.self)
        }
    }

    private static func gather<Word: BitwiseCopyable>(
        _ source: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer,
        shape: [Int], strides: [Int], as word: Word.Type
    ) {
        let width = MemoryLayout<Word>.size
        guard let columns = shape.last, let step = strides.last else {
            room.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<width]))
            return
        }
        let outer = shape.count - 1
        var index = [Int](repeating: 0, count: outer)
        var row = 0
        var target = 0
        while true {
            for column in 0..<columns {
                let value = source.loadUnaligned(
                    fromByteOffset: (row + column * step) * width, as: word)
                room.storeBytes(of: value, toByteOffset: target, as: word)
                target += width
            }
            // The next row, as an odometer counts.
            var axis = outer - 1
            while axis >= 0 {
                index[axis] += 1
                row += strides[axis]
                if index[axis] < shape[axis] { break }
                row -= index[axis] * strides[axis]
                index[axis] = 0
                axis -= 1
            }
            if axis < 0 { return }
        }
    }
}
