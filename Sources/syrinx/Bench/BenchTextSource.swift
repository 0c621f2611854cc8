/// Prose for benchmarks, as long as wanted: sentences of 6 to 18 words with commas, numbers, names
/// and paragraphs, put together by a fixed rule.
enum BenchTextSource {
    /// A text of at least so many bytes.
    static func prose(
        bytes: Int, in language: BenchLanguage = .en, seed: UInt64 = 1
    ) -> [UInt8] {
        var random = SplitMix(state: seed)
        let (words, spices, marks) = (language.words, language.spices, language.marks)
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 256)
        while text.count < bytes {
            let length = 6 + random.below(13)
            var sentence = ""
            for index in 0..<length {
                if index > 0 { sentence += random.below(9) == 0 ? marks.comma : marks.space }
                let word =
                    random.below(40) == 0
                    ? spices[random.below(spices.count)] : words[random.below(words.count)]
                sentence += index == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word
            }
            sentence += marks.ends[random.below(marks.ends.count)]
            if random.below(7) == 0 { sentence += "\n\n" }
            text += Array(sentence.utf8)
        }
        return text
    }

    /// About so many minutes of speech.
    static func prose(minutes: Int, in language: BenchLanguage = .en) -> [UInt8] {
        prose(bytes: minutes * language.bytesOfMinute, in: language)
    }
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
