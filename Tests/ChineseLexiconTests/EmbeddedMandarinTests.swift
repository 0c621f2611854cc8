import CMandarinWords
import SpeechText
import Testing

@testable import ChineseLexicon

@Suite struct `Embedded Mandarin` {
    let lexicon = EmbeddedMandarin()

    /// The words of a text's beginning.
    private func words(_ text: String) -> [String: [PinyinSyllable]?] {
        let scalars = Array(text.unicodeScalars)
        var words: [String: [PinyinSyllable]?] = [:]
        lexicon.forEachWord(in: scalars, at: 0) { entry in
            let word = String(String.UnicodeScalarView(scalars[..<entry.length]))
            words[word] = .some(lexicon.syllables(of: entry))
        }
        return words
    }

    @Test func `finds words and their readings`() {
        let found = words("银行行长在")
        #expect(found.keys.sorted() == ["银行", "银行行长"])
        #expect(found["银行"]??.map(\.description) == ["yin2", "hang2"])
        #expect(found["银行行长"]??.map(\.description) == ["yin2", "hang2", "hang2", "zhang3"])
        // A word that is read as its characters are has no reading of its own.
        #expect(words("今天").keys.contains("今天"))
        #expect(words("今天")["今天"] == .some(nil))
        #expect(words("Aあ").isEmpty)
    }

    @Test func `frequent words cost less`() throws {
        let often = try #require(lexicon.entry(for: "的"))
        let seldom = try #require(lexicon.entry(for: "魑"))
        #expect(often.cost < seldom.cost)
        #expect(lexicon.entry(for: "A") == nil)
        #expect(lexicon.entry(for: "\u{20000}") == nil)
    }

    @Test func `characters`() {
        #expect(lexicon.syllable(of: "好")?.description == "hao3")
        #expect(lexicon.syllable(of: "慶")?.description == "qing4")
        #expect(lexicon.syllable(of: "a") == nil)
        #expect(lexicon.simplified("慶") == "庆")
        #expect(lexicon.simplified("好") == "好")
        #expect(lexicon.simplified("著") == "著")
        #expect(lexicon.simplified("\u{20000}") == "\u{20000}")
    }

    /// The script that makes the file numbers initials and finals as ``PinyinSyllable`` does.
    @Test func `the file numbers syllables as the program does`() throws {
        let bytes = UnsafeRawBufferPointer(start: cMandarinWords, count: cMandarinWordsCount)
        let file = try #require(MandarinFile(bytes))
        let initials = PinyinSyllable.Initial.allCases.map { $0 == .none ? "" : "\($0)" }
        let finals = PinyinSyllable.Final.allCases.map(\.letters)
        #expect(
            file.names == initials.joined(separator: "|") + "/" + finals.joined(separator: "|"))
    }

    @Test func `what is no such file is refused`() {
        let bytes: [UInt8] = Array("SYRXZH01".utf8) + [UInt8](repeating: 0xFF, count: 100)
        bytes.withUnsafeBytes { #expect(MandarinFile($0) == nil) }
        bytes.dropFirst().withUnsafeBytes { #expect(MandarinFile($0) == nil) }
        [UInt8]().withUnsafeBytes { #expect(MandarinFile($0) == nil) }
    }
}
