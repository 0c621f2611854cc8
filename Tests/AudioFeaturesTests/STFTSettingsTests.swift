import AudioFeatures
import Testing

private let good = STFTSettings(fftLength: 64, hop: 16)

/// The settings changed in one place.
private func changed(_ change: (inout STFTSettings) -> Void) -> STFTSettings {
    var settings = good
    change(&settings)
    return settings
}

@Test(arguments: [0, -3, .min, (1 << 20) + 1, .max])
func `a hop out of range is refused`(hop: Int) {
    #expect(
        throws: AudioFeatureError.outOfRange(field: "hop", value: hop, allowed: 1...(1 << 20))
    ) { try STFT(changed { $0.hop = hop }) }
}

@Test(arguments: [0, -1, 65, .max, .min])
func `a window longer than the transform is refused`(length: Int) {
    #expect(
        throws: AudioFeatureError.outOfRange(
            field: "windowLength", value: length, allowed: 1...64)
    ) { try STFT(changed { $0.windowLength = length }) }
}

@Test(arguments: [0, -1, 65_537, .max])
func `a transform of no or too many samples is refused`(length: Int) {
    #expect(
        throws: AudioFeatureError.outOfRange(
            field: "fftLength", value: length, allowed: 1...65_536)
    ) { try STFT(changed { $0.fftLength = length }) }
}

@Test func `hops that no window covers can't be inverted`() throws {
    for settings in [changed { $0.hop = 64 }, changed { $0.hop = 100 }] {
        #expect(
            throws: AudioFeatureError.notInvertible(hop: settings.hop, windowLength: 64)
        ) { try InverseSTFTStream(STFT(settings)) }
    }
}

@Test func `hops longer than a frame leave samples out`() throws {
    let stft = try STFT(
        STFTSettings(fftLength: 4, hop: 10, window: .rectangular, padding: .none))
    let samples = (0..<35).map { Float($0) }
    let whole = try stft.spectrogram(of: samples)
    // The sums of samples 0 to 3, 10 to 13, 20 to 23 and 30 to 33.
    #expect((0..<whole.frameCount).map { whole.real[3 * $0] } == [6, 46, 86, 126])
    var stream = STFTStream(stft)
    var joined = ComplexSpectrogram(binCount: 3)
    for sample in samples { stream.process([sample].span, appendingTo: &joined) }
    stream.finish(appendingTo: &joined)
    #expect(joined == whole)
}

@Test func `spectra of other bins are refused`() throws {
    let stft = try STFT(good)
    #expect(throws: AudioFeatureError.binMismatch(expected: 33, actual: 32)) {
        try stft.signal(of: ComplexSpectrogram(binCount: 32))
    }
    #expect(
        throws: AudioFeatureError.outOfRange(field: "length", value: -1, allowed: 0...(1 << 28))
    ) { try stft.signal(of: ComplexSpectrogram(binCount: 33), length: -1) }
}

@Test func `results beyond memory are refused before work`() throws {
    let stft = try STFT(STFTSettings(fftLength: 65_536, hop: 1))
    #expect(
        throws: AudioFeatureError.tooLarge(
            frames: 100_001, valuesPerFrame: 2 * 32_769, limit: 1 << 28)
    ) { try stft.spectrogram(of: [Float](repeating: 0, count: 100_000)) }
}

@Test func `errors name the field and the remedy`() {
    let errors: [(AudioFeatureError, [String])] = [
        (.outOfRange(field: "hop", value: 0, allowed: 1...9), ["hop is 0", "1 to 9"]),
        (
            .notPositive(field: "compression.floor", value: 0),
            ["compression.floor is 0.0", "above 0"]
        ),
        (.frequencyRange(low: 0, high: 9000, nyquist: 8000), ["9000.0 Hz", "8000.0 Hz"]),
        (
            .slowLength(length: 65_521, factor: 65_521, suggestion: 65_536),
            ["65521", "such as 65536"]
        ),
        (.notInvertible(hop: 9, windowLength: 4), ["hop 9", "smaller hop"]),
        (.binMismatch(expected: 3, actual: 4), ["4 bins", "fftLength"]),
        (.tooLarge(frames: 5, valuesPerFrame: 6, limit: 7), ["5 frames of 6", "stream"]),
        (.needsWholeSignal, ["whole signal at once"]),
    ]
    for (error, phrases) in errors {
        for phrase in phrases { #expect(error.description.contains(phrase)) }
    }
}
