import Foundation
import Testing

@testable import TensorRuntime

@Suite struct `Quantised weights` {
    /// Seeded numbers like a layer's: most small, few large.
    static func weight(_ outputs: Int, _ inputs: Int) -> Tensor {
        var random = SplitMix(state: 3)
        let values = (0..<outputs * inputs).map { _ -> Float in
            var sum: Float = 0
            for _ in 0..<4 { sum += Float.random(in: -1...1, using: &random) }
            return sum
        }
        return Tensor(values, shape: [outputs, inputs])
    }

    @Test(arguments: [(4, 16, 40, 3), (4, 32, 64, 4), (8, 32, 72, 3)])
    func `packed weights mean what they mean to ONNX Runtime`(
        bits: Int, block: Int, inputs: Int, outputs: Int
    ) throws {
        let golden = try WeightFiles.golden("matmul-nbits.safetensors")
            .within("\(bits).\(block).\(inputs).\(outputs)")
        let layout = QuantizedLinear(inputs: inputs, outputs: outputs, bits: bits, block: block)
        let weight = try #require(
            QuantizedWeight(
                layout, packed: golden.tensor("packed"), scales: golden.tensor("scales")))
        let w = weight.dequantized().floats()
        let x = try golden.tensor("x").floats()
        let y = try golden.tensor("y").floats()
        for row in 0..<2 {
            for output in 0..<outputs {
                let sum = (0..<inputs).reduce(0.0) {
                    $0 + Double(x[row * inputs + $1]) * Double(w[output * inputs + $1])
                }
                let expected = Double(y[row * outputs + output])
                #expect(abs(sum - expected) <= 1e-4 * max(1, abs(expected)))
            }
        }
    }

    @Test func `weights on the grid come back exactly, packed as ONNX Runtime packs`() throws {
        // Whole numbers from -8 to 7 in an order that tells halves of bytes apart.
        let values: [Float] = (0..<40).map { (index: Int) -> Float in
            Float((index * 7 + 3) % 16 - 8) / 2
        }
        let weight = Tensor(values, shape: [1, 40])
        let quantized = try QuantizedWeight(weight, as: .int4(block: 16), layer: "a")
        #expect(quantized.packed.shape == [1, 3, 8] && quantized.scales.shape == [3])
        #expect(quantized.dequantized().floats() == values)
        let bytes = try #require(quantized.packed.elements(as: UInt8.self))
        // -5 and 2, 3 and 10 as they are stored; what fills the last block is zero.
        #expect(bytes[0] == 0xA3)
        #expect(Array(bytes[20...]) == [0x88, 0x88, 0x88, 0x88])
    }

    @Test func `the search beats the largest weight's scale, and reports it`() throws {
        let weight = Self.weight(16, 256)
        let (weights, reports) = try WeightStore(["a": weight])
            .quantized(["a"], as: .int4(block: 32))
        let report = try #require(reports.first)
        // The plain way: the largest weight becomes ±7.
        var signal = 0.0
        var noise = 0.0
        for block in stride(from: 0, to: weight.count, by: 32) {
            let values = weight.floats()[block..<block + 32]
            let scale = (values.map(abs).max() ?? 0) / 7
            for value in values {
                let error = value - (value / scale).rounded() * scale
                signal += Double(value * value)
                noise += Double(error * error)
            }
        }
        #expect(pow(10, report.signalToNoise / 10) > 1.25 * signal / noise)
        #expect(report.bytesBefore == 16 * 256 * 4 && report.bytesAfter == 16 * 256 / 2 + 128 * 4)
        #expect(weights["a"]?.byteCount == report.bytesAfter)
        #expect(report.description.contains(" dB"))
    }

    @Test func `8 bits lose little, in blocks or rows of any length`() throws {
        let weight = Self.weight(5, 300)
        for quantization in [WeightQuantization.int8PerRow, .int8(block: 64)] {
            let quantized = try QuantizedWeight(weight, as: quantization, layer: "a")
            let report = QuantizationReport(layer: "a", weight: weight, quantized: quantized)
            #expect(report.signalToNoise > 40)
            #expect(quantized.dequantized().shape == [5, 300])
        }
        let rows = try QuantizedWeight(weight, as: .int8PerRow, layer: "a").scales.floats()
        #expect(Set(rows).count == 5 && rows[0] == rows[2])
    }

    @Test func `zero and tiny weights stay, others are refused by name`() throws {
        let values: [Float] = [0, 0, 1e-38, .leastNonzeroMagnitude, -1e-35, 0, 0, 0]
        let tiny = try QuantizedWeight(
            Tensor(values, shape: [2, 4]), as: .int4(block: 16), layer: "a")
        #expect(tiny.dequantized().floats().allSatisfy { abs($0) < 1e-30 })
        let infinite = Tensor([Float.infinity], shape: [1, 1])
        #expect(throws: QuantizationError.notFinite(layer: "a")) {
            try QuantizedWeight(infinite, as: .int8PerRow, layer: "a")
        }
        #expect(throws: QuantizationError.self) {
            try QuantizedWeight(Tensor(Float(1)), as: .int8PerRow, layer: "a")
        }
        #expect(throws: QuantizationError.missing(layer: "b")) {
            try WeightStore().quantized(["b"], as: .int8PerRow)
        }
    }
}
