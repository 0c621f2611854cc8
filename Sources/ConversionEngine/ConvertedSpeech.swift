public import AudioSignal
internal import ModelBlocks
public import SpeechEngine
internal import SpeechModel
internal import VoiceConversion

/// Speech that a converter says, while it is made.
///
/// Not `Sendable`; one thread at a time.
public final class ConvertedSpeech: SpeechFilter {
    /// The rate at which speech is taken as it is.
    public static let rate = SampleRate(ConversionModel.rate)

    private let converter: LoadedConverter
    private let voice: TargetVoice
    private let incoming: Resampler
    private let outgoing: Resampler
    private let enough: Int
    /// What was heard and isn't said, before the stream begins.
    private var beginning: [Float] = []
    private var stream: ConversionStream?
    /// Samples that come before the speech's own.
    private var early = 0
    /// Samples that came and that were given.
    private var (taken, given) = (0, 0)

    init(
        by converter: LoadedConverter, to voice: TargetVoice, at rate: SampleRate,
        hearing beginning: Duration
    ) {
        self.converter = converter
        self.voice = voice
        incoming = Resampler(from: rate, to: Self.rate)
        outgoing = Resampler(from: Self.rate, to: rate)
        enough = Self.rate.samples(in: beginning)
    }

    /// Takes the next speech and gives what is ready.
    public func process(_ audio: AudioBuffer) throws(EngineError) -> AudioBuffer {
        taken += audio.samples.count
        return try give(outgoing.process(convert(incoming.process(audio.samples), isLast: false)))
    }

    /// Ends the speech and gives the rest: as much in all as came.
    public func finish() throws(EngineError) -> AudioBuffer {
        var samples = try outgoing.process(convert(incoming.finish(), isLast: true))
        samples += outgoing.finish()
        // Rates without a common divisor may round to a sample more or less.
        let missing = taken - given - samples.count
        samples =
            missing < 0
            ? samples.dropLast(-missing) : samples + [Float](repeating: 0, count: missing)
        return give(samples)
    }

    private func give(_ samples: [Float]) -> AudioBuffer {
        given += samples.count
        return AudioBuffer(rate: outgoing.output, samples: samples)
    }

    private func convert(_ samples: [Float], isLast: Bool) throws(EngineError) -> [Float] {
        do throws(ConversionError) {
            var heard = samples
            if stream == nil {
                beginning += samples
                guard isLast || beginning.count >= enough else { return [] }
                var settings = ConversionSettings()
                if enough > 0 { settings.speaker = KnownSpeaker(beginning) }
                let begun = try converter.stream(to: voice, settings)
                (stream, early) = (begun, begun.delay)
                (heard, beginning) = (beginning, [])
            }
            guard let stream else { return [] }
            var made = try stream.process(heard)
            if isLast { made += try stream.finish() }
            let dropped = min(early, made.count)
            early -= dropped
            return Array(made.dropFirst(dropped))
        } catch {
            throw .synthesis(.failed("the voice can't be converted: \(error)"))
        }
    }
}
