import AudioFeatures
import AudioSignal
import Testing

private typealias Case = (name: String, bands: MelBands, rate: Int, fftLength: Int)

private let cases: [Case] = [
    ("qwen3Speaker", MelRecipe.qwen3Speaker.bands, 24_000, 1024),
    ("cosyVoice2", MelRecipe.cosyVoice2.bands, 24_000, 1920),
    ("hifiGAN22k", MelRecipe.hifiGAN22k.bands, 22_050, 1024),
    ("whisper128", MelRecipe.whisper128.bands, 16_000, 400),
    (
        "librosa.htk",
        MelBands(count: 40, lowest: 60, highest: 7600, scale: .htk, normalization: .none), 16_000,
        512
    ),
    (
        "torchaudio.htk",
        MelBands(count: 32, lowest: 50, highest: 7000, scale: .htk, normalization: .none), 16_000,
        512
    ),
    ("torchaudio.slaney", MelBands(count: 32, lowest: 50, highest: 7000), 16_000, 512),
    (
        "torchaudio.htkSlaney", MelBands(count: 32, lowest: 50, highest: 7000, scale: .htk), 16_000,
        512
    ),
]

@Test(arguments: cases.indices)
func `filters are librosa's and torchaudio's`(index: Int) throws {
    let (name, bands, rate, fftLength) = cases[index]
    let bank = try MelFilterbank(bands, rate: SampleRate(rate), fftLength: fftLength)
    let rows = Golden.audio["mel.\(name).rows"].values.map { Int($0) }
    let values = Golden.audio["mel.\(name).values"].values
    var expected = [Float](repeating: 0, count: bands.count * bank.binCount)
    var next = 0
    for band in 0..<bands.count {
        for bin in 0..<rows[2 * band + 1] {
            expected[band * bank.binCount + rows[2 * band] + bin] = values[next]
            next += 1
        }
    }
    // torchaudio computes its filters in 32 bits.
    #expect(error(bank.matrix, expected) < (name.hasPrefix("torchaudio") ? 2e-5 : 1e-6))
}

@Test(arguments: cases.indices)
func `sums are products with the matrix`(index: Int) throws {
    let (_, bands, rate, fftLength) = cases[index]
    let bank = try MelFilterbank(bands, rate: SampleRate(rate), fftLength: fftLength)
    let spectrum = noise(bank.binCount, seed: 8).map(\.magnitude)
    let matrix = bank.matrix
    let expected = (0..<bands.count).map { band in
        (0..<bank.binCount).reduce(Float(0)) {
            $0 + matrix[band * bank.binCount + $1] * spectrum[$1]
        }
    }
    #expect(error(bank.sums(of: spectrum), expected) < 1e-6)
}

@Test(arguments: MelScale.allCases)
func `mels give their hertz back`(scale: MelScale) {
    for hertz in [0, 60, 999.9, 1000, 1000.1, 8000, 24_000] {
        #expect(abs(scale.hertz(scale.mels(hertz)) - hertz) < 1e-8)
    }
    #expect(abs(scale.mels(1000) - (scale == .htk ? 999.9855 : 15)) < 1e-3)
}

@Test(arguments: [
    (-1, 8000), (8000, 8000), (9000, 8000), (0, 8000.1), (0, .nan), (.nan, 8000), (0, .infinity),
    (0, 0),
])
func `impossible ranges of frequency are refused`(low: Double, high: Double) {
    // NaN equals nothing, so the case is compared.
    #expect {
        try MelFilterbank(
            MelBands(count: 40, lowest: low, highest: high), rate: SampleRate(16_000),
            fftLength: 512)
    } throws: { error in
        if case AudioFeatureError.frequencyRange(_, _, 8000) = error { true } else { false }
    }
}

@Test(arguments: [0, -1, 1025, .max])
func `impossible numbers of bands are refused`(count: Int) {
    #expect(
        throws: AudioFeatureError.outOfRange(
            field: "bands.count", value: count, allowed: 1...1024)
    ) {
        try MelFilterbank(
            MelBands(count: count, highest: 8000), rate: SampleRate(16_000), fftLength: 512)
    }
}

@Test func `more bands than bins leave some at 0`() throws {
    let bank = try MelFilterbank(
        MelBands(count: 64, highest: 8000), rate: SampleRate(16_000), fftLength: 64)
    let sums = bank.sums(of: [Float](repeating: 1, count: 33))
    #expect(sums.contains(0))
    #expect(sums.contains { $0 > 0 })
    #expect(sums.allSatisfy { $0.isFinite })
}
