internal import CTorch

extension Operation {
    /// What moves elements; nil if a size isn't known yet.
    func torchShapeCall(where sizes: SymbolSizes, on device: TorchDevice) -> TorchCall? {
        switch self {
        case .reshape(let shape): shape.numbers(sizes).map { TorchCall(CTORCH_RESHAPE, $0) }
        case .transpose(let axes): TorchCall(CTORCH_TRANSPOSE, axes)
        case .concatenate(let axis): TorchCall(CTORCH_CONCATENATE, [axis])
        case .slice(let axis, let start, let end, let step):
            [start, end].numbers(sizes).map { TorchCall(CTORCH_SLICE, [axis] + $0 + [step]) }
        case .expand(let shape): shape.numbers(sizes).map { TorchCall(CTORCH_EXPAND, $0) }
        case .pad(let ends, let mode): mode.torchCall(ends.flatMap { [$0.before, $0.after] })
        case .upsample(let factor, .nearest): TorchCall(CTORCH_UPSAMPLE_NEAREST, [factor])
        case .upsample(let factor, .linear): TorchCall(CTORCH_UPSAMPLE_LINEAR, [factor])
        case .range(let count):
            [count].numbers(sizes).map { TorchCall(CTORCH_RANGE, $0 + [Int(device.number)]) }
        default: nil
        }
    }
}

extension PaddingMode {
    fileprivate func torchCall(_ ends: [Int]) -> TorchCall {
        switch self {
        case .constant(let value): TorchCall(CTORCH_PAD_CONSTANT, ends, numbers: [value])
        case .reflect: TorchCall(CTORCH_PAD_REFLECT, ends)
        case .edge: TorchCall(CTORCH_PAD_EDGE, ends)
        }
    }
}

extension [Dimension] {
    /// All sizes; nil if a symbol's isn't known.
    func numbers(_ sizes: SymbolSizes) -> [Int]? {
        var result: [Int] = []
        for dimension in self {
            guard let size = dimension.fixed ?? dimension.size(where: sizes) else { return nil }
            result.append(size)
        }
        return result
    }
}
