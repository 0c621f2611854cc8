/// What stands between two phrases.
///
/// The numbers are stored with trained voices.
public enum PhrasePause: UInt8, Sendable, Codable, Comparable, CaseIterable {
    /// Nothing: the words belong together.
    case none = 0
    /// A short pause: a comma, a bracket, a dash.
    case minor = 1
    /// A long one: a full stop, a semicolon, a colon.
    case major = 2

    /// Whether one is shorter than the other.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A text in phonemes, with its words and phrases and where each sound came from.
///
/// The words' source ranges ascend and lie within the text's source; a phoneme stands for its
/// word's. A word that nothing can be said of (letters without a reading) stays, without
/// phonemes.
public struct PhonemeSequence: Sendable, Equatable {
    /// How a word's pronunciation was found.
    public enum Origin: String, Sendable, Codable {
        /// The text gives it: the user's dictionary, SSML.
        case given
        /// The dictionary of the language has the word.
        case lexicon
        /// The dictionary has what the word is made of: house's, lighthouse.
        case derived
        /// It is said letter by letter, or digit by digit.
        case spelled
        /// By letter-to-sound rules.
        case rules
        /// Nothing of it can be said.
        case unread
    }

    /// A word.
    public struct Word: Sendable, Equatable {
        /// The language whose sounds it is said with.
        public var language: Language
        /// Its letters in the spoken text, in UTF-8 bytes.
        public var text: Range<Int>
        /// Its part of the source, in UTF-8 bytes.
        public var source: Range<Int>
        /// Its phonemes, as indices of ``PhonemeSequence/phonemes``.
        public var phonemes: Range<Int>
        /// What follows it.
        public var pause: PhrasePause
        /// How its pronunciation was found.
        public var origin: Origin
        /// What it was taken for, where its pronunciation depends on that.
        public var sense: WordSense?
        /// Whether it makes one accent phrase with the word before it, in Japanese.
        public var joinsPhrase: Bool

        /// Makes a word.
        public init(
            language: Language, text: Range<Int>, source: Range<Int>, phonemes: Range<Int>,
            pause: PhrasePause = .none, origin: Origin, sense: WordSense? = nil,
            joinsPhrase: Bool = false
        ) {
            self.language = language
            self.text = text
            self.source = source
            self.phonemes = phonemes
            self.pause = pause
            self.origin = origin
            self.sense = sense
            self.joinsPhrase = joinsPhrase
        }
    }

    /// All phonemes, in order.
    public var phonemes: [Phoneme]
    /// The words, in order; their phonemes cover ``phonemes`` exactly.
    public var words: [Word]

    /// Makes a sequence.
    public init(phonemes: [Phoneme] = [], words: [Word] = []) {
        self.phonemes = phonemes
        self.words = words
    }

    /// The phonemes of a word.
    public func phonemes(of word: Word) -> ArraySlice<Phoneme> { phonemes[word.phonemes] }

    /// The part of the source that a phoneme stands for: its word's.
    ///
    /// - Complexity: O(log *n*) in the number of words.
    public func source(ofPhoneme index: Int) -> Range<Int> {
        precondition(phonemes.indices.contains(index), "no such phoneme")
        var low = 0
        var high = words.count
        while low < high {
            let middle = (low + high) / 2
            if words[middle].phonemes.upperBound <= index {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return words[low].source
    }

    /// The sequence in the names of the languages' dictionaries, words divided by bars, pauses
    /// as `,` and `.`: `HH AH0 L OW1 , | W ER1 L D .` The words of a Japanese accent phrase have
    /// a plus between them: `a1 m e0 + g a0 | f u1 r u0 .`
    public var names: String {
        joined(" + ", " | ") { word in
            let inventory = PhonemeInventory.of(word.language) ?? .english
            let pause = [PhrasePause.none: "", .minor: " ,", .major: " ."][word.pause] ?? ""
            return inventory.names(of: phonemes(of: word)) + pause
        }
    }

    /// The sequence in the International Phonetic Alphabet, pauses as `,` and `.`.
    public var ipa: String {
        var parts: [String] = []
        var index = 0
        let said = words.filter { !$0.phonemes.isEmpty }
        while index < said.count {
            // A fall of the voice may stand between the words of a phrase.
            var end = index + 1
            while end < said.count, said[end].joinsPhrase { end += 1 }
            let range = said[index].phonemes.lowerBound..<said[end - 1].phonemes.upperBound
            let reading = IPAReading(PhonemeInventory.of(said[index].language) ?? .english)
            let pause = [PhrasePause.none: "", .minor: ",", .major: "."][said[end - 1].pause] ?? ""
            parts.append(reading.ipa(of: phonemes[range]) + pause)
            index = end
        }
        return parts.joined(separator: " ")
    }

    private func joined(
        _ within: String, _ between: String, _ text: (Word) -> String
    ) -> String {
        var result = ""
        for word in words where !word.phonemes.isEmpty {
            if !result.isEmpty { result += word.joinsPhrase ? within : between }
            result += text(word)
        }
        return result
    }
}
