import Foundation
import Testing

@testable import TensorRuntime

@Suite struct `Conversion of elements` {
    @Test func `every half is widened and narrowed again exactly`() {
        let halves = (0...UInt16.max).map { Float16(bitPattern: $0) }
        let tensor = Tensor(halves, shape: [halves.count])
        let floats = tensor.floats()
        for (half, float) in zip(halves, floats) where Float(half).bitPattern != float.bitPattern {
            #expect(half.isNaN && float.isNaN)
        }
        let again =
            Tensor(floats, shape: tensor.shape).converted(to: .float16)
            .elements(as: Float16.self) ?? []
        for (half, other) in zip(halves, again) where half.bitPattern != other.bitPattern {
            #expect(half.isNaN && other.isNaN)
        }
    }

    @Test func `narrowing rounds to nearest, ties to even`() {
        var random = SplitMix(state: 1)
        var floats = (0..<20_003).map { _ in
            Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
        }
        floats += (0..<20_000).map { _ in
            Float.random(in: -1...1, using: &random)
                * exp2(Float.random(in: -26...17, using: &random))
        }
        floats += [65504, 65519.996, 65520, 0x1p-25, 0x1.000002p-25, -0.0, .infinity, 1 + 0x1p-11]
        let tensor = Tensor(floats, shape: [floats.count])
        let halves = tensor.converted(to: .float16).elements(as: Float16.self) ?? []
        for (float, half) in zip(floats, halves) where Float16(float).bitPattern != half.bitPattern
        {
            #expect(float.isNaN && half.isNaN, "\(float)")
        }
        let brains = tensor.converted(to: .bfloat16).floats()
        for (float, brain) in zip(floats, brains)
        where !float.isNaN && float.isFinite && brain.isFinite {
            let low = Float(bitPattern: float.bitPattern & 0xFFFF_0000)
            let high = Float(bitPattern: low.bitPattern &+ 0x1_0000)
            let isEven = low.bitPattern & 0x1_0000 == 0
            let toLow = abs(Double(float) - Double(low))
            let toHigh = high.isFinite ? abs(Double(float) - Double(high)) : .infinity
            let nearest = toLow < toHigh || toLow == toHigh && isEven ? low : high
            #expect(brain.bitPattern == nearest.bitPattern, "\(float)")
        }
        #expect(Tensor(Float.nan).converted(to: .bfloat16).floats()[0].isNaN)
    }

    @Test func `integers round to even and stop at their ends`() {
        let floats = Tensor([-300, -1.5, -0.5, 0.5, 1.5, 126.6, 1e9, Float.nan], shape: [8])
        #expect(
            floats.converted(to: .int8).elements(as: Int8.self)
                == [-128, -2, 0, 0, 2, 127, 127, 0])
        #expect(
            floats.converted(to: .uint8).elements(as: UInt8.self) == [0, 0, 0, 0, 2, 127, 255, 0])
        #expect(
            floats.converted(to: .int16).elements(as: Int16.self)
                == [-300, -2, 0, 0, 2, 127, .max, 0])
        #expect(
            floats.converted(to: .uint16).elements(as: UInt16.self)
                == [0, 0, 0, 0, 2, 127, .max, 0])
        #expect(floats.converted(to: .int32).floats()[6] == 1e9)
        #expect(
            Tensor([Int64.max, -5], shape: [2]).converted(to: .int32).elements(as: Int32.self)
                == [.max, -5])
        #expect(Tensor([0, 0.25], shape: [2]).converted(to: .bool).floats() == [0, 1])
        #expect(Tensor([Int8(-7)], shape: [1]).converted(to: .float32).floats() == [-7])
    }

    @Test func `tensors at any byte can be aligned`() throws {
        let region = WeightFiles.region([0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
        let tensor = try region.tensor(TensorType(.float32, [2]), at: 1, named: "a")
        #expect(tensor.floats() == [1, 2])
        let aligned = tensor.aligned()
        #expect(aligned == tensor)
        #expect(aligned.withBytes { Int(bitPattern: $0.baseAddress) % 64 } == 0)
        #expect(aligned.aligned().storage === aligned.storage)
    }
}
