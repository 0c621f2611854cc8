import AudioFeatures
import AudioSignal
import Testing

/// Settings of every kind and shape, some impossible.
private func randomSettings(_ generator: inout SeededGenerator) -> STFTSettings {
    let length =
        [
            Int.random(in: 0...40, using: &generator),
            16 * Int.random(in: 1...20, using: &generator),
        ].randomElement(using: &generator) ?? 1
    let paddings: [STFTSettings.Padding] = [
        .none, .centered(.reflected), .centered(.zeros), .hopAligned(.reflected),
        .hopAligned(.zeros),
    ]
    return STFTSettings(
        fftLength: length, windowLength: .random(in: length / 2...length + 1, using: &generator),
        hop: .random(in: 0...length + 3, using: &generator),
        window: Window.allCases.randomElement(using: &generator) ?? .hann,
        padding: paddings.randomElement(using: &generator) ?? .none)
}

@Test(arguments: 0..<4)
func `whatever the settings, frames are as counted, pieces as the whole, or an error tells`(
    seed: UInt64
) throws {
    var generator = SeededGenerator(state: seed)
    var accepted = 0
    for _ in 0..<25 {
        let settings = randomSettings(&generator)
        let samples = noise(.random(in: 0...500, using: &generator), seed: seed)
        do {
            let mel = try LogMel(
                MelRecipe(
                    rate: SampleRate(16_000), stft: settings, magnitude: .power,
                    bands: MelBands(
                        count: .random(in: 0...100, using: &generator),
                        lowest: .random(in: -100...4000, using: &generator),
                        highest: .random(in: 3000...8000, using: &generator)),
                    compression: .naturalLog(floor: 1e-5)))
            let whole = try mel.spectrogram(
                of: AudioBuffer(rate: SampleRate(16_000), samples: samples))
            #expect(whole.frameCount == mel.frameCount(samples: samples.count))
            #expect(whole.values.allSatisfy { $0.isFinite })
            var stream = try LogMelStream(mel)
            var joined = MelSpectrogram(bandCount: whole.bandCount)
            for piece in pieces(samples, longest: 60, seed: seed) {
                stream.process(piece.span, appendingTo: &joined)
            }
            stream.finish(appendingTo: &joined)
            #expect(joined == whole)
            let stft = try STFT(settings)
            let spectrogram = try stft.spectrogram(of: samples)
            #expect(try stft.signal(of: spectrogram, length: 300).count == 300)
            accepted += 1
        } catch {
            #expect(error.description.contains("choose"))
        }
    }
    #expect(accepted > 3)
}
