import Foundation
import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct AcousticDataTests {
    let recipe = AcousticFixture.recipe

    private func refusal(
        _ fixture: AcousticFixture = AcousticFixture(),
        _ change: (inout WeightStore) -> Void = { _ in }
    ) throws -> String? {
        let package = try fixture.package(change)
        do { _ = try AcousticTraining(recipe, package) } catch { return "\(error)" }
        return nil
    }

    @Test func `packages that lack something are refused with the remedy`() throws {
        #expect(try refusal() == nil)
        #expect(try refusal { $0["tokens"] = nil }?.contains("align it") == true)
        #expect(try refusal { $0["speakers"] = nil }?.contains("who speaks") == true)
        #expect(try refusal { $0["pitch"] = nil }?.contains("no pitch") == true)
        var silent = AcousticFixture()
        silent.clips = silent.clips.map {
            $0.map { token in
                var token = token
                token.phoneme = 0
                return token
            }
        }
        #expect(try refusal(silent) == nil)
    }

    @Test func `tokens that are too long for a piece are passed over`() throws {
        var fixture = AcousticFixture()
        fixture.clips[1][4].frames = 61
        #expect(try refusal(fixture) == nil)
        for clip in fixture.clips.indices {
            for token in fixture.clips[clip].indices { fixture.clips[clip][token].frames = 61 }
        }
        #expect(try refusal(fixture)?.contains("1 to 60 frames") == true)
        for clip in fixture.clips.indices {
            for token in fixture.clips[clip].indices { fixture.clips[clip][token].frames = 0 }
            fixture.clips[clip][0].frames = 1
        }
        #expect(try refusal(fixture)?.contains("a frame needs") == true)
    }

    @Test func `pieces are whole tokens, in their phrase, and the same again`() throws {
        let clips = try AcousticClip.all(
            AcousticFixture().package(), AcousticSpeakers(["low", "high"]), on: .cpu)
        var crops = try AcousticCrops(clips, recipe)
        var again = try AcousticCrops(clips, recipe)
        var starts: Set<Int> = []
        for step in 0..<40 {
            let pieces = crops.next(step: step)
            #expect(pieces.count == 3 && pieces == again.next(step: step))
            for piece in pieces {
                let clip = clips[piece.clip]
                let frames =
                    clip.expansion.starts[piece.tokens.upperBound]
                    - clip.expansion.starts[piece.tokens.lowerBound]
                #expect((1...60).contains(frames))
                #expect(piece.seen.lowerBound == max(piece.tokens.lowerBound - 3, 0))
                #expect(piece.seen.upperBound == min(piece.tokens.upperBound + 3, 9))
                starts.insert(piece.tokens.lowerBound)
            }
        }
        #expect(starts.count > 3)
    }

    @Test func `tokens without voice take their pitch from their neighbours`() {
        func clip(_ tokens: [(frames: Int, hertz: Float)]) -> AcousticClip {
            let frames = tokens.reduce(0) { $0 + $1.frames }
            return AcousticClip(
                0, speaker: 0,
                tokens: tokens.map {
                    SpokenToken(phoneme: 0, stress: 0, position: 0, language: 0, frames: $0.frames)
                }, pitch: tokens.flatMap { repeatElement($0.hertz, count: $0.frames) },
                mel: [Float](repeating: -2, count: frames * 2), bands: 2)
        }
        let e = Float(M_E)
        let some = clip([(2, 0), (2, 100), (2, 0), (0, 0), (2, 100 * e), (4, 0)])
        var statistics = AcousticStatistics([some], speakers: 1, bands: 2)
        statistics.pitch = [log(100)]
        let deviations = some.pitchDeviations(statistics)
        let expected: [Float] = [0, 0, 0.5, 0.75, 1, 1]
        #expect(zip(deviations, expected).allSatisfy { abs($0 - $1) < 1e-5 })
        // Equal loudness is the mean, and a token without frames counts as that.
        #expect(some.energies(statistics).allSatisfy { abs($0) < 1e-3 })
        let silent = clip([(3, 0), (4, 0)])
        #expect(silent.pitchDeviations(statistics) == [0, 0])
    }

    @Test func `spectra some frames at a time are those of the whole`() throws {
        let package = try AcousticFixture().package()
        let samples = package.samples(of: 1, 0..<package.frames(of: 1) * package.hop)
        let graph = try Graph("mel") { net in
            let audio = net.input("audio", [1, TensorRuntime.Dimension(samples.count)])
            return ["mel": LogMel.of(audio, package, net).transposed(0, 2, 1)]
        }
        let module = try TorchModule(graph, TorchParameters(WeightStore(), for: graph))
        let whole = try module(
            [TorchTensor(Tensor(samples, shape: [1, samples.count]))], .evaluation)[0]
        let expected = try whole.tensor().floats()
        for chunk in [1, 17, 4000] {
            let mel = try ClipSpectra(package, on: .cpu, chunk: chunk)(1)
            try #require(mel.count == expected.count)
            #expect(zip(mel, expected).allSatisfy { abs($0 - $1) < 1e-3 })
        }
    }

    @Test func `impossible recipes are refused by the setting's name`() throws {
        let package = try AcousticFixture().package()
        let changes: [(String, (inout AcousticRecipe) -> Void)] = [
            ("batch", { $0.batch = 0 }), ("dropout", { $0.dropout = 1 }),
            ("decoderKernel", { $0.decoderKernel = 0 }), ("frames", { $0.frames = 1 << 40 }),
            ("encoder", { $0.heads = 3 }), ("rate", { $0.rate = .nan }),
            ("discriminatorChannels", { $0.discriminatorChannels = [] }),
            ("phonemes", { $0.phonemes = -1 }), ("precision", { $0.precision = .float16 }),
        ]
        for (name, change) in changes {
            var recipe = recipe
            change(&recipe)
            let error = #expect(throws: TrainingError.self, "\(name)") {
                try AcousticTraining(recipe, package)
            }
            #expect(error?.description.contains(name) == true, "\(name)")
        }
        let read = try AcousticRecipe(
            json: Array(#"{"context": 9, "adversarialFrom": 5, "precision": "bfloat16"}"#.utf8))
        #expect(read.context == 9 && read.adversarialFrom == 5 && read.precision == .bfloat16)
        #expect(throws: TrainingError.self) {
            try AcousticRecipe(json: Array(#"{"width": "wide"}"#.utf8))
        }
    }
}
