import ModelBlocks
import TensorRuntime
import Testing

/// Steps of live voices on our own kernels give the samples of the whole.
struct NativeStepsTests {
    /// SEANet as voice conversion has it: an encoder and a decoder of 16 kHz, modulated by a
    /// voice.
    private static func converter(stepping: Bool) throws -> Graph {
        try Graph("converter", stepping: stepping) { net in
            let rates = [2, 4, 5, 8]
            let unit = { SEANetResidualUnit(kernel: 7, dilation: $0, compression: 1) }
            var channels = 6
            var x = (net / "first").conv1d(
                net.input("audio", ["batch", 1, .symbol("frames") * 320]), to: channels, kernel: 7,
                padding: .causal())
            for (index, rate) in rates.enumerated() {
                let stage = net / "encoder" / index
                x = (stage / 0).seanetResidualUnit(x, unit(1))
                x = (stage / 1).seanetResidualUnit(x, unit(9))
                channels = min(2 * channels, 40)
                x = (stage / "down").conv1d(
                    stage.activate(x, .elu()), to: channels, kernel: 2 * rate, stride: rate,
                    padding: .causal())
            }
            let voice = net.input("voice", ["batch", 1, 8])
            for (index, rate) in rates.reversed().enumerated() {
                let stage = net / "decoder" / index
                channels = max(channels / 2, 6)
                x = (stage / "up").convTranspose1d(
                    stage.activate(x, .elu()), to: channels, kernel: 2 * rate, stride: rate,
                    trim: .causal)
                x = (stage / "film").modulated(x.transposed(0, 2, 1), by: voice)
                    .transposed(0, 2, 1)
                x = (stage / 0).seanetResidualUnit(x, unit(3))
            }
            return [
                "y": (net / "last").conv1d(
                    net.activate(x, .elu()), to: 1, kernel: 7, padding: .causal())
            ]
        }
    }

    private func load(
        _ graph: Graph, _ weights: WeightStore, _ precision: ElementType
    ) throws -> any LoadedModel {
        var options = ExecutionOptions(threads: 1)
        options.precision = precision
        return try NativeExecutor().load(.graph(graph, weights), options)
    }

    /// What a stepping network gives of an input, in steps by chance; other inputs stay.
    private func stepped(
        _ graph: Graph, _ model: any LoadedModel, _ name: String, _ x: Tensor,
        unit: Int, _ source: inout Source, _ others: [String: Tensor] = [:]
    ) throws -> Tensor {
        let batch = try StateBatch(graph, rows: 1)
        _ = try batch.join()
        let axis = x.shape.count - 1
        var pieces: [Tensor] = []
        var frame = 0
        while frame < x.shape[axis] / unit {
            let count = min(Int.random(in: 1...4, using: &source), x.shape[axis] / unit - frame)
            let call = try batch.call(model, sizes: ["frames": count])
            call.inputs[name]!.fill(x.slice(axis, frame * unit, (frame + count) * unit))
            for (name, tensor) in others { call.inputs[name]!.fill(tensor) }
            try call.run()
            pieces.append(try #require(call.outputs["y"]).snapshot())
            frame += count
        }
        return .joined(pieces, axis: pieces[0].shape.count - 1)
    }

    @Test(arguments: [ElementType.float32, .bfloat16])
    func `a converter's steps are the whole, to the bit`(precision: ElementType) throws {
        let whole = try Self.converter(stepping: false)
        let weights = WeightStore.random(for: whole, seed: 31)
        var source = Source(seed: 32)
        let audio = source.tensor([1, 1, 23 * 320])
        let voice = source.tensor([1, 1, 8])
        let inputs = ["audio": audio, "voice": voice]
        let model = try load(whole, weights, precision)
        let expected = try model.run(model.inputs.map { try #require(inputs[$0.name]) })[0]
        let stepping = try Self.converter(stepping: true)
        let heard = try stepped(
            stepping, load(stepping, weights, precision), "audio", audio, unit: 320,
            &source, ["voice": voice])
        #expect(heard == expected)
        #expect((expected.floats().map(abs).max() ?? 0) > 0.01, "nothing is heard")
        guard Runtime.isHere else { return }
        let others = try #require(try Runtime.run(whole, weights, inputs)["y"])
        #expect(distance(expected, others) < (precision == .float32 ? 1e-5 : 0.1))
    }

    @Test(arguments: [(3, 2), (4, 2), (16, 8), (7, 3), (12, 4)], [1, 2])
    func `a causal transposed convolution's steps are the whole`(
        sizes: (kernel: Int, stride: Int), groups: Int
    ) throws {
        func graph(_ stepping: Bool) throws -> Graph {
            try Graph("up", stepping: stepping) { net in
                let x = net.input("x", ["batch", 20, "frames"])
                return [
                    "y": (net / "up").convTranspose1d(
                        x, to: groups > 1 ? 20 : 9, kernel: sizes.kernel, stride: sizes.stride,
                        groups: groups > 1 ? 20 : 1, trim: .causal)
                ]
            }
        }
        let (whole, stepping) = (try graph(false), try graph(true))
        let weights = WeightStore.random(for: whole, seed: 33)
        var source = Source(seed: 34)
        let x = source.tensor([1, 20, 29])
        for precision in [ElementType.float32, .bfloat16] {
            let expected = try load(whole, weights, precision).run([x])[0]
            let made = try stepped(
                stepping, load(stepping, weights, precision), "x", x, unit: 1, &source)
            // Where more than two frames overlap, sums are added in other orders.
            #expect(distance(made, expected) <= (sizes.kernel > 2 * sizes.stride ? 1e-6 : 0))
        }
    }

    @Test func `a spectral head's steps are the whole`() throws {
        func graph(_ stepping: Bool) throws -> Graph {
            try Graph("head", stepping: stepping) { net in
                let transform = ShortTimeFourier(size: 640, hop: 160, placement: .causal)
                let x = net.input("x", ["batch", .symbol("frames") * 160])
                let spectrum = (net / "in").stft(x, transform)
                let level = (spectrum.real * spectrum.real + spectrum.imaginary.exp()).clamped(
                    0.1, 5)
                return [
                    "y": (net / "head").spectralHead(level.transposed(0, 2, 1), transform)
                ]
            }
        }
        let (whole, stepping) = (try graph(false), try graph(true))
        let weights = WeightStore.random(for: whole, seed: 35)
        var source = Source(seed: 36)
        let x = source.tensor([1, 19 * 160])
        let expected = try load(whole, weights, .float32).run([x])[0]
        let made = try stepped(
            stepping, load(stepping, weights, .float32), "x", x, unit: 160, &source)
        #expect(distance(made, expected) <= 1e-5)
        guard Runtime.isHere else { return }
        let others = try #require(try Runtime.run(whole, weights, ["x": x])["y"])
        #expect(distance(expected, others) <= 2e-5)
    }
}
