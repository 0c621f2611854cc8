extension Operation {
    func rearrangedType(_ inputs: [ValueType]) throws(Misfit) -> ValueType {
        let x = inputs[0]
        switch self {
        case .reshape(let shape):
            let (before, after) = (Self.count(x.shape), Self.count(shape))
            guard before == after else {
                throw Misfit("\(x) has \(before) elements, \(shape) \(after)")
            }
            return x.with(shape)
        case .transpose(let order):
            guard order.sorted() == Array(0..<x.rank) else {
                throw Misfit("\(x) in the order \(order)")
            }
            return x.with(order.map { x.shape[$0] })
        case .concatenate(let axis):
            try x.requireAxis(axis)
            var shape = x.shape
            for other in inputs.dropFirst() {
                guard other.element == x.element, other.rank == x.rank,
                    (0..<x.rank).allSatisfy({ $0 == axis || other.shape[$0] == x.shape[$0] })
                else { throw Misfit("\(x) and \(other) along axis \(axis)") }
                shape[axis] = shape[axis] + other.shape[axis]
            }
            return x.with(shape)
        case .slice(let axis, let start, let end, let step):
            try x.requireAxis(axis)
            guard step > 0 else { throw Misfit("step \(step), it begins at 1") }
            let length = end - start
            if let from = start.fixed, from < 0 { throw Misfit("start \(from), it begins at 0") }
            if let count = length.fixed, count < 0 { throw Misfit("from \(start) to \(end)") }
            if let rest = (x.shape[axis] - end).fixed, rest < 0 {
                throw Misfit("\(x) ends before \(end) on axis \(axis)")
            }
            var shape = x.shape
            shape[axis] = step == 1 ? length : (length + Dimension(step - 1)) / step
            return x.with(shape)
        case .expand(let shape):
            guard try broadcast(x.shape, shape) == shape else { throw Misfit("\(x) to \(shape)") }
            return x.with(shape)
        case .pad(let widths, let mode):
            guard widths.count == x.rank, widths.allSatisfy({ $0.before >= 0 && $0.after >= 0 })
            else { throw Misfit("\(x) with \(widths.count) widths, none may be negative") }
            if case .constant = mode {} else { try x.requireFloat() }
            return x.with(
                zip(x.shape, widths).map { $0 + Dimension($1.before + $1.after) })
        case .upsample(let factor, _):
            try x.requireFloat()
            try x.requireRank(3...3)
            guard factor >= 1 else { throw Misfit("factor \(factor), it begins at 1") }
            return x.with(x.shape.dropLast() + [x.shape[x.rank - 1] * factor])
        default: preconditionFailure("rearranges nothing")
        }
    }

    private static func count(_ shape: [Dimension]) -> Dimension {
        shape.reduce(1) { $0 * $1 }
    }

    func reducedTypes(_ inputs: [ValueType]) throws(Misfit) -> [ValueType] {
        let x = inputs[0]
        switch self {
        case .reduce(_, let axes, let keepsAxes):
            guard x.element != .bool else { throw Misfit("it takes numbers, not bool") }
            for axis in axes { try x.requireAxis(axis) }
            guard Set(axes).count == axes.count else { throw Misfit("an axis twice in \(axes)") }
            let shape: [Dimension] = x.shape.indices.compactMap { axis in
                axes.contains(axis) ? (keepsAxes ? 1 : nil) : x.shape[axis]
            }
            return [x.with(shape)]
        case .argMax(let axis):
            try x.requireAxis(axis)
            var shape = x.shape
            shape.remove(at: axis)
            return [ValueType(element: .int64, shape: shape)]
        case .topK(let axis, let count):
            try x.requireAxis(axis)
            if let size = x.shape[axis].fixed, count < 0 || count > size {
                throw Misfit("the largest \(count) of \(size)")
            }
            var shape = x.shape
            shape[axis] = Dimension(count)
            return [x.with(shape), ValueType(element: .int64, shape: shape)]
        case .cumulativeSum(let axis):
            try x.requireAxis(axis)
            guard x.element != .bool else { throw Misfit("it takes numbers, not bool") }
            return [x]
        default: preconditionFailure("no reduction")
        }
    }

    func lookedUpType(_ inputs: [ValueType]) throws(Misfit) -> ValueType {
        let (data, indices) = (inputs[0], inputs[1])
        guard indices.element == .int64 || indices.element == .int32 else {
            throw Misfit("the indices are \(indices), they must be int64 or int32")
        }
        switch self {
        case .gather(let axis):
            try data.requireAxis(axis)
            return data.with(
                Array(data.shape[..<axis]) + indices.shape + Array(data.shape[(axis + 1)...]))
        case .gatherElements(let axis):
            try data.requireAxis(axis)
            guard data.rank == indices.rank else { throw Misfit("\(data) by \(indices)") }
            return data.with(indices.shape)
        case .scatterElements(let axis, _):
            try data.requireAxis(axis)
            guard data.rank == indices.rank, inputs[2].element == data.element else {
                throw Misfit("\(data) by \(indices) with \(inputs[2])")
            }
            try inputs[2].requireShape(indices.shape, "what is scattered")
            return data
        default: preconditionFailure("no lookup")
        }
    }
}
