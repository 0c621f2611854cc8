import SpeechText

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on
/// every machine.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Sentences of random Unicode as hostile as the contract allows: any scalars, any
/// marks, replaced runs, pauses, changes of style, gaps of white space.
struct RandomText {
    var random: Seeded
    private(set) var source = 0

    init(seed: UInt64) { random = Seeded(seed) }

    mutating func sentences() -> [Sentence] {
        (0..<Int.random(in: 0...30, using: &random)).map { _ in sentence() }
    }

    mutating func sentence() -> Sentence {
        let start = source
        var spoken = MappedText()
        source += Int.random(in: 0...2, using: &random)
        let words = chance(10) ? 0 : Int.random(in: 1...(chance(20) ? 200 : 12), using: &random)
        var clauses: [Int] = []
        for index in 0..<words {
            if index > 0 { append(space(), to: &spoken) }
            append(word(), to: &spoken)
            if chance(8) {
                append([",", "、", ";", "—"].randomElement(using: &random) ?? ",", to: &spoken)
            }
            if index + 1 < words, chance(6) { clauses.append(spoken.utf8.count) }
        }
        source += Int.random(in: 0...2, using: &random)
        var pause: Duration?
        if words == 0 || chance(15) {
            pause = .milliseconds(Int.random(in: 0...3_000, using: &random))
        }
        var prosody = Prosody.neutral
        if chance(10) { prosody.rate = 2 }
        return Sentence(
            spoken: spoken, source: start..<source,
            style: Style(language: chance(10) ? .japanese : .english, prosody: prosody),
            clauseEnds: clauses, pronunciations: pronunciations(spoken),
            boundary: chance(8)
                ? .paragraph : chance(20) ? .word : chance(20) ? .clause : .sentence,
            pauseAfter: pause)
    }

    private mutating func chance(_ one: Int) -> Bool {
        Int.random(in: 0..<one, using: &random) == 0
    }

    private mutating func space() -> String { chance(10) ? "\u{2003} " : chance(4) ? "" : " " }

    private mutating func append(_ text: String, to spoken: inout MappedText) {
        if chance(10) {
            let length = Int.random(in: 0...8, using: &random)
            spoken.append(text.utf8, for: source..<source + length)
            source += length
        } else {
            spoken.append(verbatim: Array(text.utf8), at: source)
            source += text.utf8.count
        }
    }

    private mutating func word() -> String {
        var word = String.UnicodeScalarView()
        let length =
            chance(30)
            ? Int.random(in: 50...400, using: &random) : Int.random(in: 1...9, using: &random)
        let kind = Int.random(in: 0..<8, using: &random)
        for _ in 0..<length {
            let range: ClosedRange<UInt32> =
                switch kind {
                case 0...2: 0x61...0x7A
                case 3: 0x4E00...0x4EFF
                case 4: 0x3041...0x3096
                case 5: chance(3) ? 0x300...0x36F : 0xE0...0xFF
                case 6: chance(2) ? 0x1F300...0x1F64F : 0x200D...0x200D
                default: 0x21...0x10FFFF
                }
            let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) ?? "x"
            word.append(scalar.properties.isWhitespace ? "y" : scalar)
        }
        return String(word)
    }

    private mutating func pronunciations(_ spoken: MappedText) -> [Pronunciation] {
        guard chance(4) else { return [] }
        let bounds = spoken.text.unicodeScalars.indices.map {
            spoken.text.utf8.distance(from: spoken.text.startIndex, to: $0)
        }
        guard bounds.count > 4 else { return [] }
        let first = bounds.count / 3
        return [
            Pronunciation(range: bounds[0]..<bounds[first], ipa: "a"),
            Pronunciation(range: bounds[first]..<bounds[first + 1], ipa: "b"),
        ]
    }
}
