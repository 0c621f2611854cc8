import ModelBlocks
import TensorRuntime
import Testing
import VoiceConversion

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct ConversionStreamTests {
    private static let executor = Runtime.executor?.name ?? ""

    private static func converter(_ model: ConversionModel) throws -> LoadedConverter {
        try LoadedConverter(try SmallConverter.weights(of: model), executor: executor)
    }

    private static let voice = TargetVoice(
        vector: [0.4, -0.3, 0.9, 0.1, -0.7, 0.2], pitchMean: 5.2, pitchDeviation: 0.2)

    /// A voice that glides, with pauses and noise.
    private static func speech(_ count: Int) -> [Float] {
        var source = Source(seed: 9)
        var phase: Float = 0
        return (0..<count).map { place in
            let second = Float(place) / 16_000
            phase += (110 + 60 * second) / 16_000
            phase -= phase.rounded(.down)
            let isVoiced = place / 4_000 % 3 != 2
            let noise = Float.random(in: -0.02...0.02, using: &source)
            return (isVoiced ? 0.3 * (1 - 2 * phase) : 0) + noise
        }
    }

    @Test(arguments: [
        SmallConverter.waveform, SmallConverter.sourceFilter, SmallConverter.quantised,
    ])
    func `samples don't depend on steps and pieces`(model: ConversionModel) throws {
        let converter = try Self.converter(model)
        let speech = Self.speech(20_123)
        var settings = ConversionSettings(framesPerStep: 63)
        let stream = try converter.stream(to: Self.voice, settings)
        let whole = try stream.process(speech) + stream.finish()
        #expect(whole.count == speech.count + stream.delay)
        #expect(whole.contains { $0 != 0 } && whole.allSatisfy { $0.isFinite })
        var source = Source(seed: 3)
        for framesPerStep in [1, 2, 5, 16] {
            settings.framesPerStep = framesPerStep
            let stream = try converter.stream(to: Self.voice, settings)
            var (made, start) = ([Float](), 0)
            while start < speech.count {
                let end = min(start + Int.random(in: 1...3_000, using: &source), speech.count)
                made += try stream.process(speech[start..<end])
                start = end
            }
            made += try stream.finish()
            #expect(difference(made, whole) <= 1e-5, "\(framesPerStep) frames a step")
        }
    }

    @Test func `our own kernels do all of it, bottleneck too`() throws {
        let weights = try SmallConverter.weights(of: SmallConverter.quantised)
        let native = try LoadedConverter(weights, executor: "native")
        #expect(native.executor == "native" && native.model.bottleneck != nil)
        let speech = Self.speech(16_000)
        let own = try native.stream(to: Self.voice).process(speech)
        let other = try Self.converter(SmallConverter.quantised).stream(to: Self.voice)
            .process(speech)
        // Rounding may make another code the nearest here and there.
        let same = zip(own, other).filter { abs($0 - $1) < 1e-3 }.count
        #expect(own.count == other.count && same > own.count * 9 / 10, "\(same)")
    }

    @Test func `a step of a frame gives a frame`() throws {
        let stream = try Self.converter(SmallConverter.sourceFilter).stream(to: Self.voice)
        let speech = Self.speech(3_200)
        for start in stride(from: 0, to: speech.count, by: 320) {
            #expect(try stream.process(speech[start..<start + 320]).count == 320)
        }
        #expect(stream.delay == 320)
    }

    @Test func `louder speech comes out louder by as much`() throws {
        let converter = try Self.converter(SmallConverter.waveform)
        // After three seconds a level has been found.
        let speech = Self.speech(80_000)
        func level(_ gain: Float) throws -> Float {
            let stream = try converter.stream(to: Self.voice)
            let made = try stream.process(speech.map { $0 * gain })
            return made.suffix(16_000).reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
        let (soft, loud) = (try level(0.2), try level(1))
        #expect((4...6.2).contains(loud / soft))
    }

    @Test func `who is known is converted to the wanted pitch from the first frame on`() throws {
        let speech = Self.speech(48_000)
        var maker = ConversionSettings()
        maker.speaker = KnownSpeaker(speech)
        let converter = try Self.converter(SmallConverter.sourceFilter)
        let known = try converter.stream(to: Self.voice, maker).process(speech)
        let unknown = try converter.stream(to: Self.voice).process(speech)
        #expect(known.count == unknown.count && known != unknown)
        #expect(KnownSpeaker(speech) == KnownSpeaker(speech))
    }

    @Test func `numbers that are none count as silence`() throws {
        let converter = try Self.converter(SmallConverter.sourceFilter)
        var (broken, silent) = (Self.speech(6_400), Self.speech(6_400))
        for place in [100, 2_000, 2_001] {
            broken[place] = place == 100 ? .infinity : .nan
            silent[place] = 0
        }
        let stream = try converter.stream(to: Self.voice)
        let made = try stream.process(broken)
        #expect(stream.replaced == 3)
        #expect(made == (try converter.stream(to: Self.voice).process(silent)))
    }

    @Test(arguments: [SmallConverter.waveform])
    func `a voice doesn't depend on the pieces it came in`(model: ConversionModel) throws {
        let converter = try Self.converter(model)
        let speech = Self.speech(30_000)
        let whole = try converter.analysis()
        try whole.process(speech)
        let voice = try #require(try whole.finish())
        let pieces = try converter.analysis()
        for start in stride(from: 0, to: speech.count, by: 777) {
            try pieces.process(speech[start..<min(start + 777, speech.count)])
        }
        let other = try #require(try pieces.finish())
        #expect(difference(voice.vector, other.vector) <= 1e-5)
        #expect(voice.pitchMean == other.pitchMean)
        // The glide goes from 110 to 222 hertz.
        #expect((4.7...5.4).contains(voice.pitchMean))
    }

    @Test func `silence has no voice`() throws {
        let analysis = try Self.converter(SmallConverter.waveform).analysis()
        try analysis.process([Float](repeating: 0, count: 16_000))
        #expect(try analysis.finish() == nil)
    }

    @Test func `a voice of another model is refused`() throws {
        let converter = try Self.converter(SmallConverter.waveform)
        #expect(throws: ConversionError.self) {
            try converter.stream(
                to: TargetVoice(vector: [1, 2], pitchMean: 5, pitchDeviation: 0.1))
        }
    }

    private func difference(_ a: [Float], _ b: [Float]) -> Float {
        guard a.count == b.count else { return .infinity }
        // As a part of the largest, since networks by chance aren't quiet.
        let scale = max(b.map(abs).max() ?? 0, 1e-3)
        return (zip(a, b).map { abs($0 - $1) }.max() ?? 0) / scale
    }
}
