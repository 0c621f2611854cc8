/// Where in its word a phoneme stands, or in Japanese in its accent phrase. The numbers are stored with trained voices.
public enum WordPosition: UInt8, Sendable, Codable, CaseIterable {
    /// The first of several.
    case begin = 0
    /// Neither first nor last.
    case inside = 1
    /// The last of several.
    case end = 2
    /// The only one; pauses too.
    case single = 3

    /// Where the phoneme of a number, from 0, stands in a word of so many.
    public init(_ number: Int, of count: Int) {
        self =
            count == 1 ? .single : number == 0 ? .begin : number == count - 1 ? .end : .inside
    }
}

/// A phoneme as an acoustic model takes it: plain numbers, which mean the same in every process.
///
/// ``symbol``, ``stress``, ``position`` and ``pause`` are what a model sees; ``word`` finds the
/// way back.
public struct PhonemeToken: Hashable, Sendable {
    /// The number of the symbol, ``PhonemeSymbol/id``; 0 is `pau`.
    public var symbol: UInt8
    /// ``Stress`` as its number: 0, 1 or 2; of a pause 0.
    public var stress: UInt8
    /// ``WordPosition`` as its number: 0 to 3.
    public var position: UInt8
    /// Of a pause, ``PhrasePause`` as its number; of a sound 0.
    public var pause: UInt8
    /// The index of the word in its sequence; of a pause, that of the word before it, or -1 at
    /// the beginning.
    public var word: Int32

    /// Makes a token.
    public init(symbol: UInt8, stress: UInt8, position: UInt8, pause: UInt8, word: Int32) {
        self.symbol = symbol
        self.stress = stress
        self.position = position
        self.pause = pause
        self.word = word
    }

    /// Whether it is no sound.
    public var isPause: Bool { symbol == PhonemeSymbol.pause.id }

    /// How many values each field may have, in the order symbol, stress, position, pause, all
    /// languages together.
    public static var fieldSizes: [Int] {
        [
            PhonemeSymbol.count, Stress.allCases.count, WordPosition.allCases.count,
            PhrasePause.allCases.count,
        ]
    }

    /// The same where no other languages are spoken: one more than the largest number.
    public static func fieldSizes(of languages: [PhonemeInventory]) -> [Int] {
        let symbols = languages.flatMap(\.symbols).map { Int($0.id) }
        let stresses = languages.flatMap(\.stresses).map { Int($0.rawValue) }
        return [(symbols.max() ?? 0) + 1, (stresses.max() ?? 0) + 1] + fieldSizes.dropFirst(2)
    }

    /// A pause behind a word.
    static func pau(_ pause: PhrasePause, after word: Int) -> PhonemeToken {
        PhonemeToken(
            symbol: PhonemeSymbol.pause.id, stress: 0, position: WordPosition.single.rawValue,
            pause: pause.rawValue, word: Int32(word))
    }
}

extension PhonemeSequence {
    /// The sequence as an acoustic model takes it: `pau` at phrase boundaries and, if asked, at
    /// both edges (long ones, as a recording begins and ends with silence); never two in a row.
    ///
    /// Empty where there is nothing to say.
    public func tokens(withEdges: Bool = true) -> [PhonemeToken] {
        guard !phonemes.isEmpty else { return [] }
        var tokens: [PhonemeToken] = []
        tokens.reserveCapacity(phonemes.count + words.count / 4 + 2)
        if withEdges { tokens.append(.pau(.major, after: -1)) }
        var pending = PhrasePause.none
        var last = -1
        var group = 0..<0
        for (index, word) in words.enumerated() {
            if !word.phonemes.isEmpty {
                if pending != .none, last >= 0 { tokens.append(.pau(pending, after: last)) }
                pending = .none
                if index >= group.upperBound { group = phrase(at: index) }
                append(word, index, in: group, to: &tokens)
                last = index
            }
            pending = max(pending, word.pause)
        }
        if withEdges { tokens.append(.pau(.major, after: last)) }
        return tokens
    }

    /// The words that make one accent phrase with the word of an index, from that on.
    private func phrase(at index: Int) -> Range<Int> {
        var end = index + 1
        while end < words.count, words[end].joinsPhrase, words[end - 1].pause == .none { end += 1 }
        return index..<end
    }

    private func append(
        _ word: Word, _ index: Int, in phrase: Range<Int>, to tokens: inout [PhonemeToken]
    ) {
        let first = words[phrase.lowerBound].phonemes.lowerBound
        let range = first..<words[phrase.upperBound - 1].phonemes.upperBound
        for place in word.phonemes {
            let position = WordPosition(place - range.lowerBound, of: range.count)
            let phoneme = phonemes[place]
            tokens.append(
                PhonemeToken(
                    symbol: phoneme.symbol.id, stress: phoneme.stress.rawValue,
                    position: position.rawValue, pause: 0, word: Int32(index)))
        }
    }
}
