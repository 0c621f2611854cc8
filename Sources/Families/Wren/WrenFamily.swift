public import SpeechModel
internal import AudioSignal
internal import ModelBlocks
internal import SpeechText
internal import TensorRuntime

/// Voices of our own: neural, small, trained by Syrinx itself.
///
/// Networks are shared by all threads; a segment has its own noise, by its seed. Each call
/// speaks its segments one after the other on a thread of its own, so that what a segment sounds
/// like doesn't depend on the others.
public struct WrenFamily: SpeechFamily {
    private let networks: WrenNetworks
    private let phonemizers: WrenPhonemizers

    /// Makes the family of networks.
    ///
    /// - Throws: `LoadError.missing` without flite's lexicon.
    public init(_ networks: WrenNetworks) throws(LoadError) {
        self.networks = networks
        phonemizers = try WrenPhonemizers()
    }

    /// The family's stable name: `wren`.
    public var id: String { "wren" }

    /// The voices of the weights; the first is the default.
    public var voices: [Voice] { networks.voices }

    /// One of ``voices``, or a mixture of several that one model has.
    public func voice(_ id: VoiceID) -> Voice? { networks.voice(id)?.0.voice }

    /// 600 characters, some forty seconds: its attention sees a phrase as a whole.
    public func limit(for voice: VoiceID) -> Int { Self.limit }

    static let limit = 600

    /// Segments are spoken one after the other; more at once are several calls.
    public var largestUsefulBatch: Int { 1 }

    /// A call keeps one processor busy.
    public var usefulCalls: Int { Processors.count }

    /// The first samples come after the first frames.
    public var streamsWithinSegment: Bool { true }

    /// True: each call has a thread of its own.
    public var canBeHeld: Bool { true }

    /// False: durations are known before the first sample.
    public var canRunAway: Bool { false }

    /// Frames of a second take 80 × 4 bytes of spectrum and as much again of features; networks
    /// work on windows.
    public func memoryEstimate(for segment: SpeechSegment) -> Int {
        let seconds = SpokenLength.weight(of: segment.text.utf8) * 0.065 / segment.prosody.rate
        return 16 << 20 + Int(min(seconds, 3600) * 200_000)
    }

    /// Speaks the segments one after the other on a thread of its own; see
    /// `SpeechFamily`.
    public func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        try await Self.threads.speakInTurn(batch, deliver: deliver) { segment, flag, deliver in
            speak(segment, flag, deliver: deliver)
        }
    }

    private static let threads = OwnThreads()

    private func speak(
        _ segment: SpeechSegment, _ flag: CancellationFlag, deliver: (SegmentEvent) -> Verdict
    ) {
        let speaker: WrenSpeaker
        let phonemizer: any Phonemizer
        do throws(SynthesisError) {
            (speaker, phonemizer) = try checked(segment)
        } catch {
            _ = deliver(.failed(error))
            return
        }
        let utterance = WrenUtterance(segment, phonemizer)
        for unread in utterance.unread { _ = deliver(.unread(unread)) }
        guard !utterance.tokens.isEmpty else {
            _ = deliver(.finished)
            return
        }
        let rate = speaker.voice.rate(of: segment)
        do throws(WrenError) {
            let end = try speaker.speak(utterance, segment) {
                deliver(.timing($0)) == .proceed
            } deliver: {
                guard !flag.isRaised else { return false }
                let samples = $0.map { min(max($0, -1), 1) }
                return deliver(.audio(AudioBuffer(rate: rate, samples: samples))) == .proceed
            }
            if end == .finished { _ = deliver(.finished) }
        } catch {
            _ = deliver(.failed(error.speaking))
        }
    }

    /// Who speaks a segment that can be spoken, and what reads its language.
    private func checked(
        _ segment: SpeechSegment
    ) throws(SynthesisError) -> (WrenSpeaker, any Phonemizer) {
        guard let (voice, model) = networks.voice(segment.voice) else {
            throw .unknownVoice(segment.voice)
        }
        guard SpokenLength.weight(of: segment.text.utf8) <= Double(Self.limit) else {
            throw .segmentTooLong(limit: Self.limit)
        }
        let phonemizer: (any Phonemizer)?
        do throws(LoadError) {
            phonemizer = try phonemizers.phonemizer(for: segment.language)
        } catch {
            throw SynthesisError(error)
        }
        guard voice.voice.speaks(segment.language), let phonemizer else {
            throw .unsupported(language: segment.language, voice: segment.voice)
        }
        return (WrenSpeaker(voice: voice, model: model, vocoders: networks.vocoders), phonemizer)
    }
}
