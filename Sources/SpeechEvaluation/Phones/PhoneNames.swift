public import SpeechText

/// What a recogniser's phones are called, and which of them a text's phonemes are.
public struct PhoneNames: Sendable {
    /// By the recogniser's class less one.
    private let names: [String]
    /// By the phonemes' numbers.
    private let classes: [Int: Int]
    private let inventory: PhonemeInventory

    /// Names phones in a language.
    ///
    /// - Parameters:
    ///   - phones: The numbers of the phonemes of each, `TrainedPhoneRecognizer.phones`.
    ///   - inventory: Of the language; a phone has the name of its first phoneme that is there, or
    ///     of the first in the IPA where none is.
    public init(_ phones: [[Int]], _ inventory: PhonemeInventory) {
        self.inventory = inventory
        names = phones.map { phone in
            let symbols = phone.compactMap { PhonemeSymbol(id: $0) }
            return symbols.lazy.compactMap { inventory.name(of: $0) }.first ?? symbols.first?.ipa
                ?? "\(phone.first ?? 0)"
        }
        classes = Dictionary(
            phones.enumerated().flatMap { place, phone in phone.map { ($0, place) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The name of a class, from 1 on.
    ///
    /// - Precondition: It is one of the recogniser's.
    public func name(of number: Int) -> String { names[number - 1] }

    /// The names of what a text says: its phonemes without stress, tone, pitch and pauses. What the
    /// recogniser doesn't know keeps its own name, which is never heard. Transcripts in capitals are
    /// no acronyms.
    ///
    /// - Parameter phonemizer: Makes phonemes of sentences; numbers and symbols become words
    ///   before.
    /// - Throws: `TextError`.
    public func phones(
        of text: String, by phonemizer: any Phonemizer
    ) throws(TextError) -> [String] {
        var options = TextOptions()
        options.language = phonemizer.language
        let isSmall = text.contains(where: \.isLowercase)
        let document = try Document(
            Array((isSmall ? text : text.lowercased()).utf8), options: options)
        return document.sentences.flatMap { sentence in
            phonemizer.phonemes(of: sentence).phonemes.map { name(of: $0.symbol) }
        }
    }

    private func name(of symbol: PhonemeSymbol) -> String {
        if let place = classes[Int(symbol.id)] { return names[place] }
        return inventory.name(of: symbol) ?? symbol.ipa
    }
}
