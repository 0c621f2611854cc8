/// The sounds of one language, with the names that its dictionaries use.
///
/// English has the 39 phones of the CMU dictionary's ARPAbet; a vowel's name carries its stress
/// as a digit: `HH AH0 L OW1`. Mandarin's names are near its Pinyin, with the tone as the digit;
/// Japanese has those of Open JTalk, with the pitch.
public struct PhonemeInventory: Sendable {
    /// The language.
    public let language: Language
    /// The symbols, ascending by number, without the pause.
    public let symbols: [PhonemeSymbol]
    /// The stresses, pitches or tones that it uses, ascending.
    public let stresses: [Stress]
    /// How IPA is read: symbols that the language lacks become those it uses instead.
    let ipa: IPATable

    /// Names by the symbols' numbers; nil where the language lacks a symbol.
    private let names: [String?]
    private let byName: [String: PhonemeSymbol]

    /// Makes an inventory.
    ///
    /// - Parameter names: Each symbol with its name; names have no digits.
    init(
        language: Language, names: [(PhonemeSymbol, String)], stresses: [Stress], ipa: IPATable
    ) {
        self.language = language
        self.stresses = stresses
        self.ipa = ipa
        symbols = names.map(\.0).sorted { $0.id < $1.id }
        var table = [String?](repeating: nil, count: PhonemeSymbol.count)
        for (symbol, name) in names { table[Int(symbol.id)] = name }
        table[Int(PhonemeSymbol.pause.id)] = Self.pauseName
        self.names = table
        byName = Dictionary(
            uniqueKeysWithValues: names.map { ($1, $0) } + [(Self.pauseName, .pause)])
    }

    /// The name of the pause in every inventory, as flite and Festival have it.
    public static let pauseName = "pau"

    /// The inventory of a language; nil for those that have none yet.
    public static func of(_ language: Language) -> PhonemeInventory? {
        if language.matches(.english) { return .english }
        if language.matches(.chinese) { return .chinese }
        return language.matches(.japanese) ? .japanese : nil
    }

    /// Whether the language has a symbol; the pause is in all.
    public func contains(_ symbol: PhonemeSymbol) -> Bool { names[Int(symbol.id)] != nil }

    /// The name of a symbol, such as `AH`; nil where the language lacks it.
    public func name(of symbol: PhonemeSymbol) -> String? { names[Int(symbol.id)] }

    /// The name of a phoneme with its stress, such as `AH0`; nil where the language lacks it.
    public func name(of phoneme: Phoneme) -> String? {
        guard let name = name(of: phoneme.symbol) else { return nil }
        return phoneme.symbol.carriesStress ? "\(name)\(digit(of: phoneme.stress))" : name
    }

    /// The digit of a stress behind a vowel: a tone's is its own number, a high mora's 1.
    private func digit(of stress: Stress) -> UInt8 {
        switch stress {
        case .low: 0
        case .high: 1
        case let tone where tone.isTone: tone.rawValue - Stress.tone1.rawValue + 1
        default: stress.rawValue
        }
    }

    /// The names of phonemes, a space between them; those that the language lacks are left out.
    public func names(of phonemes: some Sequence<Phoneme>) -> String {
        phonemes.lazy.compactMap { name(of: $0) }.joined(separator: " ")
    }

    /// The phoneme of a name, with or without a digit behind a vowel; nil for another.
    public func phoneme(named name: some StringProtocol) -> Phoneme? {
        var stress: Stress?
        var name = Substring(name)
        if let digit = name.utf8.last, (0x30...0x39).contains(digit) {
            // The last: a mora without pitch is written as a low one.
            stress = stresses.last { self.digit(of: $0) == digit - 0x30 }
            guard stress != nil else { return nil }
            name.removeLast()
        }
        guard let symbol = byName[String(name)], symbol.carriesStress || stress == nil else {
            return nil
        }
        return Phoneme(symbol, stress ?? .none)
    }

    /// The phonemes of names with spaces between them, such as `HH AH0 L OW1`; nil where one is
    /// none.
    public func phonemes(named names: String) -> [Phoneme]? {
        var phonemes: [Phoneme] = []
        for name in names.split(separator: " ") {
            guard let phoneme = phoneme(named: name) else { return nil }
            phonemes.append(phoneme)
        }
        return phonemes
    }
}
