public import AudioSignal
import CFlite
import Glibc
public import SpeechModel
public import SpeechText

/// A voice of flite as a teacher of other voices: it says given phonemes and tells exactly when
/// each was said.
public struct FliteTeacher: Sendable {
    /// What was spoken.
    public struct Speech: Sendable {
        /// The sound, silence at both ends included.
        public let audio: AudioBuffer
        /// Its phonemes and pauses, from the first sample to the last.
        public let phonemes: [TimedPhoneme]
        /// Phonemes that flite says otherwise beside others, such as `the` before a vowel; they
        /// stand as it says them.
        public let changed: Int
    }

    /// Why something isn't spoken.
    public enum Failure: Error, Sendable, Equatable, CustomStringConvertible {
        /// No phoneme of it can be spoken.
        case nothing
        /// It is longer than flite is good at.
        case tooLong(limit: Int)
        /// flite speaks other phonemes than it was given, so that nobody knows which is which.
        case otherPhonemes(word: String)
        /// flite gave up.
        case failed(String)

        /// What is wrong.
        public var description: String {
            switch self {
            case .nothing: "it has no word that can be said"
            case .tooLong(let limit): "it is longer than \(limit) bytes"
            case .otherPhonemes(let word): "flite says '\(word)' in other phonemes"
            case .failed(let reason): reason
            }
        }
    }

    /// The voices: the statistical ones. The diphone voice ends a tenth of a second after its last
    /// time.
    public static var voices: [VoiceID] {
        FliteVoice.allCases.filter { $0 != .kal16 }.map(\.id)
    }

    /// What a model that learns from it calls the speaker, such as `flite-slt`.
    public var name: String { "flite-\(voice.rawValue)" }

    private let voice: FliteVoice

    /// A voice by its ID, such as `flite/slt`; nil for another.
    public init?(_ id: VoiceID) {
        guard let voice = FliteVoice(id), Self.voices.contains(id) else { return nil }
        self.voice = voice
    }

    /// Speaks English phonemes; blocks until the end. The same text and seed give the same
    /// samples.
    ///
    /// flite gets the phonemes of each word, their stresses as one kind, and where pauses are to
    /// be; durations, melody and the length of pauses are its own.
    ///
    /// - Parameters:
    ///   - sequence: A sentence, of which flite's melody takes one.
    ///   - text: What its words' `PhonemeSequence.Word.text` are ranges of.
    public func speak(
        _ sequence: PhonemeSequence, of text: [UInt8], seed: UInt64
    ) throws(Failure) -> Speech {
        guard text.count <= FliteFamily.limit else { throw .tooLong(limit: FliteFamily.limit) }
        let words = sequence.words.indices.filter { !sequence.words[$0].phonemes.isEmpty }
        guard !words.isEmpty else { throw .nothing }
        let tokens = try tokens(sequence, words, text)
        guard let handle = cflite_voice_named(voice.name),
            let rate = SampleRate(hertz: Int(cflite_voice_rate(handle)))
        else { throw .failed("flite has no voice \(voice.rawValue)") }
        var samples: [Float] = []
        let utterance = FliteUtterance(voice: voice, tokens: tokens, seed: seed)
        let (outcome, segments) = utterance.speakTimed(with: handle) { samples += $0 }
        if case .failed(let reason) = outcome { throw .failed(reason) }
        let (phonemes, changed) = try phonemes(segments, sequence, words, text)
        return Speech(
            audio: AudioBuffer(rate: rate, samples: samples), phonemes: phonemes, changed: changed)
    }

    /// The words as flite takes them, with marks where pauses are.
    private func tokens(
        _ sequence: PhonemeSequence, _ words: [Int], _ text: [UInt8]
    ) throws(Failure) -> [FliteToken] {
        let inventory = PhonemeInventory.english
        var tokens: [FliteToken] = []
        for (place, index) in words.enumerated() {
            let word = sequence.words[index]
            // flite asks for a name even where it doesn't read it; features of words come from it.
            let name = Self.spelling(word, text).lowercased().filter { $0.isASCII && $0.isLetter }
            var phones: [String] = []
            for phoneme in sequence.phonemes(of: word) {
                guard let phone = Self.phone(phoneme, inventory) else {
                    throw .otherPhonemes(word: Self.spelling(word, text))
                }
                phones.append(phone)
            }
            let isLast = place == words.count - 1
            let next = isLast ? sequence.words.endIndex : words[place + 1]
            let pause = sequence.words[index..<next].map(\.pause).max() ?? .none
            let mark = isLast ? "." : [PhrasePause.minor: ",", .major: ";"][pause] ?? ""
            tokens.append(
                FliteToken(
                    name: name.isEmpty ? "x" : String(name.prefix(FliteToken.longestName)),
                    after: mark, phones: phones.joined(separator: " ")))
        }
        return tokens
    }

    /// What flite calls a phoneme: it has `ax` for the vowel without stress, and one stress.
    private static func phone(_ phoneme: Phoneme, _ inventory: PhonemeInventory) -> String? {
        guard let name = inventory.name(of: phoneme.symbol) else { return nil }
        guard phoneme.isVowel else { return name.lowercased() }
        guard phoneme.stress != .none else {
            return (name == "AH" ? "ax" : name.lowercased()) + "0"
        }
        return name.lowercased() + "1"
    }

    /// What was spoken, word by word.
    private func phonemes(
        _ segments: [cflite_segment], _ sequence: PhonemeSequence, _ words: [Int], _ text: [UInt8]
    ) throws(Failure) -> (phonemes: [TimedPhoneme], changed: Int) {
        var spoken: [TimedPhoneme] = []
        var (changed, place, number) = (0, 0, 0)
        for segment in segments {
            let end = Double(segment.end)
            guard segment.token >= 0 else {
                spoken.append(TimedPhoneme(Phoneme(.pause), word: nil, end: end))
                continue
            }
            if Int(segment.token) != number {
                // Each word to its end, and none left out.
                guard Int(segment.token) == number + 1,
                    place == sequence.words[words[number]].phonemes.count
                else { throw Self.other(sequence, words, number, text) }
                (number, place) = (number + 1, 0)
            }
            let wanted = sequence.phonemes(of: sequence.words[words[number]])
            guard place < wanted.count,
                let symbol = Self.symbol(segment),
                symbol.isVowel == wanted[wanted.startIndex + place].isVowel
            else { throw Self.other(sequence, words, number, text) }
            var phoneme = wanted[wanted.startIndex + place]
            if symbol != phoneme.symbol {
                phoneme = Phoneme(symbol, phoneme.stress)
                changed += 1
            }
            spoken.append(TimedPhoneme(phoneme, word: words[number], end: end))
            place += 1
        }
        guard number == words.count - 1,
            place == sequence.words[words[number]].phonemes.count
        else { throw Self.other(sequence, words, number, text) }
        return (spoken, changed)
    }

    /// The symbol of flite's phone; nil for one that English lacks here.
    private static func symbol(_ segment: cflite_segment) -> PhonemeSymbol? {
        let name = withUnsafeBytes(of: segment.name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return PhonemeInventory.english.phoneme(named: name == "ax" ? "AH" : name.uppercased())?
            .symbol
    }

    private static func other(
        _ sequence: PhonemeSequence, _ words: [Int], _ number: Int, _ text: [UInt8]
    ) -> Failure {
        .otherPhonemes(word: spelling(sequence.words[words[number]], text))
    }

    private static func spelling(_ word: PhonemeSequence.Word, _ text: [UInt8]) -> String {
        String(decoding: text[word.text.clamped(to: text.indices)], as: UTF8.self)
    }
}
