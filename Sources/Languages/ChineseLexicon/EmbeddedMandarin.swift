import CMandarinWords
public import SpeechText

/// The Chinese words that are part of the program: 160,000 of them with frequencies and readings.
///
/// Nothing is parsed before it is asked for; words are searched where they lie. Their sources and
/// the file's format are in the README beside the file.
public struct EmbeddedMandarin: MandarinLexicon {
    /// How characters of several readings are read among their neighbours.
    public let polyphones: PolyphoneModel?
    private let file: MandarinFile

    /// Makes a lexicon.
    ///
    /// - Parameter polyphones: Another model than the program's own, or none.
    public init(polyphones: PolyphoneModel? = Self.ownPolyphones) {
        // Safety: constant bytes of the program, which live as long as it does.
        let bytes = UnsafeRawBufferPointer(start: cMandarinWords, count: cMandarinWordsCount)
        guard let file = MandarinFile(bytes) else {
            preconditionFailure("mandarin.bin isn't what scripts/mandarin/lexicon.py makes")
        }
        self.file = file
        self.polyphones = polyphones
    }

    /// The model that is part of the program; parsed once, in some milliseconds.
    public static let ownPolyphones: PolyphoneModel = {
        // Safety: as above.
        let bytes = UnsafeRawBufferPointer(start: cPolyphones, count: cPolyphonesCount)
        guard let model = PolyphoneModel(file: bytes) else {
            preconditionFailure("polyphones.bin isn't what syrinx-train polyphones makes")
        }
        return model
    }()

    /// The simplified character of a traditional one, itself otherwise.
    public func simplified(_ character: Unicode.Scalar) -> Unicode.Scalar {
        guard let index = file.index(of: character) else { return character }
        return Unicode.Scalar(file.simplified(index)).flatMap { $0.value == 0 ? nil : $0 }
            ?? character
    }

    /// A character as a word; nil where the dictionary doesn't have it.
    public func entry(for character: Unicode.Scalar) -> MandarinEntry? {
        guard let index = file.index(of: character), file.cost(index) < 255 else { return nil }
        return MandarinEntry(
            length: 1, cost: Int(file.cost(index)),
            kind: MandarinWordKind(rawValue: file.kind(index)) ?? .other, place: -1)
    }

    /// The most usual reading of a character; nil where the dictionary has none.
    public func syllable(of character: Unicode.Scalar) -> PinyinSyllable? {
        file.index(of: character).flatMap { PinyinSyllable(code: file.reading($0)) }
    }

    /// Calls `body` with each word of two and more characters that a text has at a place.
    public func forEachWord(
        in text: [Unicode.Scalar], at start: Int, _ body: (MandarinEntry) -> Void
    ) {
        file.forEachWord(in: text, at: start, body)
    }

    /// How a word of several characters is read; nil where as its characters are.
    public func syllables(of entry: MandarinEntry) -> [PinyinSyllable]? {
        guard entry.place > 0 else { return nil }
        return file.syllables(at: entry.place, count: entry.length)
    }
}
