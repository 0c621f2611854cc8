internal import CKernels

extension NativeRun {
    /// Over one axis, `x [batch, in, frames]`. Results lie frame by frame.
    func convolution(
        _ x: NativeArray, _ weight: NativeWeight, _ bias: NativeArray?, _ attributes: Convolution
    ) -> NativeArray {
        let (batch, channels, frames) = (x.shape[0], x.shape[1], x.shape[2])
        let (stride, dilation) = (attributes.strides[0], attributes.dilations[0])
        let padding = attributes.padding[0]
        let reach = (weight.kernel - 1) * dilation + 1
        let outputs = max((frames + padding.before + padding.after - reach) / stride + 1, 0)
        let x = framesInRows(x)
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
        for row in 0..<batch {
            var seen = x.view(
                [frames, channels], [x.strides[2], 1], from: row * x.strides[0])
            if padding.before + padding.after > 0 {
                seen = padded(
                    seen, [padding, Padding(before: 0, after: 0)], .constant(0), order: [0, 1])
            }
            // What an output sees is read where it lies: in one run, if its frames follow each
            // other, else frame by frame.
            let apart = seen.strides[0]
            let isRun = weight.kernel == 1 || dilation == 1 && apart == channels
            let rows = kernels_rows(
                start: seen.floats, stride: apart * stride, parts: isRun ? 1 : weight.kernel,
                part_stride: apart * dilation)
            product(
                outputs, rows, weight, bias, y.floats + row * outputs * weight.outputs,
                weight.outputs)
            withExtendedLifetime(seen) {}
        }
        return y
    }

    /// Over one axis, `x [batch, in, frames]`. Results lie frame by frame.
    ///
    /// What each frame becomes is a product; those of neighbours are added where they overlap, the
    /// bias last, as what is kept between steps is.
    func transposedConvolution(
        _ x: NativeArray, _ weight: NativeWeight, _ bias: NativeArray?, _ attributes: Convolution
    ) -> NativeArray {
        let (batch, channels, frames) = (x.shape[0], x.shape[1], x.shape[2])
        let spread = Spread(attributes, kernel: weight.kernel)
        let width = attributes.groups > 1 ? channels : weight.outputs / weight.kernel
        let outputs = spread.length(of: frames, outputPadding: attributes.outputPadding[0])
        let x = framesInRows(x)
        let y = array(.float32, [batch, width, outputs], order: [0, 2, 1])
        y.floats.update(repeating: 0, count: y.count)
        for row in 0..<batch {
            let from = x.floats + row * x.strides[0]
            let to = y.floats + row * outputs * width
            if attributes.groups > 1 {
                weight.tensor.withBytes { bytes in
                    kernels.pointee.depthwise_overlap_add(
                        frames, channels, from, x.strides[2],
                        bytes.baseAddress!.assumingMemoryBound(to: Float.self), spread.kernel,
                        spread.stride, spread.dilation, spread.before, outputs, to)
                }
            } else {
                addOverlapped(
                    kernels_rows(from, x.strides[2]), frames, weight, spread, channels: width,
                    to, outputs)
            }
        }
        if let bias { addRow(bias, to: y, batch * outputs, width) }
        return y
    }

    /// Where the products of a frame go.
    struct Spread {
        let kernel: Int
        let stride: Int
        let dilation: Int
        let before: Int
        let after: Int

        init(kernel: Int, stride: Int) {
            (self.kernel, self.stride) = (kernel, stride)
            (dilation, before, after) = (1, 0, 0)
        }

        init(_ attributes: Convolution, kernel: Int) {
            self.kernel = kernel
            (stride, dilation) = (attributes.strides[0], attributes.dilations[0])
            (before, after) = (attributes.padding[0].before, attributes.padding[0].after)
        }

        /// Frames that come of some.
        func length(of frames: Int, outputPadding: Int = 0) -> Int {
            let reach = (kernel - 1) * dilation + 1
            return max((frames - 1) * stride + reach + outputPadding - before - after, 0)
        }
    }

    /// Adds what frames become to results, a few rows at a time, so that it stays in the cache.
    func addOverlapped(
        _ rows: kernels_rows, _ frames: Int, _ weight: NativeWeight, _ spread: Spread,
        channels: Int, _ y: UnsafeMutablePointer<Float>, _ outputs: Int
    ) {
        let most = 32
        let block = arena.block(min(frames, most) * weight.outputs * 4)
        let room = block.start.assumingMemoryBound(to: Float.self)
        for first in Swift.stride(from: 0, to: frames, by: most) {
            var some = rows
            some.start += first * rows.stride
            let count = min(most, frames - first)
            product(count, some, weight, nil, room, weight.outputs)
            kernels.pointee.overlap_add(
                count, channels, room, spread.kernel, spread.stride, spread.dilation,
                spread.before - first * spread.stride, outputs, y)
        }
        withExtendedLifetime(block) {}
    }

    /// Adds a row to rows that lie without gaps.
    private func addRow(_ row: NativeArray, to y: NativeArray, _ count: Int, _ width: Int) {
        guard count > 0, width > 0 else { return }
        let row = dense(row)
        var axes = kernels_axes(
            [count, width], [[width, 1], [0, 1]], order: [0, 1])
        kernels.pointee.binary(Int32(kernels_add), &axes, y.floats, row.floats, y.start)
        withExtendedLifetime(row) {}
    }

    /// `[batch, channels, frames]` with each frame's channels one after the other.
    private func framesInRows(_ x: NativeArray) -> NativeArray {
        if x.strides[1] == 1 { return x }
        // A single channel's stride says nothing.
        if x.shape[1] == 1 { return x.view(x.shape, [x.strides[0], 1, x.strides[2]]) }
        return arranged(x, [0, 2, 1])
    }
}
