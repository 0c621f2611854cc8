import AudioFeatures
import Testing

private typealias Case = (name: String, samples: Int, settings: STFTSettings)

private let cases: [Case] = [
    ("stft.librosa", 900, STFTSettings(fftLength: 128, windowLength: 101, hop: 48)),
    (
        "stft.librosa.odd", 500,
        STFTSettings(fftLength: 75, hop: 30, window: .hamming, padding: .none)
    ),
    ("stft.librosa.zeros", 900, STFTSettings(fftLength: 128, hop: 64, padding: .centered(.zeros))),
    ("stft.torch", 900, STFTSettings(fftLength: 128, hop: 48)),
    ("stft.hop", 900, STFTSettings(fftLength: 128, hop: 40, padding: .hopAligned(.reflected))),
]

@Test(arguments: cases.indices)
func `frames and spectra are librosa's and torch's`(index: Int) throws {
    let (name, count, settings) = cases[index]
    let samples = [Float](Golden.audio["signal"].values.prefix(count))
    let stft = try STFT(settings)
    let spectrogram = try stft.spectrogram(of: samples)
    let expected = (Golden.audio[name + ".real"], Golden.audio[name + ".imaginary"])
    #expect([spectrogram.frameCount, spectrogram.binCount] == expected.0.shape)
    #expect(
        error(
            spectrogram.real + spectrogram.imaginary, expected.0.values + expected.1.values) < 1e-6)
    #expect(stft.frameCount(samples: count) == spectrogram.frameCount)
}

@Test func `signals of made-up spectra are torch's`() throws {
    let golden = Golden.audio
    let spectrogram = ComplexSpectrogram(
        binCount: 65, real: golden["istft.spectrum.real"].values,
        imaginary: golden["istft.spectrum.imaginary"].values)
    let plain = try STFT(STFTSettings(fftLength: 128, hop: 32))
    #expect(error(try plain.signal(of: spectrogram), golden["istft.torch"].values) < 1e-5)
    let short = try STFT(
        STFTSettings(fftLength: 128, windowLength: 100, hop: 32, window: .hamming))
    #expect(
        error(
            try short.signal(of: spectrogram, length: 370), golden["istft.torch.length"].values)
            < 1e-5)
}

/// Settings of every kind, some of them odd; all can be inverted.
let manySettings: [STFTSettings] = [
    STFTSettings(fftLength: 64, hop: 16),
    STFTSettings(fftLength: 64, windowLength: 50, hop: 13, window: .hamming),
    STFTSettings(fftLength: 45, hop: 11, padding: .centered(.zeros)),
    STFTSettings(fftLength: 64, hop: 20, padding: .hopAligned(.reflected)),
    STFTSettings(fftLength: 64, hop: 21, window: .symmetricHamming, padding: .hopAligned(.zeros)),
    STFTSettings(fftLength: 16, hop: 4),
    // More than half a transform: the end of a hop may be padding.
    STFTSettings(fftLength: 32, hop: 28, window: .rectangular),
    STFTSettings(fftLength: 32, windowLength: 31, hop: 31, window: .rectangular, padding: .none),
    STFTSettings(fftLength: 1, hop: 1, padding: .none),
]

@Test(arguments: manySettings)
func `the spectra of pieces are those of the whole`(settings: STFTSettings) throws {
    let stft = try STFT(settings)
    for (count, longest) in [(1, 1), (5, 2), (33, 7), (400, 1), (400, 90), (20_000, 9000)] {
        let samples = noise(count, seed: UInt64(count))
        let whole = try stft.spectrogram(of: samples)
        var stream = STFTStream(stft)
        var joined = ComplexSpectrogram(binCount: stft.binCount)
        for piece in pieces(samples, longest: longest, seed: UInt64(longest)) {
            stream.process(piece.span, appendingTo: &joined)
        }
        stream.finish(appendingTo: &joined)
        #expect(joined == whole)
        #expect(whole.frameCount == stft.frameCount(samples: count))
        // The stream begins anew.
        var again = stream.process(samples)
        stream.finish(appendingTo: &again)
        #expect(again == whole)
    }
}

@Test(arguments: manySettings)
func `the samples of some frames at a time are those of all frames`(
    settings: STFTSettings
) throws {
    let stft = try STFT(settings)
    let spectrogram = try stft.spectrogram(of: noise(500, seed: 9))
    let bins = stft.binCount
    for length in [nil, 500, 470] as [Int?] {
        let whole = try stft.signal(of: spectrogram, length: length)
        var stream = try InverseSTFTStream(stft)
        var joined: [Float] = []
        var frame = 0
        var generator = SeededGenerator(state: 2)
        while frame < spectrogram.frameCount {
            let end = min(frame + .random(in: 0...3, using: &generator), spectrogram.frameCount)
            let range = frame * bins..<end * bins
            joined += try stream.process(
                ComplexSpectrogram(
                    binCount: bins, real: [Float](spectrogram.real[range]),
                    imaginary: [Float](spectrogram.imaginary[range])))
            frame = end
        }
        joined += stream.finish(length: length)
        // A stream can't take back what it gave, and gives no zeros behind its frames.
        let common = min(joined.count, whole.count)
        #expect(joined[..<common] == whole[..<common])
        #expect(whole[common...].allSatisfy { $0 == 0 })
        #expect(length != nil || joined.count == whole.count)
        // The stream begins anew.
        #expect(stream.finish().isEmpty)
        #expect(try stream.process(spectrogram) + stream.finish(length: length) == joined)
    }
}

@Test(arguments: manySettings)
func `spectra give their signal back`(settings: STFTSettings) throws {
    let stft = try STFT(settings)
    for count in [1, 2, 70, 400, 1000] {
        let samples = noise(count, seed: UInt64(count))
        let spectrogram = try stft.spectrogram(of: samples)
        let back = try stft.signal(of: spectrogram, length: count)
        #expect(back.count == count)
        guard spectrogram.frameCount > 0 else { continue }
        // Where the window of the last frame is still high; with long hops, or without
        // padding, the end lies in no frame.
        let padding =
            switch settings.padding {
            case .none: 0
            case .centered: settings.fftLength / 2
            case .hopAligned: (settings.fftLength - settings.hop) / 2
            }
        let center = (spectrogram.frameCount - 1) * settings.hop + settings.fftLength / 2 - padding
        let covered = max(0, min(count, center + settings.fftLength / 4))
        #expect(covered + settings.fftLength + settings.hop > count)
        #expect(error([Float](back[..<covered]), [Float](samples[..<covered])) < 1e-5)
    }
}

@Test func `no samples have no frames and no frames have no samples`() throws {
    let stft = try STFT(STFTSettings(fftLength: 64, hop: 16))
    let empty = try stft.spectrogram(of: [])
    #expect(empty.frameCount == 0)
    #expect(try stft.signal(of: empty).isEmpty)
    #expect(try stft.signal(of: empty, length: 3) == [0, 0, 0])
    var stream = STFTStream(stft)
    #expect(stream.process([]).frameCount == 0)
    #expect(stream.finish().frameCount == 0)
}

@Test func `one sample is mirrored into a whole frame`() throws {
    let stft = try STFT(STFTSettings(fftLength: 8, hop: 2, window: .rectangular))
    let spectrogram = try stft.spectrogram(of: [0.5])
    #expect(spectrogram.frameCount == 1)
    #expect(error(spectrogram.magnitudes, [4, 0, 0, 0, 0]) < 1e-6)
}

@Test func `a copy of a stream goes on by itself`() throws {
    let samples = noise(300, seed: 1)
    var stream = STFTStream(try STFT(STFTSettings(fftLength: 64, hop: 16)))
    var first = stream.process([Float](samples[..<150]))
    var copy = stream
    _ = copy.process(noise(77, seed: 2))
    _ = copy.finish()
    let rest = [Float](samples[150...])
    stream.process(rest.span, appendingTo: &first)
    stream.finish(appendingTo: &first)
    #expect(first == (try stream.stft.spectrogram(of: samples)))
}
