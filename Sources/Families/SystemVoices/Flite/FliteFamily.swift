import AudioSignal
import CFlite
public import SpeechModel
import SpeechText

/// The English voices of flite, linked in.
///
/// Loading costs nothing: a voice is registered when it first speaks, which
/// takes a tenth of a millisecond. Voices are shared by all threads; each
/// utterance has its own state and its own noise.
public struct FliteFamily: SpeechFamily {
    private let pieces: FlitePieces

    /// Makes the family.
    public init() { pieces = FlitePieces() }

    /// Makes a family that delivers in other pieces; the samples are the same.
    init(pieces: FlitePieces) { self.pieces = pieces }

    /// The family's stable name: `flite`.
    public var id: String { "flite" }

    /// The four voices; `flite/slt` is the default, `flite/kal16` the quickest.
    public var voices: [Voice] { FliteVoice.allCases.map(\.voice) }

    /// 600 characters: some forty seconds. flite works out a whole sentence before its
    /// first sample, 0.2 ms a character, so one without an end would be late.
    public func limit(for voice: VoiceID) -> Int { Self.limit }

    static let limit = 600

    /// Segments are spoken one after the other; more at once are several calls.
    public var largestUsefulBatch: Int { 1 }

    /// A call keeps one processor busy.
    public var usefulCalls: Int { Processors.count }

    /// Audio is passed on as the waveform is made.
    public var streamsWithinSegment: Bool { true }

    /// True: each call has a thread of its own.
    public var canBeHeld: Bool { true }

    /// False: the audio follows the text to its end, however slowly a text is said.
    public var canRunAway: Bool { false }

    /// Measured as peak resident memory over single sentences of 20 to 625 characters at
    /// rates 0.25 to 1: 0.75 MB a second with the statistical voices, less with the
    /// diphone voice. The estimate adds a quarter, and a megabyte to begin with; a text
    /// of several sentences takes less.
    public func memoryEstimate(for segment: SpeechSegment) -> Int {
        let rate = FliteManner(segment.prosody).rate
        let seconds = SpokenLength.weight(of: segment.text.utf8) * 0.065 / rate
        return 1 << 20 + Int(min(seconds, 3600) * 950_000)
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
        let utterance: FliteUtterance
        do {
            utterance = try FliteUtterance(segment)
        } catch {
            _ = deliver(.failed(error))
            return
        }
        for letters in utterance.unread { _ = deliver(.unread(letters)) }
        for pronunciation in segment.pronunciations
        where FlitePhones.phones(of: pronunciation.ipa) == nil {
            _ = deliver(.unread(.pronunciation(ipa: pronunciation.ipa)))
        }
        switch utterance.speak(in: pieces, { flag.isRaised ? .stop : deliver(.audio($0)) }) {
        case .finished: _ = deliver(.finished)
        case .failed(let reason): _ = deliver(.failed(.failed(reason)))
        case .stopped: break
        }
    }
}
