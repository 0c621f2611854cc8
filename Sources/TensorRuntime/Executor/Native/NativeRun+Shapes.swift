internal import CKernels

extension NativeRun {
    func joined(_ all: [NativeArray], _ axis: Int) -> NativeArray {
        var shape = all[0].shape
        shape[axis] = all.reduce(0) { $0 + $1.shape[axis] }
        // As the largest lies; frame by frame if one of them does, since what follows a kept tail
        // is a convolution.
        let isSequence = axis == 2 && all[0].rank == 3
        let isByFrames = isSequence && all.contains { $0.strides[1] == 1 && $0.shape[1] > 1 }
        let largest = all.max { $0.count < $1.count } ?? all[0]
        let y = array(all[0].element, shape, order: isByFrames ? [0, 2, 1] : largest.order)
        var start = 0
        for x in all {
            copy(x, to: y.sliced(axis, from: start, x.shape[axis]))
            start += x.shape[axis]
        }
        return y
    }

    /// Elements `start`, `start + step`, … before `end`, as far as there are any.
    func sliced(_ x: NativeArray, _ axis: Int, _ start: Int, _ end: Int, step: Int) -> NativeArray {
        let size = x.shape[axis]
        let first = min(max(start < 0 ? start + size : start, 0), size)
        let last = min(max(end < 0 ? end + size : end, first), size)
        return x.sliced(axis, from: first, (last - first + step - 1) / step, step: step)
    }

    /// - Parameter order: Axes of the result from the outermost in memory to the innermost; nil:
    ///   as the array lies.
    func padded(
        _ x: NativeArray, _ widths: [Padding], _ mode: PaddingMode, order: [Int]? = nil
    ) -> NativeArray {
        var shape = x.shape
        for axis in shape.indices { shape[axis] += widths[axis].before + widths[axis].after }
        let y = array(x.element, shape, order: order ?? x.order)
        var middle = y
        for axis in shape.indices {
            middle = middle.sliced(axis, from: widths[axis].before, x.shape[axis])
        }
        guard case .constant(let number) = mode else {
            copy(x, to: middle)
            extend(y, x.shape, widths, mode)
            return y
        }
        // All of it, since ends are short beside the rest.
        for index in 0..<y.count { y.floats[index] = number }
        copy(x, to: middle)
        return y
    }

    /// Fills the ends of axes from what lies between them, one axis after the other.
    private func extend(
        _ y: NativeArray, _ shape: [Int], _ widths: [Padding], _ mode: PaddingMode
    ) {
        for axis in shape.indices {
            let (before, size) = (widths[axis].before, shape[axis])
            // The axes behind aren't filled yet.
            var known = y
            for other in shape.indices where other > axis {
                known = known.sliced(other, from: widths[other].before, shape[other])
            }
            for place in 0..<y.shape[axis] where !(before..<before + size).contains(place) {
                let distance = place < before ? before - place : place - (before + size - 1)
                let inside = mode == .reflect ? distance : 0
                let from = place < before ? before + inside : before + size - 1 - inside
                copy(known.sliced(axis, from: from, 1), to: known.sliced(axis, from: place, 1))
            }
        }
    }

    /// The axis replaced by those of the indices.
    func gathered(
        _ x: NativeArray, _ indices: NativeArray, _ axis: Int, _ layer: String
    ) throws(ExecutionError) -> NativeArray {
        let indices = dense(cast(indices, to: .int64))
        let shape = x.shape[..<axis] + indices.shape + x.shape[(axis + 1)...]
        let y = array(x.element, Array(shape))
        let size = x.shape[axis]
        // Axes before, one for all indices, axes behind.
        let outer = x.shape[..<axis].reduce(1, *)
        let inner = x.shape[(axis + 1)...].reduce(1, *)
        let rows = dense(x).reshaped([outer, size, inner])
        let results = y.reshaped([outer, indices.count, inner])
        let width = inner * x.element.byteCount
        for place in 0..<indices.count {
            let index = Int(indices.integers[place])
            let row = index < 0 ? index + size : index
            guard row >= 0, row < size else {
                throw .failed(
                    model: plan.graph.name,
                    reason: "index \(index) of layer \(layer) is outside the \(size) it has")
            }
            for part in 0..<outer {
                (results.start + (part * indices.count + place) * width).copyMemory(
                    from: rows.start + (part * size + row) * width, byteCount: width)
            }
        }
        return y
    }

    /// 0, 1, …
    func range(_ count: Int) -> NativeArray {
        let y = array(.int64, [max(count, 0)])
        for index in 0..<y.count { y.integers[index] = Int64(index) }
        return y
    }
}
