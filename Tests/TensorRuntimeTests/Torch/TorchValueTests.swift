import Testing

@testable import TensorRuntime

/// Where libtorch's own operators mean something else than ours, or are put together here.
@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct TorchValueTests {
    /// Runs a graph of constants.
    private func values(_ build: (Layer) -> [Value]) throws -> [Tensor] {
        let graph = try Graph("values") { net in
            let results = build(net)
            return results.count == 1 ? ["a": results[0]] : ["a": results[0], "b": results[1]]
        }
        return try TorchExecutor().load(.graph(graph, WeightStore()), ExecutionOptions(threads: 1))
            .run([])
    }

    @Test func `integers divide towards zero, remainders have the divisor's sign`() throws {
        let results = try values { net in
            let a = net.constant(Tensor([Int64(7), -7, 7, -7], shape: [4]))
            let b = net.constant(Tensor([Int64(2), 2, -2, -2], shape: [4]))
            return [a / b, net.apply(.binary(.modulo), a, b)]
        }
        #expect(results[0].elements(as: Int64.self) == [3, -3, -3, 3])
        #expect(results[1].elements(as: Int64.self) == [1, 1, -1, -1])
    }

    @Test func `halves are rounded to even`() throws {
        let results = try values { net in
            [net.constant(Tensor([Float(0.5), 1.5, 2.5, -0.5], shape: [4])).mapped(.round)]
        }
        #expect(results[0].floats() == [0, 2, 2, 0])
    }

    @Test func `of equal elements the first is the largest`() throws {
        let results = try values { net in
            let x = net.constant(Tensor([Float(1), 3, 3, 2, 3], shape: [1, 5]))
            return [x.topK(4).indices, x.argMax()]
        }
        #expect(results[0].elements(as: Int64.self) == [1, 2, 4, 3])
        #expect(results[1].elements(as: Int64.self) == [1])
    }

    @Test func `a reduction over no axis changes nothing`() throws {
        let x = Tensor([Float(1), 2], shape: [2])
        #expect(try values { [$0.constant(x).reduce(.sum, [])] } == [x])
    }

    @Test func `ends cut unevenly from a transposed convolution are parts of the whole`() throws {
        let x = Tensor(
            Numbers.list(6, within: -1...1, seed: 1).map { Float($0) }, shape: [1, 2, 3])
        let weight = Tensor(
            Numbers.list(8, within: -1...1, seed: 2).map { Float($0) }, shape: [2, 1, 4])
        func run(_ before: Int, _ after: Int, _ extra: Int) throws -> [Float] {
            let c = Convolution(
                strides: [2], dilations: [1], padding: [.init(before: before, after: after)],
                outputPadding: [extra])
            return try values {
                [$0.apply(.transposedConvolution(c), $0.constant(x), $0.constant(weight))]
            }[0].floats()
        }
        let whole = try run(0, 0, 0)
        #expect(whole.count == 8)
        #expect(try run(1, 3, 0) == Array(whole[1..<5]))
        #expect(try run(2, 0, 1) == Array(whole[2...]) + [0])
    }

    @Test(arguments: [(8, 3), (8, 4), (16, 5)])
    func `spectra are those of the definition, and the inverse adds frames`(
        _ size: Int, _ hop: Int
    ) throws {
        let samples = Numbers.list(37, within: -1...1, seed: 3)
        let window = Numbers.list(size, within: 0.1...1, seed: 4)
        let frames = (samples.count - size) / hop + 1
        let results = try values { net in
            net.apply(
                .stft(size: size, hop: hop),
                to: [
                    net.constant(Tensor(samples, shape: [1, samples.count])),
                    net.constant(Tensor(window, shape: [size])),
                ])
        }
        var sum = [Double](repeating: 0, count: (frames - 1) * hop + size)
        for frame in 0..<frames {
            for bin in 0...size / 2 {
                var (re, im) = (0.0, 0.0)
                for n in 0..<size {
                    let angle = 2 * Double.pi * Double(bin * n % size) / Double(size)
                    re += samples[frame * hop + n] * window[n] * Plain.cosine(angle)
                    im -= samples[frame * hop + n] * window[n] * Plain.sine(angle)
                }
                let place = bin * frames + frame
                #expect(abs(results[0].elements(as: Double.self)![place] - re) < 1e-9)
                #expect(abs(results[1].elements(as: Double.self)![place] - im) < 1e-9)
            }
            for n in 0..<size {
                sum[frame * hop + n] += samples[frame * hop + n] * window[n] * window[n]
            }
        }
        let back = try values { net in
            let bins = results.map { net.constant($0) }
            return net.apply(
                .inverseSTFT(size: size, hop: hop),
                to: bins + [net.constant(Tensor(window, shape: [size]))])
        }
        for (a, b) in zip(back[0].elements(as: Double.self)!, sum) { #expect(abs(a - b) < 1e-9) }
        #expect(back[0].shape == [1, sum.count])
    }

    @Test(arguments: [4, 8])
    func `packed weights are whole numbers times their scales`(_ bits: Int) throws {
        let layout = QuantizedLinear(inputs: 20, outputs: 3, bits: bits, block: 16)
        let bytes = layout.packedShape.reduce(1, *)
        let packed = Tensor(
            (0..<bytes).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) },
            shape: layout.packedShape)
        let scales = Tensor((0..<6).map { Float($0 + 1) / 8 }, shape: [6])
        let identity = Tensor((0..<400).map { Float($0 % 21 == 0 ? 1 : 0) }, shape: [20, 20])
        let results = try values { net in
            net.apply(
                .quantizedLinear(layout),
                to: [identity, packed, scales].map { net.constant($0) })
        }
        let raw = packed.elements(as: UInt8.self)!
        for output in 0..<3 {
            for input in 0..<20 {
                let block = output * 2 + input / 16
                let place = input % 16
                let q =
                    bits == 8
                    ? Int(raw[block * 16 + place])
                    : Int(raw[block * 8 + place / 2] >> (place % 2 == 0 ? 0 : 4) & 15)
                let weight = Float(q - (bits == 8 ? 128 : 8)) * Float(block + 1) / 8
                #expect(results[0].floats()[input * 3 + output] == weight)
            }
        }
    }
}

/// Sine and cosine by their series, so that tests need no C library.
private enum Plain {
    static func sine(_ x: Double) -> Double {
        var (term, sum) = (x, x)
        for n in 1...20 {
            term *= -x * x / Double(2 * n * (2 * n + 1))
            sum += term
        }
        return sum
    }

    static func cosine(_ x: Double) -> Double { sine(x + .pi / 2) }
}
