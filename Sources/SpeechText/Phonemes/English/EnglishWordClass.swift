/// What a word can be in a sentence, as far as its form tells.
struct EnglishWordClass: OptionSet {
    let rawValue: UInt32

    static let determiner = Self(rawValue: 1 << 0)
    static let possessive = Self(rawValue: 1 << 1)
    static let number = Self(rawValue: 1 << 2)
    static let subject = Self(rawValue: 1 << 3)
    static let object = Self(rawValue: 1 << 4)
    static let modal = Self(rawValue: 1 << 5)
    static let to = Self(rawValue: 1 << 6)
    static let be = Self(rawValue: 1 << 7)
    static let have = Self(rawValue: 1 << 8)
    static let does = Self(rawValue: 1 << 9)
    static let preposition = Self(rawValue: 1 << 10)
    static let conjunction = Self(rawValue: 1 << 11)
    static let clause = Self(rawValue: 1 << 12)
    static let adverb = Self(rawValue: 1 << 13)
    static let degree = Self(rawValue: 1 << 14)
    static let adjective = Self(rawValue: 1 << 15)
    static let verb = Self(rawValue: 1 << 16)
    static let past = Self(rawValue: 1 << 17)
    static let noun = Self(rawValue: 1 << 18)
    static let plural = Self(rawValue: 1 << 19)
    static let gerund = Self(rawValue: 1 << 20)
    static let relative = Self(rawValue: 1 << 21)
    /// Said without weight between other words.
    static let weak = Self(rawValue: 1 << 22)
    /// Without weight even before a pause.
    static let alwaysWeak = Self(rawValue: 1 << 23)

    func has(_ other: Self) -> Bool { !isDisjoint(with: other) }

    /// The class of a word in small letters.
    static func of(_ word: String) -> Self {
        if let known = closed[word] { return known }
        if word.utf8.contains(0x27) { return ofContraction(word) }
        return ofOpen(word)
    }

    /// The class of a function word; nil for others.
    static func closed(_ word: String) -> Self? {
        word.utf8.count <= longestClosed ? closed[word] : nil
    }

    private static func ofContraction(_ word: String) -> Self {
        guard let mark = word.lastIndex(of: "'") else { return [] }
        let stem = String(word[..<mark])
        switch word[mark...] {
        case "'ll": return [.modal, .subject]
        case "'ve": return [.have, .subject]
        case "'re", "'m": return [.be, .subject]
        case "'d": return [.modal, .have]
        case "'t":
            guard stem.last == "n" else { return [] }
            return (closed[String(stem.dropLast())] ?? closed[stem] ?? .modal)
                .subtracting([.weak, .alwaysWeak])
        case "'s":
            let isPronoun = closed[stem]?.has([.subject, .relative, .clause]) ?? false
            return isPronoun || ["that", "there", "here", "let"].contains(stem)
                ? .be : .possessive
        default: return []
        }
    }

    /// A guess by the ending.
    private static func ofOpen(_ word: String) -> Self {
        let count = word.utf8.count
        guard count > 3 else { return .noun }
        func ends(_ suffixes: String...) -> Bool { suffixes.contains { word.hasSuffix($0) } }
        if ends("ly") { return .adverb }
        if ends("ing") { return [.gerund, .noun] }
        if ends("ed") { return [.past, .adjective] }
        if ends("tion", "ment", "ness", "ity", "ism", "ist", "ship", "ance", "ence") {
            return .noun
        }
        if ends("ful", "ous", "able", "ible", "ical", "less", "ish", "ive", "ary", "ern", "ial") {
            return .adjective
        }
        if ends("al", "ic"), count > 5 { return [.adjective, .noun] }
        if ends("s"), !ends("ss", "us", "is") { return [.noun, .plural] }
        return .noun
    }

    private static let closed: [String: Self] = {
        var table: [String: Self] = [:]
        for (tags, words) in rows {
            for word in words.split(separator: " ") {
                table[String(word), default: []].insert(tags)
            }
        }
        return table
    }()
    private static let longestClosed = 12

    private static let rows: [(Self, String)] = [
        (
            .determiner,
            """
            the a an this that these those every each some any no another either neither what which \
            whose all both half such
            """
        ),
        (.possessive, "my your his her its our their whose"),
        (
            .number,
            """
            one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty \
            hundred thousand million many few several dozen more most
            """
        ),
        (.subject, "i we they you he she it who there everyone everybody nobody someone people"),
        (.object, "me him us them it you her myself himself herself itself themselves ourselves"),
        (
            .modal,
            "will would can could shall should may might must cannot wo ca gonna wanna won can't don't"
        ),
        (.to, "to"),
        (.be, "is are was were am be been being isn't aren't wasn't weren't ain't got gets get"),
        (.have, "has have had having"),
        (.does, "do does did don didn't doesn't don't"),
        (
            .preposition,
            """
            of in on at by for from with about against between into through during before after above \
            below under over near among across behind beyond without within toward towards upon \
            around along despite per via off onto out up down
            """
        ),
        (.conjunction, "and or but nor"),
        (
            .clause,
            """
            if when because while although though since until as than whether where why how unless \
            once
            """
        ),
        (.relative, "who which that"),
        ([.noun, .plural], "police men women children people"),
        (
            .adverb,
            """
            not never always often also still already then just now usually sometimes soon again ever \
            even only rarely seldom here there today
            """
        ),
        (.degree, "very so too how quite rather as more most pretty extremely really fairly"),
        (
            .adjective,
            """
            new old good great long high low big small little young early late public own last next \
            first second third best better other same large whole main major local real full short \
            strong weak hard easy free open clear black white red blue green cold hot warm dark light \
            heavy rich poor single double final current recent past future strict bad worst fine huge \
            deep sharp loud quiet gentle bitter fresh dry wet strange simple
            """
        ),
        (
            .verb,
            """
            make makes take takes give gives get gets see sees hear hears watch let lets help helps keep \
            keeps save saves risk lose loses change set sets sign signs break breaks buy sell need \
            want like love hate find finds know knows say says tell tells put call \
            show play use become becomes include includes offer provide \
            provides receive cost bring brings try tries begin start starts stop stops seem seems
            """
        ),
        (
            [.verb, .past],
            """
            made took gave saw heard let kept lost broke bought sold found knew said told put set became \
            brought began cost held wrote won left went came ran
            """
        ),
        (
            [.weak, .alwaysWeak],
            "a an the he him his her it its we us you your they them their my me i she"
        ),
        (
            .weak,
            """
            to of and or but for from in on at by with as than is are was were be been am has have had \
            can could will would shall should must may might if into
            """
        ),
    ]
}
