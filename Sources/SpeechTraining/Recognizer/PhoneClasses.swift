/// What a recogniser hears as one phone: numbers of phonemes from the table of all languages.
/// Stress, tone and pitch don't divide phones, and pauses are none.
struct PhoneClasses: Sendable, Hashable, Codable {
    /// Numbers of the phonemes of each; a network's class is the place plus one, since the blank
    /// comes first.
    let phones: [[Int]]

    /// Phonemes that count as the same: a voiceless vowel is its voiced kin, since who listens takes
    /// both for the same word. Numbers are append-only, so these stay what they are: a, i, ɯ, e, o.
    static let alike = [[40, 44], [18, 45], [41, 46], [42, 47], [43, 48]]

    /// The phones of clips, ascending.
    init(of clips: some Sequence<[SpokenToken]>) {
        let spoken = Set(clips.lazy.joined().lazy.map(\.phoneme).filter { $0 != Self.pause })
        var phones: [[Int]] = []
        var taken: Set<Int> = []
        for number in spoken.sorted() where !taken.contains(number) {
            let phone = Self.alike.first { $0.contains(number) } ?? [number]
            phones.append(phone)
            taken.formUnion(phone)
        }
        self.phones = phones
    }

    /// Phones as weights name them.
    init(_ phones: [[Int]]) { self.phones = phones }

    /// The classes of a clip's tokens without its pauses; nil where one is of none.
    func numbers(of tokens: [SpokenToken]) -> [Int]? {
        var numbers: [Int] = []
        for token in tokens where token.phoneme != Self.pause {
            guard let place = phones.firstIndex(where: { $0.contains(token.phoneme) }) else {
                return nil
            }
            numbers.append(place + 1)
        }
        return numbers
    }

    /// The number of the pause in every package.
    private static let pause = 0
}
