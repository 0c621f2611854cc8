import ModelBlocks
import TensorRuntime

@testable import SpeechTraining

/// Clips in frames of voice conversion: buzzing and hissing in turn, by two speakers.
struct ConversionFixture {
    /// Frames of each clip.
    var lengths = [70, 64, 80, 66, 72, 68]
    var tellsSpeech = true
    var prosody = 10
    /// Features of what an encoder heard; 0: none did.
    var content = 0

    private static let stretch = 8
    static let rate = ConversionModel.rate
    static let hop = ConversionModel.hop

    func store() -> WeightStore {
        var (audio, starts, tokens, tokenStarts) = ([Int16](), [Int64(0)], [Int32](), [Int64(0)])
        var (features, pitch, heard) = ([Float](), [Float](), [Float16]())
        for (clip, frames) in lengths.enumerated() {
            let noise = WhiteNoise(seed: UInt64(clip))
            let hertz: Float = clip % 2 == 0 ? 110 : 190
            for frame in 0..<frames {
                let isVoiced = frame / Self.stretch % 2 == 0
                for place in frame * Self.hop..<(frame + 1) * Self.hop {
                    let turn = (Float(place) * hertz / Float(Self.rate))
                    let saw = 1 - 2 * (turn - turn.rounded(.down))
                    audio.append(Int16((isVoiced ? saw : noise[place] / 3) * 4_000))
                }
                features += (0..<prosody).map { Float($0 % 3 == 1 && isVoiced ? 1 : 0) }
                pitch.append(isVoiced ? hertz : 0)
                heard += (0..<content).map { Float16(($0 % 2 == 0) == isVoiced ? 1 : -1) }
            }
            starts.append(Int64(audio.count))
            for start in stride(from: 0, to: frames, by: Self.stretch) {
                let phoneme = start / Self.stretch % 2 == 0 ? 1 : 2
                tokens += [Int32(phoneme), 0, 0, 0, Int32(min(Self.stretch, frames - start))]
            }
            tokenStarts.append(Int64(tokens.count / 5))
        }
        var store = WeightStore(
            [
                "audio": Tensor(audio, shape: [audio.count]),
                "starts": Tensor(starts, shape: [starts.count]),
                "mel.basis": Tensor(
                    (0..<8 * 257).map { Float($0 % 257 / 33 == $0 / 257 ? 0.1 : 0) },
                    shape: [8, 257]),
                "speakers": Tensor(lengths.indices.map { Int32($0 % 2) }, shape: [lengths.count]),
                "speaker.names": Tensor(Array("low\nhigh".utf8), shape: [8]),
                "prosody": Tensor(features, shape: [pitch.count, prosody]),
                "prosody.pitch": Tensor(pitch, shape: [pitch.count]),
            ],
            metadata: [
                "syrinx.audio": "1", "rate": "\(Self.rate)", "mel.size": "512",
                "mel.hop": "\(Self.hop)",
            ])
        if tellsSpeech {
            store["tokens"] = Tensor(tokens, shape: [tokens.count / 5, 5])
            store["token.starts"] = Tensor(tokenStarts, shape: [tokenStarts.count])
        }
        if content > 0 { store["content"] = Tensor(heard, shape: [pitch.count, content]) }
        return store
    }

    func package() throws -> AudioPackage { try AudioPackage(store(), named: "fixture") }

    /// Small, and with pieces as they are.
    static let contentRecipe: ContentRecipe = {
        var recipe = ContentRecipe()
        (recipe.channels, recipe.width, recipe.batch, recipe.frames) = (3, 6, 4, 24)
        (recipe.warmUp, recipe.rate, recipe.averageDecay, recipe.dropout) = (5, 5e-3, 0.9, 0)
        return recipe
    }()

    static func converterRecipe(_ head: ConversionModel.Decoder.Head) -> ConverterRecipe {
        var recipe = ConverterRecipe()
        recipe.head = head
        (recipe.channels, recipe.width, recipe.blocks) = (3, 16, [12, 10])
        (recipe.speakerChannels, recipe.speakerWidth) = (2, 5)
        (recipe.batch, recipe.frames, recipe.warmFrames, recipe.referenceFrames) = (3, 20, 4, 16)
        (recipe.warmUp, recipe.rate, recipe.averageDecay) = (5, 3e-3, 0.9)
        recipe.scaleChannels = [4, 8, 8, 8]
        return recipe
    }
}
