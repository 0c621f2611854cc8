import ModelBlocks
import TensorRuntime
import Testing

/// The first and last samples of an inverse transform, where few frames overlap.
@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct InverseTransformEndsTests {
    /// The samples of noise, that is of frames that don't fade at their ends.
    private static func samples(
        _ transform: ShortTimeFourier, frames: Int = 40, masked: Int = 0
    ) throws -> [Float] {
        let bins = Dimension(transform.bins)
        let graph = try Graph("inverse") { net in
            let shape: [Dimension] = ["batch", bins, "frames"]
            let mask = net.input("mask", ["batch", 1, "frames"])
            return [
                "y": net.inverseSTFT(
                    net.input("real", shape), net.input("imaginary", shape), transform, mask: mask)
            ]
        }
        var source = Source(seed: 11)
        let shape = [1, transform.bins, frames]
        let mask = (0..<frames).map { $0 < frames - masked ? Float(1) : 0 }
        let results = try Runtime.run(
            graph, WeightStore(),
            [
                "real": source.tensor(shape), "imaginary": source.tensor(shape),
                "mask": Tensor(mask, shape: [1, 1, frames]),
            ])
        return try #require(results["y"]).floats()
    }

    private static func peak(_ samples: some Sequence<Float>) -> Float {
        samples.map(abs).max() ?? 0
    }

    @Test(arguments: [FramePlacement.centred, .same, .causal], [64, 100, 128])
    func `noise is about as loud at the ends as between them`(
        placement: FramePlacement, hop: Int
    ) throws {
        let samples = try Self.samples(
            ShortTimeFourier(size: 256, hop: hop, placement: placement))
        let middle = Self.peak(samples[512..<(samples.count - 512)])
        #expect(middle > 0.01)
        #expect(Self.peak(samples.prefix(256)) < 3 * middle)
        #expect(Self.peak(samples.suffix(256)) < 3 * middle)
    }

    @Test(arguments: [FramePlacement.centred, .same, .causal])
    func `frames that a mask leaves out fade away`(placement: FramePlacement) throws {
        let samples = try Self.samples(
            ShortTimeFourier(size: 256, hop: 64, placement: placement), masked: 8)
        let middle = Self.peak(samples[512..<1024])
        #expect(Self.peak(samples.suffix(1024)) < 3 * middle)
        #expect(Self.peak(samples.suffix(128)) == 0)
    }

    @Test func `a causal vocoder that has learnt nothing doesn't begin with a click`() throws {
        let vocoder = ConvNeXtVocoder(
            bands: 8, width: 16, hidden: 32, depth: 2, size: 256, hop: 64, isCausal: true)
        let graph = try Graph("vocoder") { net in
            let mel = net.input("mel", ["batch", 8, "frames"])
            return ["audio": net.convNeXtVocoder(mel, vocoder)]
        }
        var source = Source(seed: 5)
        let audio = try #require(
            try Runtime.run(
                graph, .random(for: graph, seed: 4), ["mel": source.tensor([1, 8, 40])])["audio"]
        ).floats()
        #expect(Self.peak(audio.prefix(256)) < 3 * Self.peak(audio.dropFirst(256)))
    }
}
