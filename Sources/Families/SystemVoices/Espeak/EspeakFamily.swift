import AudioSignal
public import SpeechModel
import SpeechText

/// The languages of espeak-ng, spoken by a process of its own for each segment.
///
/// espeak-ng is under the GPL and is never linked. Japanese reaches it as kana,
/// Mandarin as Pinyin: given kanji or Hanzi it says nonsense. A pronunciation in IPA
/// is followed where `EspeakPhonemes` has a table of the language (en, de, fr, es,
/// it, pt) with all its symbols; elsewhere the words are read, and that is told.
public struct EspeakFamily: SpeechFamily {
    /// The family's stable name: `espeak`.
    public let id = "espeak"

    /// The voices that the program lists, `espeak/en-us` first.
    public let voices: [Voice]

    private let program: EspeakProgram
    private let second: EspeakCommand.Second
    private let table: [VoiceID: EspeakVoice]
    private let japanese = JapaneseReading.Lazy()
    private let mandarin = MandarinReading.Lazy()

    /// Finds the program and asks it for its voices.
    public init() throws(LoadError) { try self.init(program: EspeakProgram()) }

    /// Takes a program, with a second as long as told.
    init(
        program: EspeakProgram,
        second: @escaping EspeakCommand.Second = { try? await Task.sleep(for: .seconds(1)) }
    ) throws(LoadError) {
        self.second = second
        let found = EspeakVoice.voices(in: try program.answer(to: .voices))
        guard !found.isEmpty else {
            throw .unusable(component: "espeak-ng", reason: "\(program.path) lists no voice")
        }
        self.program = program
        voices = found.map(\.voice)
        table = Dictionary(found.map { ($0.voice.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// 2000 characters: espeak-ng speaks as it reads, so length costs nothing.
    public func limit(for voice: VoiceID) -> Int { Self.limit }

    static let limit = 2000

    /// Segments are spoken one after the other.
    public var largestUsefulBatch: Int { 1 }

    /// A process keeps one processor busy.
    public var usefulCalls: Int { Processors.count }

    /// Audio is passed on as the program writes it.
    public var streamsWithinSegment: Bool { true }

    /// False: the audio follows the text to its end, however slowly a text is said.
    public var canRunAway: Bool { false }

    /// 12 MB: the program's own peak of under 10 MB, and what stands in pipes and buffers.
    public func memoryEstimate(for segment: SpeechSegment) -> Int { 12 << 20 }

    /// Speaks the segments one after the other; see `SpeechFamily`.
    public func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        for (index, segment) in batch.enumerated() {
            if Task.isCancelled { throw .cancelled }
            do throws(SynthesisError) {
                let isStopped = try await speak(segment) { deliver(index, $0) }
                if !isStopped { _ = deliver(index, .finished) }
            } catch {
                if error == .cancelled { throw error }
                _ = deliver(index, .failed(error))
            }
        }
        if Task.isCancelled { throw .cancelled }
    }

    /// Speaks one segment; returns whether the receiver stopped it.
    private func speak(
        _ segment: SpeechSegment, receiver: @escaping @Sendable (SegmentEvent) -> Verdict
    ) async throws(SynthesisError) -> Bool {
        guard let voice = table[segment.voice] else { throw .unknownVoice(segment.voice) }
        guard voice.languages.contains(where: { $0.matches(segment.language) }) else {
            throw .unsupported(language: segment.language, voice: segment.voice)
        }
        guard SpokenLength.weight(of: segment.text.utf8) <= Double(Self.limit) else {
            throw .segmentTooLong(limit: Self.limit)
        }
        let (text, unread) = try await prepared(segment, voice)
        for what in unread where receiver(.unread(what)) == .stop { return true }
        guard !text.isEmpty else { return false }
        let command = EspeakCommand(
            program: program, voice: voice.file, manner: EspeakManner(segment.prosody), text: text,
            isMarkup: voice.reading != .asWritten, second: second)
        return try await command.run { receiver(.audio($0)) }
    }

    /// What the program is given to read. Readings are looked up on a thread of their
    /// own: opening ICU's transform takes a tenth of a second.
    private func prepared(
        _ segment: SpeechSegment, _ voice: EspeakVoice
    ) async throws(SynthesisError) -> (text: String, unread: [Unread]) {
        if voice.reading == .asWritten { return try input(for: segment, voice) }
        let result = await Self.threads.run { _ in
            Result { () throws(SynthesisError) in try input(for: segment, voice) }
        }
        return try result.get()
    }

    private static let threads = OwnThreads()

    /// What the program is given to read, empty where there is nothing to say, and what of
    /// the segment that leaves out.
    func input(
        for segment: SpeechSegment, _ voice: EspeakVoice
    ) throws(SynthesisError) -> (text: String, unread: [Unread]) {
        var unread: [Unread] = []
        var letters = UnreadLetters()
        let text: String
        switch voice.reading {
        case .asWritten:
            text = EspeakText.input(
                segment.text, pronunciations: segment.pronunciations, voice: voice.name,
                unread: &unread)
        case .kana: text = try japanese.reading().markup(of: segment.text, unread: &letters)
        case .pinyin: text = try mandarin.reading().markup(of: segment.text, unread: &letters)
        }
        if voice.reading != .asWritten {
            unread = segment.pronunciations.map { .pronunciation(ipa: $0.ipa) }
        }
        return (try said(text, of: segment), unread + letters.unread)
    }

    /// A text to read, made empty where there is nothing to say in it.
    private func said(
        _ text: String, of segment: SpeechSegment
    ) throws(SynthesisError) -> String {
        if text.unicodeScalars.contains(where: \.properties.isAlphabetic)
            || text.utf8.contains(where: { (0x30...0x39).contains($0) })
        {
            return text
        }
        if segment.text.unicodeScalars.contains(where: \.properties.isAlphabetic) {
            throw .failed("no reading is known for any letter of this text")
        }
        // Marks alone; but some symbols have names (%, +), so those are tried.
        return text.unicodeScalars.allSatisfy { !$0.properties.isMath && $0 != "%" } ? "" : text
    }

    /// What the program is given to read for a segment, for tests.
    func input(for segment: SpeechSegment) throws(SynthesisError) -> String {
        guard let voice = table[segment.voice] else { throw .unknownVoice(segment.voice) }
        return try input(for: segment, voice).text
    }
}
