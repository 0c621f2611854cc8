import AudioSignal
import CFlite
import Glibc
import SpeechModel
import SpeechText

/// How flite is to say something, within what it takes.
struct FliteManner {
    var rate: Double
    var pitch: Double

    init(_ prosody: Prosody) {
        rate = prosody.rate.isFinite ? min(max(prosody.rate, 0.25), 4) : 1
        pitch = prosody.pitch.isFinite ? min(max(prosody.pitch, 0.5), 2) : 1
    }
}

/// How long the pieces of audio are at least.
struct FlitePieces {
    /// The first one: as soon as anything can be heard. What is left of the pause at the
    /// beginning takes some 20 ms, and a listener's stream holds back the last 20 ms of what
    /// it has.
    var first = Duration.milliseconds(75)
    /// The later ones: so large that handing them over costs next to nothing, and so small
    /// that a call is soon held where somebody else needs its processor.
    var next = Duration.milliseconds(50)
}

/// A segment that flite can say: checked, and cut into tokens.
///
/// flite says a sentence at a time, as its own program does: its melody falls from the
/// beginning of an utterance to the end, and its memory grows with the length.
struct FliteUtterance {
    /// What came of speaking.
    enum Outcome {
        case finished, stopped, failed(String)
    }

    /// What of the pause is spoken that an utterance begins with. The statistical voices
    /// begin with 0.17 to 0.19 s of silence (measured), which takes as long to make as
    /// speech and is cut off afterwards.
    private static let opening: Float = 0.1

    let voice: FliteVoice
    let tokens: [FliteToken]
    /// Letters that are left out.
    let unread: [Unread]
    let manner: FliteManner
    let seed: UInt64

    /// Checks a segment.
    init(_ segment: SpeechSegment) throws(SynthesisError) {
        guard let voice = FliteVoice(segment.voice) else { throw .unknownVoice(segment.voice) }
        guard segment.language.matches(.english) else {
            throw .unsupported(language: segment.language, voice: segment.voice)
        }
        guard SpokenLength.weight(of: segment.text.utf8) <= Double(FliteFamily.limit) else {
            throw .segmentTooLong(limit: FliteFamily.limit)
        }
        var unread = UnreadLetters()
        tokens = FliteToken.tokens(
            of: segment.text, pronunciations: segment.pronunciations, unread: &unread)
        self.unread = unread.unread
        if tokens.isEmpty, segment.text.unicodeScalars.contains(where: \.properties.isAlphabetic) {
            throw .failed("no letter of this text can be said by flite's English voices")
        }
        self.voice = voice
        manner = FliteManner(segment.prosody)
        seed = segment.seed
    }

    /// Speaks; blocks until the end.
    func speak(
        in pieces: FlitePieces = FlitePieces(), _ receiver: (AudioBuffer) -> Verdict
    ) -> Outcome {
        guard !tokens.isEmpty else { return .finished }
        guard let handle = cflite_voice_named(voice.name) else {
            return .failed("flite has no voice \(voice.rawValue)")
        }
        let rate = SampleRate(hertz: Int(cflite_voice_rate(handle))) ?? SampleRate(16_000)
        var manner = cflite_manner(
            stretch: Float(1 / manner.rate), pitch: Float(manner.pitch),
            opening: Self.opening, seed: seed,
            first_piece: Int32(clamping: rate.samples(in: pieces.first)),
            next_piece: Int32(clamping: rate.samples(in: pieces.next)))
        return withTokens { tokens in
            withoutActuallyEscaping(receiver) { receiver in
                let ear = Ear(rate: rate, receiver: receiver)
                for (index, sentence) in sentences.enumerated() {
                    manner.seed = seed ^ UInt64(index) &* 0xD6E8_FEB8_6659_FD93
                    let outcome = Self.speak(
                        UnsafeBufferPointer(rebasing: tokens[sentence]), with: handle, manner, ear)
                    guard outcome == cflite_done else { return Self.outcome(outcome) }
                    // The pause between sentences stays as long as the voice has it.
                    manner.opening = 1
                }
                return .finished
            }
        }
    }

    private static func speak(
        _ tokens: UnsafeBufferPointer<cflite_token>, with voice: OpaquePointer,
        _ manner: cflite_manner, _ ear: Ear
    ) -> cflite_outcome {
        // The ear is lent for the call; it ends before the ear does.
        let context = Unmanaged.passUnretained(ear).toOpaque()
        let outcome = cflite_speak(
            voice, tokens.baseAddress, Int32(tokens.count), manner, hear, context)
        return withExtendedLifetime(ear) { outcome }
    }

    /// What the C door calls, with an ear.
    private static let hear: cflite_receiver = { context, samples, count in
        guard let context, let samples else { return false }
        return Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
            .hear(UnsafeBufferPointer(start: samples, count: Int(count)))
    }

    /// The tokens of each sentence.
    private var sentences: [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for index in tokens.indices where tokens[index].endsSentence || index == tokens.count - 1 {
            sentences.append(start..<index + 1)
            start = index + 1
        }
        return sentences
    }

    /// The phones that would be spoken, words divided by bars.
    func phones() -> String? {
        guard let handle = cflite_voice_named(voice.name) else { return nil }
        return withTokens { tokens in
            guard let text = cflite_phones(handle, tokens.baseAddress, Int32(tokens.count)) else {
                return nil
            }
            defer { free(text) }
            return String(cString: text)
        }
    }

    private static func outcome(_ outcome: cflite_outcome) -> Outcome {
        switch outcome {
        case cflite_done: .finished
        case cflite_stopped: .stopped
        case cflite_foreign_noise:
            .failed("flite's noise does not come from its seed: rand() is bound elsewhere")
        default: .failed("flite gave up on the utterance")
        }
    }

    /// The tokens as C strings, alive during the call.
    private func withTokens<Result>(
        _ body: (UnsafeBufferPointer<cflite_token>) -> Result
    ) -> Result {
        var characters: [CChar] = []
        var starts: [(name: Int, before: Int, after: Int, phones: Int?)] = []
        func add(_ text: some StringProtocol) -> Int {
            let start = characters.count
            characters.append(contentsOf: text.utf8.lazy.map { CChar(truncatingIfNeeded: $0) })
            characters.append(0)
            return start
        }
        for token in tokens {
            starts.append(
                (add(token.name), add(token.before), add(token.after), token.phones.map { add($0) })
            )
        }
        return characters.withUnsafeBufferPointer { buffer in
            let entries = starts.map { start in
                func text(_ offset: Int) -> UnsafePointer<CChar>? {
                    buffer.baseAddress.map { $0 + offset }
                }
                return cflite_token(
                    name: text(start.name), prepunctuation: text(start.before),
                    punctuation: text(start.after), phones: start.phones.flatMap(text))
            }
            return entries.withUnsafeBufferPointer(body)
        }
    }

    /// What the C door talks to.
    private final class Ear {
        let rate: SampleRate
        let receiver: (AudioBuffer) -> Verdict

        init(rate: SampleRate, receiver: @escaping (AudioBuffer) -> Verdict) {
            self.rate = rate
            self.receiver = receiver
        }

        func hear(_ samples: UnsafeBufferPointer<Int16>) -> Bool {
            let audio = AudioBuffer(rate: rate, samples: samples.map { Float($0) / 32_768 })
            return receiver(audio) == .proceed
        }
    }
}

extension FliteUtterance {
    /// Tokens that are one sentence, as they are.
    init(voice: FliteVoice, tokens: [FliteToken], seed: UInt64) {
        self.voice = voice
        self.tokens = tokens
        unread = []
        manner = FliteManner(Prosody())
        self.seed = seed
    }

    /// Speaks the tokens as one sentence, its pauses as long as the voice has them; blocks until
    /// the end.
    ///
    /// - Returns: What came of it, and the phones and pauses with their times.
    func speakTimed(
        with handle: OpaquePointer, _ receiver: ([Float]) -> Void
    ) -> (Outcome, [cflite_segment]) {
        let piece = cflite_voice_rate(handle)
        let manner = cflite_manner(
            stretch: 1, pitch: 1, opening: 1, seed: seed, first_piece: piece, next_piece: piece)
        return withTokens { tokens in
            withoutActuallyEscaping(receiver) { receiver in
                let ear = Ear(rate: SampleRate(16_000)) {
                    receiver($0.samples)
                    return .proceed
                }
                var (segments, count) = (UnsafeMutablePointer<cflite_segment>?.none, Int32(0))
                // The ear is lent for the call; it ends before the ear does.
                let outcome = withExtendedLifetime(ear) {
                    cflite_speak_timed(
                        handle, tokens.baseAddress, Int32(tokens.count), manner, Self.hear,
                        Unmanaged.passUnretained(ear).toOpaque(), &segments, &count)
                }
                defer { free(segments) }
                let told = UnsafeBufferPointer(start: segments, count: Int(count))
                return (Self.outcome(outcome), Array(told))
            }
        }
    }
}
