internal import CKernels

extension NativeRun {
    /// Rows of the last axis: its elements lie one after the other, rows a stride apart.
    struct Rows {
        let start: UnsafeMutablePointer<Float>
        let count: Int
        let width: Int
        let stride: Int
        /// Where the rows are, and what keeps them alive.
        fileprivate let array: NativeArray
    }

    /// The rows of an array where they lie, if they can be walked so; of a copy otherwise.
    func rows(of x: NativeArray) -> Rows {
        let last = x.rank - 1
        let stride = x.strides[last] == 1 || x.shape[last] == 1 ? x.rowStride(before: last) : nil
        let array = stride == nil ? dense(x) : x
        return Rows(
            start: array.floats, count: x.shape.dropLast().reduce(1, *), width: x.shape[last],
            stride: stride ?? x.shape[last], array: array)
    }

    func layerNorm(
        _ x: NativeArray, _ scale: NativeArray, _ bias: NativeArray?, _ epsilon: Float
    ) -> NativeArray {
        let (rows, y) = (rows(of: x), array(.float32, x.shape))
        let (scale, bias) = (dense(scale), bias.map { dense($0) })
        defer { withExtendedLifetime((rows, scale, bias)) {} }
        kernels.pointee.layer_norm(
            rows.count, rows.width, rows.start, rows.stride, scale.floats, bias?.floats, epsilon,
            y.floats)
        return y
    }

    func rmsNorm(_ x: NativeArray, _ scale: NativeArray, _ epsilon: Float) -> NativeArray {
        let (rows, y, scale) = (rows(of: x), array(.float32, x.shape), dense(scale))
        defer { withExtendedLifetime((rows, scale)) {} }
        kernels.pointee.rms_norm(
            rows.count, rows.width, rows.start, rows.stride, scale.floats, epsilon, y.floats)
        return y
    }

    func softmax(_ x: NativeArray, _ axis: Int, logarithm: Bool) -> NativeArray {
        let axes = x.shape.indices.filter { $0 != axis } + [axis]
        let turned = x.transposed(axes)
        let (rows, y) = (rows(of: turned), array(.float32, turned.shape))
        defer { withExtendedLifetime(rows) {} }
        kernels.pointee.softmax(
            rows.count, rows.width, rows.start, rows.stride, logarithm, y.floats)
        return y.transposed(x.shape.indices.map { axes.firstIndex(of: $0)! })
    }

    /// Where the largest elements along an axis are, the first of equal ones.
    func largestPlaces(_ x: NativeArray, _ axis: Int) -> NativeArray {
        let kept = x.shape.indices.filter { $0 != axis }
        let rows = rows(of: x.transposed(kept + [axis]))
        let y = array(.int64, kept.map { x.shape[$0] })
        defer { withExtendedLifetime(rows) {} }
        for row in 0..<rows.count {
            let start = rows.start + row * rows.stride
            var best = 0
            for place in 1..<max(rows.width, 1) where start[place] > start[best] { best = place }
            y.integers[row] = Int64(best)
        }
        return y
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
            Int32(reduction.kernel), y.count, count, turned.floats, count, y.floats)
        let full = x.shape.indices.map { axes.contains($0) ? 1 : x.shape[$0] }
        return keepsAxes ? y.reshaped(full) : y
    }
}

extension Reduction {
    /// The kernels' number.
    fileprivate var kernel: Int {
        switch self {
        case .sum: kernels_sum
        case .mean: kernels_mean
        case .maximum: kernels_largest
        case .minimum: kernels_smallest
        case .product: kernels_product
        }
    }
}
