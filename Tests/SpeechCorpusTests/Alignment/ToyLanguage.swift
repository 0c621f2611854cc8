import AudioSignal
import Glibc
import SpeechCorpus

/// A language of three sounds whose times are known: `lo` and `hi` are tones, `sh` is noise.
struct ToyLanguage {
    private var seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    static let words = [
        "lohi": ["lo", "hi"], "shlo": ["sh", "lo"], "hish": ["hi", "sh"], "lo": ["lo"],
        "hisho": ["hi", "sh", "lo"],
    ]

    /// Something said, with the first sample of each phone and the last one's end.
    struct Saying {
        var words: [String]
        var audio: AudioBuffer
        var starts: [(phone: String, sample: Int)] = []
        var end = 0
        /// The pauses between words, in samples.
        var pauses: [Range<Int>] = []

        func utterance(_ name: String) -> AlignmentUtterance {
            AlignmentUtterance(
                name: name,
                words: words.map {
                    AlignmentWord($0, pronunciations: [ToyLanguage.words[$0] ?? ["lo"]])
                })
        }
    }

    /// Says words; `pause` seconds lie before each word but the first.
    mutating func say(_ words: [String], pause: (Int) -> Double = { _ in 0 }) -> Saying {
        var saying = Saying(words: words, audio: AudioBuffer(rate: SampleRate(16_000)))
        add(&saying, 0.1 + 0.1 * chance(), "")
        for (index, word) in words.enumerated() {
            if index > 0, pause(index) > 0 {
                let start = saying.audio.samples.count
                add(&saying, pause(index), "")
                saying.pauses.append(start..<saying.audio.samples.count)
            }
            for phone in Self.words[word] ?? [] {
                saying.starts.append((phone, saying.audio.samples.count))
                add(&saying, 0.05 + 0.07 * chance(), phone)
            }
        }
        saying.end = saying.audio.samples.count
        add(&saying, 0.1 + 0.1 * chance(), "")
        return saying
    }

    /// Sayings of so many words each. No phone follows itself: nobody could tell where.
    mutating func corpus(_ count: Int, words: Int = 4) -> [Saying] {
        let names = Self.words.keys.sorted()
        return (0..<count).map { _ in
            var text: [String] = []
            while text.count < words {
                let word = names[Int(chance() * Double(names.count))]
                let last = text.last.flatMap { Self.words[$0]?.last }
                if Self.words[word]?.first != last { text.append(word) }
            }
            let pauses = (0..<words).map { _ in chance() < 0.3 ? 0.1 + 0.1 * chance() : 0 }
            return say(text) { pauses[$0] }
        }
    }

    private mutating func add(_ saying: inout Saying, _ seconds: Double, _ phone: String) {
        let first = saying.audio.samples.count
        for index in first..<first + Int(seconds * 16_000) {
            let time = Double(index) / 16_000
            let noise = 2 * chance() - 1
            let sound =
                switch phone {
                case "lo": sin(2 * .pi * 300 * time) + 0.05 * noise
                case "hi": 0.7 * sin(2 * .pi * 2200 * time) + 0.05 * noise
                case "sh": 0.8 * noise
                default: 0.01 * noise
                }
            saying.audio.samples.append(Float(0.3 * sound))
        }
    }

    /// 0..<1, evenly (SplitMix64).
    private mutating func chance() -> Double {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var bits = seed
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }
}

/// Aligns sayings with what is taken for their texts.
func align(
    _ sayings: [ToyLanguage.Saying], texts: [AlignmentUtterance]? = nil,
    _ change: (inout AlignmentSettings) -> Void = { _ in }
) async throws -> [Result<PhoneAlignment, AlignmentRejection>] {
    var settings = AlignmentSettings()
    settings.components = 1
    change(&settings)
    let audio = sayings.map(\.audio)
    return try await CorpusAlignment(settings).align(
        texts ?? sayings.enumerated().map { $1.utterance("\($0)") },
        audio: { audio[$0] })
}
