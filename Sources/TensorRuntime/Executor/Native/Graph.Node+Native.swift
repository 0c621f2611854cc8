extension Graph.Node {
    /// Refuses what the native executor doesn't have.
    ///
    /// - Throws: ``ExecutionError/unsupported(operation:layer:executor:)``
    func checkForNative(_ graph: Graph) throws(ExecutionError) {
        let types = (inputs + outputs).map { graph.values[$0] }
        let ranks = types.map(\.shape.count)
        func has(_ elements: [ElementType]) -> Bool {
            types.allSatisfy { elements.contains($0.element) }
        }
        let isPresent =
            switch operation {
            case .unary(.not): has([.bool])
            case .unary, .linear, .matMul, .layerNorm, .rmsNorm, .softmax, .logSoftmax, .reduce,
                .pad:
                has([.float32])
            case .convolution(let attributes):
                has([.float32]) && attributes.strides.count == 1
                    && (attributes.groups == 1 || attributes.isDepthwise(types))
            case .transposedConvolution(let attributes):
                has([.float32]) && attributes.strides.count == 1
                    && (attributes.groups == 1 || attributes.isDepthwise(types))
            case .argMax: types[0].element == .float32
            // As products with bases, which larger ones would have too much of.
            case .stft(let size, _), .inverseSTFT(let size, _): has([.float32]) && size <= 4096
            case .binary(.modulo): has([.int64])
            case .binary(.power): has([.float32])
            case .binary(.and), .binary(.or): has([.bool])
            case .binary(.equal): has([.float32, .int64, .bool])
            case .binary: has([.float32, .int64, .bool]) && types[0].element != .bool
            case .select, .cast, .reshape, .transpose, .concatenate, .slice, .expand, .gather,
                .range, .stopGradient, .dropout:
                true
            default: false
            }
        guard isPresent, ranks.allSatisfy({ $0 <= NativePlan.mostAxes }) else {
            throw .unsupported(operation: "\(operation)", layer: layer, executor: "native")
        }
    }
}

extension Convolution {
    /// Whether each channel is convolved on its own.
    ///
    /// - Parameter types: Of input, weight, perhaps bias, and output.
    fileprivate func isDepthwise(_ types: [Graph.ValueType]) -> Bool {
        let channels = Dimension(groups)
        return types[0].shape[1] == channels && types[1].shape[0] == channels
            && types[1].shape[1] == 1
    }
}
