internal import CKernels

/// Elements in memory whose axes lie in any order: transposing, slicing and expanding an array
/// moves none of them.
struct NativeArray {
    /// What keeps the memory alive.
    let owner: AnyObject
    let start: UnsafeMutableRawPointer
    let element: ElementType
    let shape: [Int]
    /// Elements from one to the next of each axis.
    let strides: [Int]

    /// A part or an arrangement of memory.
    init(
        _ owner: AnyObject, _ start: UnsafeMutableRawPointer, _ element: ElementType,
        _ shape: [Int], strides: [Int]
    ) {
        self.owner = owner
        self.start = start
        self.element = element
        self.shape = shape
        self.strides = strides
    }

    /// A tensor's elements, to be read.
    init(_ tensor: Tensor) {
        self.init(
            tensor.storage, tensor.storage.bytes.baseAddress! + tensor.offset, tensor.element,
            tensor.shape, strides: Self.dense(tensor.shape))
    }

    /// A buffer's elements.
    init(_ buffer: TensorBuffer) {
        self.init(
            buffer, buffer.storage.bytes.baseAddress!, buffer.type.element, buffer.shape,
            strides: Self.dense(buffer.shape))
    }

    /// New memory.
    ///
    /// - Parameter order: Axes from the outermost in memory to the innermost; nil: as they are.
    init(_ element: ElementType, _ shape: [Int], order: [Int]? = nil, in arena: NativeArena) {
        let block = arena.block(shape.reduce(1, *) * element.byteCount)
        var strides = Self.dense(shape)
        if let order {
            var stride = 1
            for axis in order.reversed() {
                strides[axis] = stride
                stride *= shape[axis]
            }
        }
        self.init(block, block.start, element, shape, strides: strides)
    }

    static func dense(_ shape: [Int]) -> [Int] {
        var strides = shape
        var stride = 1
        for axis in shape.indices.reversed() {
            strides[axis] = stride
            stride *= shape[axis]
        }
        return strides
    }

    var count: Int { shape.reduce(1, *) }
    var rank: Int { shape.count }

    /// Whether elements lie row-major without gaps.
    var isDense: Bool {
        var stride = 1
        for axis in shape.indices.reversed() where shape[axis] != 1 {
            if strides[axis] != stride { return false }
            stride *= shape[axis]
        }
        return true
    }

    /// Axes from the outermost in memory to the innermost.
    var order: [Int] {
        shape.indices.sorted { (strides[$1], $0) < (strides[$0], $1) }
    }

    /// Whether elements lie without gaps, in whatever order, none of them twice.
    func isCompact(_ order: [Int]) -> Bool {
        var stride = 1
        for axis in order.reversed() where shape[axis] != 1 {
            if strides[axis] != stride { return false }
            stride *= shape[axis]
        }
        return true
    }

    var floats: UnsafeMutablePointer<Float> { start.assumingMemoryBound(to: Float.self) }
    var integers: UnsafeMutablePointer<Int64> { start.assumingMemoryBound(to: Int64.self) }
    var truths: UnsafeMutablePointer<UInt8> { start.assumingMemoryBound(to: UInt8.self) }

    /// The same elements seen otherwise.
    func view(_ shape: [Int], _ strides: [Int], from offset: Int = 0) -> NativeArray {
        NativeArray(
            owner, start + offset * element.byteCount, element, shape, strides: strides)
    }

    func transposed(_ axes: [Int]) -> NativeArray {
        view(axes.map { shape[$0] }, axes.map { strides[$0] })
    }

    /// The same with other axes, of a dense array.
    func reshaped(_ shape: [Int]) -> NativeArray { view(shape, Self.dense(shape)) }

    /// As if elements were repeated along axes of size 1 and new ones in front.
    func expanded(_ shape: [Int]) -> NativeArray {
        let new = shape.count - rank
        return view(
            shape,
            shape.indices.map { axis in
                axis < new || self.shape[axis - new] == 1 && shape[axis] != 1
                    ? 0 : strides[axis - new]
            })
    }

    /// Elements `start`, `start + step`, … of an axis.
    func sliced(_ axis: Int, from start: Int, _ count: Int, step: Int = 1) -> NativeArray {
        var (shape, strides) = (self.shape, self.strides)
        shape[axis] = count
        let offset = count > 0 ? start * strides[axis] : 0
        strides[axis] *= step
        return view(shape, strides, from: offset)
    }

    /// The element that several axes' rows are apart if they can be counted as one axis; nil if
    /// they can't.
    func rowStride(before axis: Int) -> Int? {
        let outer = (0..<axis).filter { shape[$0] != 1 }
        guard let last = outer.last else { return 0 }
        for (first, second) in zip(outer, outer.dropFirst())
        where strides[first] != strides[second] * shape[second] {
            return nil
        }
        return strides[last]
    }
}

extension kernels_axes {
    /// Sizes of axes and what arrays of the same shape stride there, axes that can be walked as one
    /// joined.
    ///
    /// - Parameter order: Axes from the outermost to the innermost.
    init(_ shape: [Int], _ arrays: [[Int]], order: [Int]) {
        var joined: [(size: Int, strides: [Int])] = []
        for axis in order where shape[axis] != 1 {
            let strides = arrays.map { $0[axis] }
            if let last = joined.last,
                zip(last.strides, strides).allSatisfy({ $0 == $1 * shape[axis] })
            {
                joined[joined.count - 1] = (last.size * shape[axis], strides)
            } else {
                joined.append((shape[axis], strides))
            }
        }
        self.init()
        rank = Int32(joined.count)
        withUnsafeMutableBytes(of: &sizes) { sizes in
            let sizes = sizes.bindMemory(to: Int.self)
            for (index, axis) in joined.enumerated() { sizes[index] = axis.size }
        }
        withUnsafeMutableBytes(of: &strides) { strides in
            let strides = strides.bindMemory(to: Int.self)
            for (index, axis) in joined.enumerated() {
                for (array, stride) in axis.strides.enumerated() {
                    strides[array * NativePlan.mostAxes + index] = stride
                }
            }
        }
    }
}
