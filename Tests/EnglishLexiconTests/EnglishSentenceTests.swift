import EnglishLexicon
import Foundation
import SpeechText
import Testing

@Suite struct `English sentences` {
    let phonemizer: EnglishPhonemizer

    init() throws { phonemizer = EnglishPhonemizer(lexicon: try CMULexicon()) }

    private func names(_ text: String) throws -> String {
        try Array(Document(Array(text.utf8)).sentences).map { phonemizer.phonemes(of: $0).names }
            .joined(separator: " ")
    }

    @Test(arguments: [
        (
            "The FBI said NASA's GPUs work.",
            "DH IY0 | EH1 F | B IY1 | AY1 | S EH1 D | N AE1 S AH0 Z | JH IY1 | P IY1 | Y UW1 Z | "
                + "W ER1 K ."
        ),
        ("An AI model.", "AE0 N | EY1 | AY1 | M AA1 D AH0 L ."), ("AI", "EY1 | AY1 ."),
        ("The AI's answer.", "DH IY0 | EY1 | AY1 Z | AE1 N S ER0 ."),
        ("Vitamin A, a dog.", "V AY1 T AH0 M AH0 N | EY1 , | AH0 | D AO1 G ."),
        ("I'm going to.", "AY1 M | G OW1 IH0 NG | T UW1 ."),
        ("O'Brien met D'Angelo.", "OW0 B R AY1 IH0 N | M EH1 T | D AE1 N JH AH0 L OW0 ."),
        ("state-of-the-art", "S T EY1 T | AH0 V | DH IY0 | AA1 R T ."),
        ("my homepage", "M AY0 | HH OW1 M P EY2 JH ."),
        ("We were doin' it in May.", "W IY0 | W ER0 | D UW1 AH0 N | IH0 T | IH0 N | M EY1 ."),
        ("hmm, psst!", "HH AH1 M , | P S IH1 S T ."),
    ])
    func `read`(text: String, expected: String) throws { #expect(try names(text) == expected) }

    /// flite's own program says nearly the same: it knows fewer homographs, and has no `to`
    /// before vowels.
    @Test func `agree with flite`() throws {
        let path = try #require(
            Bundle.module.path(forResource: "flite", ofType: "tsv", inDirectory: "Golden"))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        var errors = 0
        var total = 0
        for line in lines {
            let parts = line.split(separator: "\t")
            let theirs = parts[1].split(separator: " ").map { $0 == "ax" ? "ah" : String($0) }
            let sequence = phonemizer.phonemes(of: String(parts[0]))
            let ours = sequence.phonemes.compactMap {
                PhonemeInventory.english.name(of: $0.symbol)?.lowercased()
            }
            errors += distance(ours, theirs)
            total += theirs.count
        }
        #expect(lines.count >= 200)
        // 50 of 9125 when this was written.
        #expect(Double(errors) <= 0.008 * Double(total), "\(errors) of \(total)")
    }

    private func distance(_ a: [String], _ b: [String]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var last = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let best = min(row[j] + 1, row[j + 1] + 1, last + (x == y ? 0 : 1))
                last = row[j + 1]
                row[j + 1] = best
            }
        }
        return row[b.count]
    }
}
