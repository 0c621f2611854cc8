internal import CKernels

extension NativeRun {
    /// `x · weightᵀ + bias`, followed by GELU or nothing.
    func linear(
        _ x: NativeArray, _ weight: NativeWeight, _ bias: NativeArray?, _ hasGELU: Bool
    ) -> NativeArray {
        let rows = rows(of: x)
        let y = array(.float32, x.shape.dropLast() + [weight.outputs])
        product(
            rows.count, rows.start, rows.stride, weight, bias, hasGELU, y.floats, weight.outputs)
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

    /// A product of rows with a packed weight.
    private func product(
        _ rows: Int, _ x: UnsafePointer<Float>, _ stride: Int, _ weight: NativeWeight,
        _ bias: NativeArray?, _ hasGELU: Bool, _ y: UnsafeMutablePointer<Float>, _ width: Int
    ) {
        guard rows > 0, weight.outputs > 0 else { return }
        let bias = bias.map { dense($0) }
        // A copy isn't given back while kernels read it.
        defer { withExtendedLifetime(bias) {} }
        let offsets = bias.map { UnsafePointer($0.floats) }
        let activation = Int32(hasGELU ? kernels_gelu : kernels_no_activation)
        weight.tensor.withBytes { bytes in
            let packed = bytes.baseAddress!
            if weight.isBrain {
                let scratch = arena.block(kernels_brain_scratch_bytes(weight.inputs, 0))
                kernels.pointee.brain_product(
                    rows, weight.outputs, weight.inputs, x, stride,
                    packed.assumingMemoryBound(to: UInt16.self), offsets, activation, y, width,
                    scratch.start)
            } else {
                kernels.pointee.product(
                    rows, weight.outputs, weight.inputs, x, stride,
                    packed.assumingMemoryBound(to: Float.self), offsets, activation, y, width)
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
            kernels.pointee.product(
                m, n, k, left.floats + from, left.strides[left.rank - 2], room, nil,
                Int32(kernels_no_activation), y.floats + index * m * n, n)
        }
        return y
    }

    /// Over one axis, `x [batch, in, frames]`. Results lie frame by frame.
    func convolution(
        _ x: NativeArray, _ weight: NativeWeight, _ bias: NativeArray?, _ attributes: Convolution
    ) -> NativeArray {
        let (batch, channels, frames) = (x.shape[0], x.shape[1], x.shape[2])
        let (stride, dilation) = (attributes.strides[0], attributes.dilations[0])
        let padding = attributes.padding[0]
        let reach = (weight.kernel - 1) * dilation + 1
        let outputs = max((frames + padding.before + padding.after - reach) / stride + 1, 0)
        let x = x.strides[1] == 1 || channels == 1 ? x : arranged(x, [0, 2, 1])
        let y = array(.float32, [batch, weight.outputs, outputs], order: [0, 2, 1])
        if attributes.groups > 1 {
            let bias = bias.map { dense($0) }
            defer { withExtendedLifetime(bias) {} }
            weight.tensor.withBytes { bytes in
                for row in 0..<batch {
                    kernels.pointee.depthwise(
                        outputs, frames, channels, x.floats + row * x.strides[0], x.strides[2],
                        bytes.baseAddress!.assumingMemoryBound(to: Float.self), bias?.floats,
                        weight.kernel, stride, dilation, padding.before,
                        y.floats + row * outputs * channels)
                }
            }
            return y
        }
        // What each output sees, in a row: frames that follow each other lie so already.
        for row in 0..<batch {
            var rows = x.view(
                [frames, channels], [x.strides[2], x.strides[1]], from: row * x.strides[0])
            var step = x.strides[2] * stride
            if padding.before + padding.after > 0 {
                rows = padded(
                    rows, [padding, Padding(before: 0, after: 0)], .constant(0))
                step = channels * stride
            }
            let isRun = weight.kernel == 1 || dilation == 1 && rows.strides[0] == channels
            if !isRun {
                let view = rows.view(
                    [outputs, weight.kernel, channels],
                    [rows.strides[0] * stride, rows.strides[0] * dilation, rows.strides[1]])
                rows = dense(view)
                step = weight.kernel * channels
            }
            product(
                outputs, rows.floats, step, weight, bias, false,
                y.floats + row * outputs * weight.outputs, weight.outputs)
        }
        return y
    }
}
