/// A Mandarin syllable with its tone, as a recording's file name tells it.
public struct NamedSyllable: Sendable, Hashable {
    /// Letters without the tone, such as `ma` or `_ng`.
    public let letters: String
    /// The tone, 1 to 4.
    public let tone: Int

    /// How many tones there are to tell from each other. The neutral tone has no melody of its own.
    public static let tones = 4

    /// Reads a name such as `cmn-ma3.opus` or `lu:4.wav`: Pinyin, the tone's digit behind it,
    /// perhaps another part and a hyphen before.
    ///
    /// - Returns: nil for names without a tone from 1 to 4.
    public init?(fileName: String) {
        let file = fileName.split(separator: "/").last ?? ""
        let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
        let syllable = stem.split(separator: "-").last ?? ""
        guard let digit = syllable.last, let tone = Int(String(digit)),
            (1...Self.tones).contains(tone), syllable.dropLast().contains(where: \.isLetter)
        else { return nil }
        letters = String(syllable.dropLast())
        self.tone = tone
    }
}
