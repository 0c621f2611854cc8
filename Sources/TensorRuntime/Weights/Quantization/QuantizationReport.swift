internal import Glibc

/// What quantising a layer's weight has cost.
public struct QuantizationReport: Sendable, Hashable, CustomStringConvertible {
    /// The name of the weight.
    public let layer: String
    /// Power of the weight over that of the error, in decibels; infinite without an error.
    public let signalToNoise: Double
    /// The largest difference of an element.
    public let largestError: Float
    /// Bytes as the checkpoint had them.
    public let bytesBefore: Int
    /// Bytes of numbers and scales.
    public let bytesAfter: Int

    /// Compares a weight with what was made of it.
    public init(layer: String, weight: Tensor, quantized: QuantizedWeight) {
        let before = weight.floats()
        let after = quantized.dequantized().floats()
        var signal = 0.0
        var noise = 0.0
        var largest: Float = 0
        for (a, b) in zip(before, after) {
            let difference = a - b
            signal += Double(a) * Double(a)
            noise += Double(difference) * Double(difference)
            largest = max(largest, abs(difference))
        }
        self.layer = layer
        signalToNoise = noise == 0 ? .infinity : 10 * log10(signal / noise)
        largestError = largest
        bytesBefore = weight.type.byteCount
        bytesAfter = quantized.byteCount
    }

    /// One line: `decoder.0.query: 21.4 dB, largest error 0.0132, 4194304 → 589824 bytes`.
    public var description: String {
        let decibels = signalToNoise.isFinite ? (signalToNoise * 10).rounded() / 10 : .infinity
        return "\(layer): \(decibels) dB, largest error \(largestError), "
            + "\(bytesBefore) → \(bytesAfter) bytes"
    }
}

extension WeightStore {
    /// Quantises the weights of these linear layers.
    ///
    /// - Parameter names: Names of weights `[out, in]`.
    /// - Returns: Each weight by its name, and a report of each in the order given.
    public func quantized(
        _ names: [String], as quantization: WeightQuantization
    ) throws(QuantizationError) -> (
        weights: [String: QuantizedWeight], reports: [QuantizationReport]
    ) {
        var weights: [String: QuantizedWeight] = [:]
        var reports: [QuantizationReport] = []
        for name in names {
            guard let weight = self[name] else { throw .missing(layer: name) }
            let quantized = try QuantizedWeight(weight, as: quantization, layer: name)
            reports.append(
                QuantizationReport(layer: name, weight: weight, quantized: quantized))
            weights[name] = quantized
        }
        return (weights, reports)
    }
}
