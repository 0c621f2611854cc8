/// A syllable of Mandarin as Hanyu Pinyin writes it: initial, final, tone.
///
/// Spellings that stand for nothing of their own are undone: `yue` has no initial and the final
/// `üe`, `you` the final `iu`, `ju` the final `ü`.
public struct PinyinSyllable: Hashable, Sendable {
    /// The consonant that a syllable begins with. The numbers are in the lexicon's file.
    public enum Initial: UInt8, Sendable, CaseIterable {
        /// None: `yi`, `wu`, `an`.
        case none
        case b, p, m, f, d, t, n, l, g, k, h, j, q, x, zh, ch, sh, r, z, c, s
    }

    /// What follows the initial. The numbers are in the lexicon's file.
    public enum Final: UInt8, Sendable, CaseIterable {
        case a, o, e, ê, ai, ei, ao, ou, an, en, ang, eng, ong, er
        case i, ia, ie, iao, iu, ian, `in`, iang, ing, iong, io, iai
        case u, ua, uo, uai, ui, uan, un, uang, ueng
        case ü, üe, üan, ün
        /// Interjections that are a nasal alone.
        case m, n, ng

        /// The final's letters, without what spelling changes.
        public var letters: String { String(describing: self) }
    }

    /// The initial.
    public var initial: Initial
    /// The final.
    public var final: Final
    /// The tone, 1 to 4; 5 is the neutral one.
    public var tone: UInt8
    /// Whether 儿 has become a part of it: `huar`.
    public var isRhotic = false

    /// Makes a syllable.
    public init(_ initial: Initial, _ final: Final, tone: UInt8, isRhotic: Bool = false) {
        precondition((1...5).contains(tone), "no such tone")
        self.initial = initial
        self.final = final
        self.tone = tone
        self.isRhotic = isRhotic
    }

    /// The syllable of a number in the lexicon's file: initial, final (6 bits), tone (3 bits).
    public init?(code: UInt16) {
        guard let initial = Initial(rawValue: UInt8(truncatingIfNeeded: code >> 9)),
            let final = Final(rawValue: UInt8(truncatingIfNeeded: code >> 3 & 63)),
            (1...5).contains(code & 7)
        else { return nil }
        self.init(initial, final, tone: UInt8(code & 7))
    }

    /// Its number in the lexicon's file.
    public var code: UInt16 {
        UInt16(initial.rawValue) << 9 | UInt16(final.rawValue) << 3 | UInt16(tone)
    }

    /// The same in another tone.
    public func with(tone: UInt8) -> PinyinSyllable {
        PinyinSyllable(initial, final, tone: tone, isRhotic: isRhotic)
    }

    /// Whether two syllables differ in nothing but their tones.
    public func hasSounds(of other: PinyinSyllable) -> Bool {
        initial == other.initial && final == other.final && isRhotic == other.isRhotic
    }
}

extension PinyinSyllable: CustomStringConvertible {
    /// The syllable in Pinyin with its tone number: `lü4`, `zhong1`, `yue4`, `huar1`.
    public var description: String { letters + (isRhotic ? "r" : "") + "\(tone)" }

    /// The syllable in Pinyin without its tone.
    public var letters: String {
        let final = self.final.letters
        switch initial {
        case .none: return Self.alone[self.final] ?? final
        case .j, .q, .x:
            return "\(initial)" + (final.first == "ü" ? "u" + final.dropFirst() : final)
        default: return "\(initial)" + final
        }
    }

    /// Finals without an initial that are spelt otherwise.
    private static let alone: [Final: String] = [
        .i: "yi", .ia: "ya", .ie: "ye", .iao: "yao", .iu: "you", .ian: "yan", .in: "yin",
        .iang: "yang", .ing: "ying", .iong: "yong", .io: "yo", .iai: "yai", .ong: "weng",
        .u: "wu", .ua: "wa", .uo: "wo", .uai: "wai", .ui: "wei", .uan: "wan", .un: "wen",
        .uang: "wang", .ueng: "weng", .ü: "yu", .üe: "yue", .üan: "yuan", .ün: "yun",
    ]

    private static let finalsAlone = Dictionary(
        Final.allCases.filter { $0 != .ong }.map { (alone[$0] ?? $0.letters, $0) },
        uniquingKeysWith: { first, _ in first })
    private static let finals = Dictionary(
        uniqueKeysWithValues: Final.allCases.map { ($0.letters, $0) })
    /// Longest first, so that `zh` comes before `z`.
    private static let initials = Initial.allCases.dropFirst().map { (name: "\($0)", value: $0) }
        .sorted { $0.name.utf8.count > $1.name.utf8.count }

    /// The syllable that Pinyin with a tone number stands for (`v` is ü, `r` behind a syllable is
    /// 儿; without a number the tone is neutral); nil for what is none.
    public init?(_ text: some StringProtocol) {
        var letters = text.lowercased().replacing("v", with: "ü")
        var tone: UInt8 = 5
        if let digit = letters.last?.wholeNumberValue {
            guard (1...5).contains(digit) else { return nil }
            tone = UInt8(digit)
            letters.removeLast()
        }
        if let syllable = Self.plain(letters, tone) {
            self = syllable
        } else if letters.last == "r", var syllable = Self.plain(String(letters.dropLast()), tone) {
            syllable.isRhotic = true
            self = syllable
        } else {
            return nil
        }
    }

    private static func plain(_ letters: String, _ tone: UInt8) -> PinyinSyllable? {
        if let final = finalsAlone[letters] { return PinyinSyllable(.none, final, tone: tone) }
        guard let (name, initial) = initials.first(where: { letters.hasPrefix($0.name) }) else {
            return nil
        }
        var rest = String(letters.dropFirst(name.count))
        if [.j, .q, .x].contains(initial), rest.hasPrefix("u") { rest = "ü" + rest.dropFirst() }
        if rest == "ue" { rest = "üe" }
        guard let final = finals[rest], ![.m, .n, .ng].contains(final) else { return nil }
        return PinyinSyllable(initial, final, tone: tone)
    }

    /// The syllables of a word in Pinyin with tone numbers, `zhong1guo2`; nil where one is none.
    public static func word(_ text: some StringProtocol) -> [PinyinSyllable]? {
        var syllables: [PinyinSyllable] = []
        var letters = ""
        for character in text {
            letters.append(character)
            guard character.isWholeNumber else { continue }
            guard let syllable = PinyinSyllable(letters) else { return nil }
            syllables.append(syllable)
            letters = ""
        }
        return letters.isEmpty ? syllables : nil
    }
}
