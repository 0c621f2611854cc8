internal import CKernels

extension NativeRun {
    /// `x · weightᵀ + bias`, followed by GELU or nothing.
    func linear(
        _ x: NativeArray, _ weight: NativeWeight, _ bias: NativeArray?, _ hasGELU: Bool
    ) -> NativeArray {
        let rows = rows(of: x)
        let y = array(.float32, x.shape.dropLast() + [weight.outputs])
        product(
            rows.count, kernels_rows(rows.start, rows.stride), weight, bias, hasGELU: hasGELU,
            y.floats, weight.outputs)
        withExtendedLifetime(rows) {}
        return y
    }

    /// A linear layer with GELU and one behind it, transposed, and what is added to that.
    func feedForward(
        _ x: NativeArray, _ first: NativeWeight, _ firstBias: NativeArray, _ second: NativeWeight,
        _ secondBias: NativeArray, _ around: NativeArray?, _ transposition: [Int]?
    ) -> NativeArray {
        let rows = rows(of: x)
        let width = second.outputs
        let y = array(.float32, x.shape.dropLast() + [width])
        let axes = transposition ?? Array(y.shape.indices)
        let result = y.transposed(axes)
        guard rows.count > 0 else { return result }
        let (offsets, secondOffsets) = (dense(firstBias), dense(secondBias))
        // Its rows are those of the result before that is transposed.
        let ways = around.map { around in
            self.rows(of: around.transposed(y.shape.indices.map { axes.firstIndex(of: $0)! }))
        }
        defer { withExtendedLifetime((rows, offsets, secondOffsets, ways)) {} }
        let scratch = arena.block(
            first.isBrain
                ? kernels_brain_scratch_bytes(first.inputs, first.outputs)
                : kernels_feed_forward_scratch_bytes(first.outputs))
        first.tensor.withBytes { wide in
            second.tensor.withBytes { narrow in
                if first.isBrain {
                    kernels.pointee.brain_feed_forward(
                        rows.count, width, first.outputs, first.inputs, rows.start, rows.stride,
                        wide.baseAddress!.assumingMemoryBound(to: UInt16.self), offsets.floats,
                        narrow.baseAddress!.assumingMemoryBound(to: UInt16.self),
                        secondOffsets.floats, ways.map { UnsafePointer($0.start) },
                        ways?.stride ?? 0, y.floats, width, scratch.start)
                } else {
                    kernels.pointee.feed_forward(
                        rows.count, width, first.outputs, first.inputs, rows.start, rows.stride,
                        wide.baseAddress!.assumingMemoryBound(to: Float.self), offsets.floats,
                        narrow.baseAddress!.assumingMemoryBound(to: Float.self),
                        secondOffsets.floats, ways.map { UnsafePointer($0.start) },
                        ways?.stride ?? 0, y.floats, width, scratch.start)
                }
            }
        }
        return result
    }

    /// A product of rows with a packed weight, whose results lie a stride apart.
    func product(
        _ count: Int, _ rows: kernels_rows, _ weight: NativeWeight, _ bias: NativeArray?,
        hasGELU: Bool = false, _ y: UnsafeMutablePointer<Float>, _ stride: Int
    ) {
        guard count > 0, weight.outputs > 0 else { return }
        let bias = bias.map { dense($0) }
        // A copy isn't given back while kernels read it.
        defer { withExtendedLifetime(bias) {} }
        let offsets = bias.map { UnsafePointer($0.floats) }
        let activation = Int32(hasGELU ? kernels_gelu : kernels_no_activation)
        var rows = rows
        weight.tensor.withBytes { bytes in
            let packed = bytes.baseAddress!
            if weight.isBrain {
                let scratch = arena.block(kernels_brain_scratch_bytes(weight.inputs, 0))
                kernels.pointee.brain_product(
                    count, weight.outputs, weight.inputs, &rows,
                    packed.assumingMemoryBound(to: UInt16.self), offsets, activation, y, stride,
                    scratch.start)
            } else if weight.isPlain {
                kernels.pointee.single(
                    count, weight.inputs, &rows, packed.assumingMemoryBound(to: Float.self),
                    offsets, y, stride)
            } else {
                kernels.pointee.product(
                    count, weight.outputs, weight.inputs, &rows,
                    packed.assumingMemoryBound(to: Float.self), offsets, activation, y, stride)
            }
        }
    }

    /// `[…, m, k] × […, k, n]`
    func matrixProduct(_ a: NativeArray, _ b: NativeArray) -> NativeArray {
        let (m, k) = (a.shape[a.rank - 2], a.shape[a.rank - 1])
        let n = b.shape[b.rank - 1]
        let outer = Self.broadcast(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
        let y = array(.float32, outer + [m, n])
        let left = (a.strides[a.rank - 1] == 1 || k == 1 ? a : dense(a)).expanded(outer + [m, k])
        let right = b.expanded(outer + [k, n])
        let packed = arena.block(kernels_packed_floats(n, k) * 4)
        let room = packed.start.assumingMemoryBound(to: Float.self)
        var lastPacked: Int?
        for index in 0..<outer.reduce(1, *) {
            // Where in each the matrices begin.
            var (rest, from, of) = (index, 0, 0)
            for axis in outer.indices.reversed() {
                let place = rest % outer[axis]
                rest /= outer[axis]
                from += place * left.strides[axis]
                of += place * right.strides[axis]
            }
            if lastPacked != of {
                kernels_pack(
                    right.floats + of, n, k, right.strides[right.rank - 1],
                    right.strides[right.rank - 2], room)
                lastPacked = of
            }
            var rows = kernels_rows(left.floats + from, left.strides[left.rank - 2])
            kernels.pointee.product(
                m, n, k, &rows, room, nil,
                Int32(kernels_no_activation), y.floats + index * m * n, n)
        }
        return y
    }
}

extension kernels_rows {
    /// Rows without gaps within.
    init(_ start: UnsafePointer<Float>, _ stride: Int) {
        self.init(start: start, stride: stride, parts: 1, part_stride: 0)
    }
}
