import ModelBlocks
import TensorRuntime
import Testing
import Vocoding

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct VocoderStreamTests {
    /// Small, with frames that overlap unevenly; long enough for several windows.
    static func vocoder(
        isCausal: Bool, _ head: ConvNeXtVocoder.Head = .spectral
    ) -> ConvNeXtVocoder {
        ConvNeXtVocoder(
            bands: 5, width: 12, hidden: 24, depth: 3, kernel: 7, size: 24, hop: 7,
            isCausal: isCausal, head: head)
    }

    static func whole(_ vocoder: ConvNeXtVocoder) throws -> Graph {
        try Graph("vocoder") { net in
            let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
            let excitation =
                vocoder.head == .sourceFilter ? Excitation(net, "batch", "frames", hop: 7) : nil
            return ["audio": net.convNeXtVocoder(mel, vocoder, excitation: excitation)]
        }
    }

    @Test(
        arguments: [
            vocoder(isCausal: true), vocoder(isCausal: false),
            vocoder(isCausal: true, .sourceFilter), vocoder(isCausal: false, .sourceFilter),
        ], [1, 30, 1100])
    func `windows are the whole`(vocoder: ConvNeXtVocoder, frames: Int) throws {
        let graph = try Self.whole(vocoder)
        let weights = WeightStore.random(for: graph, seed: 7)
        var source = Source(seed: 3)
        let mel = source.tensor([1, vocoder.bands, frames], scale: 2)
        var inputs = ["mel": mel]
        let pitch: [Float] = (0..<frames).map { _ in
            Bool.random(using: &source) ? .random(in: 60...500, using: &source) : 0
        }
        if vocoder.head == .sourceFilter {
            let pulses = HarmonicSource.pulses(pitch, rate: 8_000, hop: 7)
            let noise = WhiteNoise(seed: 9).samples(0..<frames * 7)
            inputs["pitch"] = Tensor(pitch, shape: [1, frames])
            inputs["harmonic"] = Tensor(pulses, shape: [1, frames * 7])
            inputs["noise"] = Tensor(noise, shape: [1, frames * 7])
        }
        let expected = try #require(try Runtime.run(graph, weights, inputs)["audio"]).floats()

        let stream = try LoadedVocoder(
            vocoder, rate: 8_000, weights, ExecutionOptions(threads: 1)
        ).stream(seed: 9)
        let values = mel.floats()
        var samples: [Float] = []
        var frame = 0
        while frame < frames {
            let count = min(Int.random(in: 0...500, using: &source), frames - frame)
            let piece = (frame..<frame + count).flatMap { frame in
                (0..<vocoder.bands).map { values[$0 * frames + frame] }
            }
            samples += try stream.process(piece, pitch: Array(pitch[frame..<frame + count]))
            frame += count
        }
        samples += try stream.finish()
        try #require(samples.count == expected.count)
        let scale = expected.map(abs).max() ?? 0
        #expect(scale > 0.01)
        let worst = zip(samples, expected).map { abs($0 - $1) }.max() ?? 0
        #expect(worst < 2e-5 * scale, "\(worst) of \(scale)")
    }

    @Test func `a vocoder is told by its weights`() throws {
        for head in [ConvNeXtVocoder.Head.spectral, .sourceFilter] {
            let vocoder = Self.vocoder(isCausal: false, head)
            var weights = WeightStore.random(for: try Self.whole(vocoder), seed: 1)
            weights.metadata = [
                "mel.hop": "7", "vocoder.size": "24", "vocoder.causal": "false",
                "vocoder.head": head.rawValue,
            ]
            #expect(try ConvNeXtVocoder(weights: weights) == vocoder)
        }
        let vocoder = Self.vocoder(isCausal: true)
        var weights = WeightStore.random(for: try Self.whole(vocoder), seed: 1)
        weights.metadata = [
            "mel.hop": "7", "vocoder.size": "24", "vocoder.causal": "true", "mel.size": "31",
            "rate": "16000",
        ]
        #expect(try ConvNeXtVocoder(weights: weights) == vocoder)
        #expect(throws: VocoderError.missing(tensor: "mel.basis")) { try TrainedVocoder(weights) }
        weights["mel.basis"] = Tensor(zeros: TensorType(.float32, [5, 16]))
        #expect(try TrainedVocoder(weights).melBasis.count == 80)

        func refuses(_ change: (inout WeightStore) -> Void) -> VocoderError? {
            var changed = weights
            change(&changed)
            do { _ = try TrainedVocoder(changed) } catch { return error }
            return nil
        }
        #expect(
            refuses { $0.metadata["vocoder.size"] = "99999999999999999999" }
                == .wrongMetadata(
                    name: "vocoder.size", value: "99999999999999999999",
                    expected: "a number from 7 to 16384"))
        #expect(
            refuses { $0["head.out.weight"] = Tensor(zeros: TensorType(.float32, [25, 12])) }
                == .wrongTensor(name: "head.out.weight", expected: "[26, 12]", got: "[25, 12]"))
        #expect(
            refuses { $0["backbone.convnext.2.dwconv.weight"] = nil }
                == .missing(tensor: "backbone.convnext.2.dwconv.weight"))
        #expect(refuses { $0.metadata["mel.size"] = "30" } != nil)
        #expect(refuses { $0.metadata["vocoder.head"] = "sourceFilter" } != nil)
        #expect(refuses { $0.metadata["vocoder.head"] = "other" } != nil)
        #expect(refuses { $0 = WeightStore() } != nil)
    }
}
