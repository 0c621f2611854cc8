internal import CKernels

extension NativeRun {
    func layerNorm(
        _ x: NativeArray, _ scale: NativeArray, _ bias: NativeArray?, _ epsilon: Float
    ) -> NativeArray {
        rows(of: x) { x, stride, y in
            kernels.pointee.layer_norm(
                y.count / max(y.shape[y.rank - 1], 1), y.shape[y.rank - 1], x, stride,
                dense(scale).floats, bias.map { UnsafePointer(dense($0).floats) }, epsilon,
                y.floats)
        }
    }

    func rmsNorm(_ x: NativeArray, _ scale: NativeArray, _ epsilon: Float) -> NativeArray {
        rows(of: x) { x, stride, y in
            kernels.pointee.rms_norm(
                y.count / max(y.shape[y.rank - 1], 1), y.shape[y.rank - 1], x, stride,
                dense(scale).floats, epsilon, y.floats)
        }
    }

    func softmax(_ x: NativeArray, _ axis: Int, logarithm: Bool) -> NativeArray {
        let axes = x.shape.indices.filter { $0 != axis } + [axis]
        let y = rows(of: x.transposed(axes)) { x, stride, y in
            kernels.pointee.softmax(
                y.count / max(y.shape[y.rank - 1], 1), y.shape[y.rank - 1], x, stride, logarithm,
                y.floats)
        }
        return y.transposed(x.shape.indices.map { axes.firstIndex(of: $0)! })
    }

    func reduced(
        _ x: NativeArray, _ reduction: Reduction, _ axes: [Int], _ keepsAxes: Bool
    ) -> NativeArray {
        let kept = x.shape.indices.filter { !axes.contains($0) }
        let turned = dense(x.transposed(kept + axes))
        let count = axes.reduce(1) { $0 * x.shape[$1] }
        let shape = kept.map { x.shape[$0] }
        let y = array(.float32, shape)
        kernels.pointee.reduce(
            reduction.kernel, y.count, count, turned.floats, count, y.floats)
        let full = x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] }
        return keepsAxes ? y.reshaped(full) : y
    }

    /// Results of the same shape, made row by row of the last axis.
    private func rows(
        of x: NativeArray,
        _ body: (UnsafePointer<Float>, _ stride: Int, _ y: NativeArray) -> Void
    ) -> NativeArray {
        let last = x.rank - 1
        let x = x.strides[last] == 1 && x.rowStride(before: last) != nil ? x : dense(x)
        let y = array(.float32, x.shape)
        if y.count > 0 { body(x.floats, x.rowStride(before: last) ?? 0, y) }
        return y
    }
}

extension Reduction {
    /// The kernels' number.
    fileprivate var kernel: Int32 {
        switch self {
        case .sum: 0
        case .mean: 1
        case .maximum: 2
        case .minimum: 3
        case .product: 4
        }
    }
}
