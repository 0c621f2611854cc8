/// The weight of a linear layer in whole numbers, packed as ``QuantizedLinear`` takes it.
public struct QuantizedWeight: Sendable {
    /// Sizes, bits and block.
    public let layout: QuantizedLinear
    /// `uint8 [out, ⌈in / block⌉, block · bits / 8]`; of two 4-bit numbers in a byte the first is
    /// in the lower half. Where a row doesn't fill its last block, zeros do.
    public let packed: Tensor
    /// `float32 [out · ⌈in / block⌉]`, row by row.
    public let scales: Tensor

    /// What the layout is worth in memory.
    public var byteCount: Int { packed.type.byteCount + scales.type.byteCount }

    /// Quantises a weight `[out, in]` with the scales of least squared error.
    ///
    /// - Parameter layer: The name for errors.
    public init(
        _ weight: Tensor, as quantization: WeightQuantization, layer: String
    ) throws(QuantizationError) {
        guard weight.shape.count == 2, weight.element.isFloatingPoint, weight.count > 0 else {
            throw .noMatrix(layer: layer, weight.type)
        }
        let values = weight.floats()
        guard values.allSatisfy(\.isFinite) else { throw .notFinite(layer: layer) }
        let (outputs, inputs) = (weight.shape[0], weight.shape[1])
        let block = quantization.block
        let blocks = (inputs + block - 1) / block
        let layout = QuantizedLinear(
            inputs: inputs, outputs: outputs, bits: quantization.bits, block: block)
        var scales = [Float](repeating: 1, count: outputs * blocks)
        let search = ScaleSearch(quantization)
        self.layout = layout
        packed = Tensor(
            TensorType(.uint8, [outputs, blocks, block * quantization.bits / 8])
        ) { room in
            values.withUnsafeBufferPointer { values in
                for output in 0..<outputs {
                    let row = UnsafeBufferPointer(
                        rebasing: values[output * inputs..<(output + 1) * inputs])
                    let shared = quantization.grouping == .row ? search.scale(of: row) : nil
                    for index in 0..<blocks {
                        let part = UnsafeBufferPointer(
                            rebasing: row[index * block..<min(inputs, (index + 1) * block)])
                        let scale = shared ?? search.scale(of: part)
                        let number = output * blocks + index
                        scales[number] = scale
                        let bytes = block * quantization.bits / 8
                        Self.pack(
                            part, scale, layout,
                            into: UnsafeMutableRawBufferPointer(
                                rebasing: room[number * bytes..<(number + 1) * bytes]))
                    }
                }
            }
        }
        self.scales = Tensor(scales, shape: [scales.count])
    }

    /// A weight packed by somebody else; nil where the tensors don't have the layout's types.
    public init?(_ layout: QuantizedLinear, packed: Tensor, scales: Tensor) {
        let blocks = (layout.inputs + layout.block - 1) / layout.block
        guard
            packed.type
                == TensorType(
                    .uint8, [layout.outputs, blocks, layout.block * layout.bits / 8]),
            scales.element == .float32, scales.count == layout.outputs * blocks
        else { return nil }
        self.layout = layout
        self.packed = packed
        self.scales = scales
    }

    /// The weight `float32 [out, in]` that the numbers stand for.
    public func dequantized() -> Tensor {
        let (inputs, block) = (layout.inputs, layout.block)
        let blocks = (inputs + block - 1) / block
        let zero = 1 << (layout.bits - 1)
        let scales = scales.floats()
        var values = [Float](repeating: 0, count: layout.outputs * inputs)
        packed.withBytes { bytes in
            for output in 0..<layout.outputs {
                for input in 0..<inputs {
                    let number = output * blocks + input / block
                    let place = number * block + input % block
                    let stored =
                        layout.bits == 8
                        ? Int(bytes[place]) : Int(bytes[place / 2] >> (4 * (place & 1)) & 15)
                    values[output * inputs + input] = Float(stored - zero) * scales[number]
                }
            }
        }
        return Tensor(values, shape: [layout.outputs, inputs])
    }

    private static func pack(
        _ weights: UnsafeBufferPointer<Float>, _ scale: Float, _ layout: QuantizedLinear,
        into room: UnsafeMutableRawBufferPointer
    ) {
        let zero = Float(1 << (layout.bits - 1))
        let inverse = 1 / scale
        func stored(_ index: Int) -> UInt8 {
            guard index < weights.count else { return UInt8(zero) }
            let rounded = (weights[index] * inverse).rounded(.toNearestOrEven) + zero
            return UInt8(min(max(rounded, 0), 2 * zero - 1))
        }
        for index in room.indices {
            room[index] =
                layout.bits == 8
                ? stored(index) : stored(2 * index) | stored(2 * index + 1) << 4
        }
    }
}
