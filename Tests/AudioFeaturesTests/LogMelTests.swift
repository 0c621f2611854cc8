import AudioFeatures
import AudioSignal
import Testing

private let recipes: [(name: String, recipe: MelRecipe)] = [
    ("qwen3Speaker", .qwen3Speaker), ("cosyVoice2", .cosyVoice2), ("cosyVoice3", .cosyVoice3),
    ("hifiGAN22k", .hifiGAN22k), ("wren", .wren), ("xttsConditioning", .xttsConditioning),
    ("whisper80", .whisper80), ("whisper128", .whisper128),
]

@Test(arguments: recipes.indices)
func `log-mel spectrograms are those of the models' own code`(index: Int) throws {
    let (name, recipe) = recipes[index]
    let mel = try LogMel(recipe)
    let samples = Golden.audio["signal"].values
    let spectrogram = try mel.spectrogram(of: AudioBuffer(rate: recipe.rate, samples: samples))
    let expected = Golden.audio["logmel.\(name)"]
    #expect([spectrogram.frameCount, spectrogram.bandCount] == expected.shape)
    #expect(error(spectrogram.values, expected.values) < 1e-4)
    #expect(mel.frameCount(samples: samples.count) == spectrogram.frameCount)
}

@Test(arguments: recipes.indices.dropLast(2))
func `log-mel spectra of pieces are those of the whole`(index: Int) throws {
    let recipe = recipes[index].recipe
    let mel = try LogMel(recipe)
    for (count, longest) in [(0, 1), (1, 1), (300, 50), (5000, 700)] {
        let samples = noise(count, seed: UInt64(count))
        let whole = try mel.spectrogram(of: AudioBuffer(rate: recipe.rate, samples: samples))
        var stream = try LogMelStream(mel)
        var joined = MelSpectrogram(bandCount: recipe.bands.count)
        for piece in pieces(samples, longest: longest, seed: 6) {
            stream.process(piece.span, appendingTo: &joined)
        }
        stream.finish(appendingTo: &joined)
        #expect(joined == whole)
        var again = stream.process(samples)
        stream.finish(appendingTo: &again)
        #expect(again == whole)
    }
}

@Test func `silence lies at the floor`() throws {
    let silence = AudioBuffer.silence(.milliseconds(100), rate: SampleRate(16_000))
    let mel = try LogMel(.whisper80).spectrogram(of: silence)
    #expect(mel.frameCount == 10)
    #expect(mel.values.allSatisfy { $0 == -1.5 })
    var recipe = MelRecipe.wren
    recipe.compression = .decimalLog(floor: 1)
    #expect(try LogMel(recipe).spectrogram(of: silence).values.allSatisfy { $0 == 0 })
}

@Test func `no samples have no frames`() throws {
    for (_, recipe) in recipes {
        let mel = try LogMel(recipe)
        #expect(try mel.spectrogram(of: AudioBuffer(rate: recipe.rate)).frameCount == 0)
        #expect(mel.frameCount(samples: 0) == 0)
        let one = AudioBuffer(rate: recipe.rate, samples: [0.3])
        let frames = try mel.spectrogram(of: one).frameCount
        #expect(frames == mel.frameCount(samples: 1))
        #expect(frames <= 1)
    }
}

@Test func `what isn't a number stays visible and where it is`() throws {
    var samples = noise(8000, seed: 1)
    samples[4000] = .nan
    let mel = try LogMel(.wren).spectrogram(
        of: AudioBuffer(rate: SampleRate(16_000), samples: samples))
    #expect(mel[frame: 20, band: 3].isNaN)
    #expect(mel[frame: 10, band: 3].isFinite)
    #expect(mel[frame: 30, band: 3].isFinite)
}

@Test func `values can be had band by band`() throws {
    let mel = try LogMel(.wren).spectrogram(
        of: AudioBuffer(rate: SampleRate(16_000), samples: noise(2000, seed: 1)))
    let values = mel.bandMajor
    #expect(values.count == 800)
    #expect(values[7 * mel.frameCount + 4] == mel[frame: 4, band: 7])
}

@Test func `Whisper's scale needs the whole signal`() throws {
    let mel = try LogMel(.whisper80)
    #expect(throws: AudioFeatureError.needsWholeSignal) { try LogMelStream(mel) }
}

@Test func `audio of another rate is refused`() throws {
    let mel = try LogMel(.wren)
    #expect(
        throws: AudioFeatureError.rateMismatch(
            expected: SampleRate(16_000), actual: SampleRate(24_000))
    ) { try mel.spectrogram(of: AudioBuffer(rate: SampleRate(24_000), samples: [1])) }
}

@Test(arguments: [0, -1e-5, .nan, .infinity] as [Float])
func `floors without a logarithm are refused`(floor: Float) {
    var recipe = MelRecipe.wren
    for compression in [MelRecipe.Compression.naturalLog(floor: floor), .decimalLog(floor: floor)] {
        recipe.compression = compression
        #expect {
            try LogMel(recipe)
        } throws: { error in
            if case AudioFeatureError.notPositive("compression.floor", _) = error {
                true
            } else {
                false
            }
        }
    }
}

@Test(arguments: [-1e-9, .nan, .infinity] as [Float])
func `roots of what may be negative are refused`(epsilon: Float) {
    var recipe = MelRecipe.wren
    recipe.magnitude = .amplitude(epsilon: epsilon)
    #expect {
        try LogMel(recipe)
    } throws: { error in
        if case AudioFeatureError.notPositive("magnitude.epsilon", _) = error {
            true
        } else {
            false
        }
    }
}

@Test func `filters that come as a matrix give what the bands' own give`() throws {
    let recipe = MelRecipe.wren
    let bank = try MelFilterbank(recipe.bands, rate: recipe.rate, fftLength: 1024)
    let audio = AudioBuffer(rate: recipe.rate, samples: noise(8000, seed: 5))
    let given = try LogMel(recipe, filters: bank.matrix)
    #expect(try given.spectrogram(of: audio) == LogMel(recipe).spectrogram(of: audio))
    #expect(
        throws: AudioFeatureError.filterMismatch(bands: 80, bins: 513, weights: 3)
    ) { try LogMel(recipe, filters: [0, 1, 0]) }
    // Rows of zeros, and one whose last bin counts.
    let odd = try MelFilterbank(
        MelBands(count: 2, highest: 8000), matrix: [0, 0, 0, 0, 0, 1], fftLength: 4)
    #expect(odd.sums(of: [1, 2, 3]) == [0, 3])
}
