import AudioFile
import AudioSignal
import Glibc

/// A signal like a voice: harmonics of a gliding pitch under a slow envelope.
enum TestVoice {
    static func samples(_ count: Int, rate: Int) -> [Float] {
        var phase = 0.0
        return (0..<count).map { index in
            let time = Double(index) / Double(rate)
            phase += 2 * .pi * (120 + 30 * sin(2 * .pi * 1.3 * time)) / Double(rate)
            let envelope = 0.5 + 0.5 * sin(2 * .pi * 2.1 * time)
            var sample = 0.0
            for harmonic in 1...8 { sample += sin(phase * Double(harmonic)) / Double(harmonic) }
            return Float(0.2 * envelope * sample)
        }
    }

    /// A signal cut into pieces of many lengths, by a seed.
    static func pieces(_ samples: [Float], seed: UInt64) -> [[Float]] {
        var state = seed
        var rest = samples[...]
        var pieces: [[Float]] = []
        while !rest.isEmpty {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let count = Int(state >> 33) % (state >> 60 < 8 ? 10 : 3000)
            pieces.append([Float](rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }

    /// How alike two signals are, 1 being equal but for a factor.
    static func correlation(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Double {
        var product = 0.0
        var squareA = 0.0
        var squareB = 0.0
        for (x, y) in zip(a, b) {
            product += Double(x) * Double(y)
            squareA += Double(x) * Double(x)
            squareB += Double(y) * Double(y)
        }
        return squareA > 0 && squareB > 0 ? product / (squareA * squareB).squareRoot() : 0
    }

    /// Writes samples in pieces and finishes.
    static func write(
        _ samples: [Float], seed: UInt64 = 1, with writer: AudioWriter
    ) throws(AudioFileError) {
        for piece in pieces(samples, seed: seed) { try writer.write(samples: piece) }
        try writer.finish()
    }

    /// All bytes of a file or, by `canOverwrite` false, a stream.
    static func bytes(
        _ samples: [Float], _ format: AudioFileFormat, rate: Int = 22_050, seed: UInt64 = 1,
        canOverwrite: Bool = true, settings: EncodingSettings = EncodingSettings()
    ) throws(AudioFileError) -> [UInt8] {
        let sink = MemorySink(canOverwrite: canOverwrite)
        try write(
            samples, seed: seed,
            with: AudioWriter(to: sink, format: format, rate: SampleRate(rate), settings: settings))
        return sink.bytes
    }
}
