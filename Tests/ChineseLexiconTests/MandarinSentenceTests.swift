import ChineseLexicon
import Foundation
import SpeechText
import Testing

/// Sentences against pypinyin and against readings by hand (scripts/golden/mandarin_pinyin.py).
@Suite struct `Mandarin sentences` {
    /// A list of sentences, and of how many syllables of a hundred at least are the tool's and
    /// the reader's.
    enum List: String, CaseIterable {
        case sentences
        case heldOut = "held-out"
    }

    /// What the tool leaves in its full tone is neutral in the dictionary (东西 is dong1xi1 to
    /// it), so both count; 一 and 不 have the tone of what follows in some of its words. Of what
    /// then differs nearly all is the tool's mistake: see the next test.
    @Test(arguments: [(List.sentences, 0.98), (.heldOut, 0.973)])
    func `agree with pypinyin`(list: List, least: Double) throws {
        var same = 0
        var all = 0
        for (text, tool) in try golden("pypinyin.tsv", list) {
            let ours = syllables(of: text)
            #expect(ours.count == tool.count, "\(text)")
            for (syllable, (other, character)) in zip(ours, zip(tool, han(text))) {
                all += 1
                let isNeutral = syllable.last == "5" || other.last == "5"
                same +=
                    syllable == other || character == "一" || character == "不"
                        || isNeutral && syllable.dropLast() == other.dropLast() ? 1 : 0
            }
        }
        #expect(Double(same) / Double(all) >= least, "\(same) of \(all)")
    }

    @Test(arguments: [(List.sentences, 0.999), (.heldOut, 0.995)])
    func `are read as a reader reads them`(list: List, least: Double) throws {
        var same = 0
        var all = 0
        for (text, reader) in try golden("readings.tsv", list) {
            let ours = syllables(of: text)
            #expect(ours.count == reader.count, "\(text)")
            all += reader.count
            same += zip(ours, reader).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
        }
        #expect(Double(same) / Double(all) >= least, "\(same) of \(all)")
    }

    /// The dictionary's tones, one syllable a character; 儿 in its own.
    private func syllables(of text: String) -> [String] {
        MandarinPhonemizer(lexicon: EmbeddedMandarin()).readings(of: text).flatMap { word in
            word.syllables.flatMap { syllable -> [String] in
                guard syllable.isRhotic else { return ["\(syllable)"] }
                var plain = syllable
                plain.isRhotic = false
                return ["\(plain)", "er5"]
            }
        }
    }

    private func han(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { ("\u{3400}"..."\u{9FFF}").contains($0) }
    }

    private func golden(_ file: String, _ list: List) throws -> [(String, [String])] {
        let url = try #require(
            Bundle.module.url(forResource: "Golden/\(file)", withExtension: nil))
        let text = try String(contentsOf: url, encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t")
            guard fields[0] == list.rawValue else { return nil }
            return (String(fields[1]), fields[2].split(separator: " ").map(String.init))
        }
    }
}
