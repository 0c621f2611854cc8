import Foundation
import SpeechTraining
import TensorRuntime

@testable import SpeechTraining

/// A package of invented speech: each phoneme is a tone with partials of its own, phoneme 0 is a
/// pause, and speakers differ in pitch.
struct AcousticFixture {
    /// Tokens of each clip.
    var clips: [[SpokenToken]]
    /// The speaker of each.
    var speakers: [Int]
    var names = ["low", "high"]
    static let (rate, size, hop, bands) = (16_000, 400, 100, 20)

    /// Clips of about half a second, the speakers in turn.
    init(_ count: Int = 8, phonemes: Int = 5) {
        clips = (0..<count).map { clip in
            (0..<9).map { place in
                let phoneme = (place * 7 + clip * 3) % phonemes
                return SpokenToken(
                    phoneme: phoneme, stress: place % 3, position: place % 4, language: 0,
                    frames: phoneme == 0 ? 6 : 5 + 3 * phoneme)
            }
        }
        speakers = (0..<count).map { $0 % 2 }
    }

    /// The package's tensors, for tests that change them.
    func store() -> WeightStore {
        var samples: [Int16] = []
        var (starts, tokenStarts): ([Int64], [Int64]) = ([0], [0])
        var (pitch, rows): ([Float], [Int32]) = ([], [])
        var phase = 0.0
        for (clip, speaker) in zip(clips, speakers) {
            for token in clip {
                let hertz = token.phoneme == 0 ? 0 : 100.0 * Double(speaker + 1) + 3
                for _ in 0..<token.frames * Self.hop {
                    phase += 2 * .pi * hertz / Double(Self.rate)
                    let sound = sin(phase) + sin(phase * Double(2 + token.phoneme)) / 2
                    samples.append(token.phoneme == 0 ? 0 : Int16(sound * 8_000))
                }
                pitch += repeatElement(Float(hertz), count: token.frames)
                rows += [
                    token.phoneme, token.stress, token.position, token.language, token.frames,
                ].map { Int32($0) }
            }
            starts.append(Int64(samples.count))
            tokenStarts.append(tokenStarts[tokenStarts.count - 1] + Int64(clip.count))
        }
        let bins = Self.size / 2 + 1
        let basis: [Float] = (0..<Self.bands).flatMap { band in
            (0..<bins).map { $0 / 10 == band ? 0.1 : 0 }
        }
        let name = Array(names.joined(separator: "\n").utf8)
        return WeightStore(
            [
                "audio": Tensor(samples, shape: [samples.count]),
                "starts": Tensor(starts, shape: [starts.count]),
                "mel.basis": Tensor(basis, shape: [Self.bands, bins]),
                "pitch": Tensor(pitch, shape: [pitch.count]),
                "speakers": Tensor(speakers.map { Int32($0) }, shape: [speakers.count]),
                "speaker.names": Tensor(name, shape: [name.count]),
                "tokens": Tensor(rows, shape: [rows.count / 5, 5]),
                "token.starts": Tensor(tokenStarts, shape: [tokenStarts.count]),
            ],
            metadata: [
                "syrinx.audio": "1", "rate": "\(Self.rate)", "mel.size": "\(Self.size)",
                "mel.hop": "\(Self.hop)",
            ])
    }

    func package(_ change: (inout WeightStore) -> Void = { _ in }) throws -> AudioPackage {
        var store = store()
        change(&store)
        return try AudioPackage(store, named: "invented")
    }

    /// A small model, trained in small batches.
    static let recipe: AcousticRecipe = {
        var recipe = AcousticRecipe()
        (recipe.width, recipe.hidden, recipe.heads) = (16, 24, 2)
        (recipe.encoderDepth, recipe.decoderDepth) = (2, 2)
        (recipe.phonemes, recipe.stresses, recipe.positions, recipe.languages) = (5, 3, 4, 1)
        (recipe.batch, recipe.frames, recipe.context, recipe.warmUp) = (3, 60, 3, 2)
        (recipe.rate, recipe.discriminatorChannels) = (3e-3, [4, 4])
        return recipe
    }()
}
