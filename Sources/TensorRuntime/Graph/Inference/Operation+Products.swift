extension Operation {
    func productType(_ inputs: [ValueType]) throws(Misfit) -> ValueType {
        let (x, weight) = (inputs[0], inputs[1])
        try x.requireFloat()
        try x.requireRank(1...8)
        let features = x.shape[x.rank - 1]
        switch self {
        case .matMul:
            try x.requireRank(2...8)
            try weight.requireRank(2...8)
            guard x.element == weight.element else {
                throw Misfit("\(x) and \(weight) differ in element")
            }
            guard weight.shape[weight.rank - 2] == features else {
                throw Misfit(
                    "\(x) × \(weight): \(features) against \(weight.shape[weight.rank - 2])")
            }
            let leading = try broadcast(
                Array(x.shape.dropLast(2)), Array(weight.shape.dropLast(2)))
            return x.with(leading + [x.shape[x.rank - 2], weight.shape[weight.rank - 1]])
        case .linear:
            try weight.requireRank(2...2)
            guard weight.shape[1] == features else {
                throw Misfit(
                    "\(x) has \(features) features, the weight \(weight) takes \(weight.shape[1])")
            }
            if inputs.count > 2 { try inputs[2].requireShape([weight.shape[0]], "the bias") }
            return x.with(x.shape.dropLast() + [weight.shape[0]])
        case .quantizedLinear(let layout):
            guard [4, 8].contains(layout.bits), layout.block >= 16, layout.block <= 256,
                layout.block & (layout.block - 1) == 0
            else { throw Misfit("\(layout.bits) bits in blocks of \(layout.block)") }
            guard features == Dimension(layout.inputs) else {
                throw Misfit("\(x) has \(features) features, the weight takes \(layout.inputs)")
            }
            try weight.requireShape(layout.packedShape.map { Dimension($0) }, "the packed weight")
            try inputs[2].requireShape([Dimension(layout.outputs * layout.blocks)], "the scales")
            if inputs.count > 3 {
                try inputs[3].requireShape([Dimension(layout.outputs)], "the bias")
            }
            return x.with(x.shape.dropLast() + [Dimension(layout.outputs)])
        default: preconditionFailure("no product")
        }
    }
}

extension QuantizedLinear {
    /// Blocks in a row; the last may be incomplete, filled up with zeros.
    public var blocks: Int { (inputs + block - 1) / block }

    /// `[out, blocks, bytes of a block]`
    public var packedShape: [Int] { [outputs, blocks, block * bits / 8] }
}

extension Convolution {
    func type(_ inputs: [Graph.ValueType], isTransposed: Bool) throws(Misfit) -> Graph.ValueType {
        let (x, weight) = (inputs[0], inputs[1])
        try x.requireFloat()
        try weight.requireRank(x.rank...x.rank)
        let spatial = x.rank - 2
        guard spatial >= 1,
            [strides.count, dilations.count, padding.count, outputPadding.count]
                .allSatisfy({ $0 == spatial })
        else { throw Misfit("\(x) has \(spatial) spatial axes, the attributes \(strides.count)") }
        guard groups > 0, strides.allSatisfy({ $0 > 0 }), dilations.allSatisfy({ $0 > 0 }),
            padding.allSatisfy({ $0.before >= 0 && $0.after >= 0 })
        else { throw Misfit("strides, dilations and groups begin at 1, padding at 0") }
        guard zip(outputPadding, strides).allSatisfy({ (0..<$1).contains($0) }) else {
            throw Misfit("output padding \(outputPadding) must be below the strides \(strides)")
        }
        guard let channels = x.shape[1].fixed, channels % groups == 0 else {
            throw Misfit("\(x.shape[1]) channels can't be divided into \(groups) groups")
        }
        let taken = isTransposed ? weight.shape[0] : weight.shape[1] * groups
        guard taken == Dimension(channels) else {
            throw Misfit("\(x) has \(channels) channels, the weight \(weight) takes \(taken)")
        }
        let given = isTransposed ? weight.shape[1] * groups : weight.shape[0]
        guard let outputs = given.fixed, outputs % groups == 0 else {
            throw Misfit("\(given) channels out can't be divided into \(groups) groups")
        }
        if inputs.count > 2 { try inputs[2].requireShape([given], "the bias") }
        var shape = [x.shape[0], given]
        for axis in 0..<spatial {
            guard let kernel = weight.shape[axis + 2].fixed else {
                throw Misfit("the kernel \(weight) has no fixed size")
            }
            let length = x.shape[axis + 2]
            let reach = dilations[axis] * (kernel - 1)
            let ends = padding[axis].before + padding[axis].after
            let result =
                isTransposed
                ? (length - 1) * strides[axis] + Dimension(reach + 1 + outputPadding[axis] - ends)
                : (length + Dimension(ends - reach - 1)) / strides[axis] + 1
            if let size = result.fixed, size < 0 || (size < 1 && !isTransposed) {
                throw Misfit("\(x) is shorter than the kernel \(weight)")
            }
            shape.append(result)
        }
        return x.with(shape)
    }
}
