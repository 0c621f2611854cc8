/// English prose for benchmarks, as long as wanted: sentences of 6 to 18 words with
/// commas, numbers, names and paragraphs, put together by a fixed rule.
enum BenchTextSource {
    private static let words = """
        the river runs past an old mill where children used to play in summer while farmers \
        brought grain and told stories of distant towns and winter storms that nobody else \
        remembered quite so well as she did because every evening her father lit the lamp by \
        the window and read aloud from a book of travels until all of them had fallen asleep
        """.split(separator: " ").map(String.init)

    private static let spices = [
        "in 1987", "for $12.50", "at 7:30", "Dr. Smith", "3 km away", "on May 4, 2021", "25%",
    ]

    /// A text of at least so many bytes.
    static func prose(bytes: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SplitMix(state: seed)
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 256)
        while text.count < bytes {
            let length = 6 + random.below(13)
            var sentence = ""
            for index in 0..<length {
                if index > 0 { sentence += random.below(9) == 0 ? ", " : " " }
                let word =
                    random.below(40) == 0
                    ? spices[random.below(spices.count)] : words[random.below(words.count)]
                sentence += index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word
            }
            sentence += [". ", ". ", ". ", "! ", "? "][random.below(5)]
            if random.below(7) == 0 { sentence += "\n\n" }
            text += Array(sentence.utf8)
        }
        return text
    }

    /// About so many minutes of speech: 15 characters a second.
    static func prose(minutes: Int) -> [UInt8] { prose(bytes: minutes * 900) }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
