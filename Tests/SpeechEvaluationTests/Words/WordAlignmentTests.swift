import Foundation
import Testing

@testable import SpeechEvaluation

/// Against scripts/golden/words.py: jiwer's errors and numpy's percentiles.
struct WordAlignmentTests {
    @Test(arguments: try GoldenWords.read().pairs)
    func `counts are the reference's`(pair: GoldenWords.Pair) throws {
        let alignment = try #require(
            WordAlignment(reference: pair.said, hypothesis: pair.heard))
        #expect(alignment.counts == pair.counts)
        // What was said and the edits make what was heard.
        var edits = alignment.edits[...]
        var heard: [String] = []
        for (index, word) in (pair.said + [""]).enumerated() {
            while let edit = edits.first, edit.position == index, edit.kind == .insertion {
                heard.append(try #require(edits.removeFirst().hypothesis))
            }
            guard index < pair.said.count else { break }
            if let edit = edits.first, edit.position == index {
                #expect(edit.reference == word)
                heard += edits.removeFirst().hypothesis.map { [$0] } ?? []
            } else {
                heard.append(word)
            }
        }
        #expect(edits.isEmpty)
        #expect(heard == pair.heard)
    }

    @Test(arguments: try GoldenWords.read().pairs)
    func `exchanged texts exchange deletions and insertions`(pair: GoldenWords.Pair) throws {
        let other = try #require(WordAlignment(reference: pair.heard, hypothesis: pair.said))
        #expect(other.counts.substitutions == pair.counts.substitutions)
        #expect(other.counts.deletions == pair.counts.insertions)
        #expect(other.counts.insertions == pair.counts.deletions)
    }

    @Test func `equal texts have no errors`() throws {
        let words = ["a", "b", "a"]
        let alignment = try #require(WordAlignment(reference: words, hypothesis: words))
        #expect(alignment.edits.isEmpty)
        #expect(alignment.counts.correct == 3)
        #expect(alignment.counts.errorRate == 0)
    }

    @Test func `a correct word is worth more than two substitutions`() throws {
        let alignment = try #require(
            WordAlignment(reference: ["a", "b"], hypothesis: ["b", "c"]))
        #expect(
            alignment.edits == [
                WordEdit(kind: .deletion, position: 0, reference: "a", hypothesis: nil),
                WordEdit(kind: .insertion, position: 2, reference: nil, hypothesis: "c"),
            ])
    }

    @Test func `nothing on one side or both is aligned`() throws {
        let nothing = try #require(WordAlignment(reference: [], hypothesis: []))
        #expect(nothing.counts == WordCounts())
        #expect(nothing.counts.errorRate == nil)
        let silence = try #require(WordAlignment(reference: ["a", "b"], hypothesis: []))
        #expect(silence.counts.deletions == 2)
        #expect(silence.counts.errorRate == 1)
        let noise = try #require(WordAlignment(reference: [], hypothesis: ["a"]))
        #expect(noise.counts.insertions == 1)
    }

    @Test func `texts beyond all memory are refused`() {
        let words = [String](repeating: "a", count: 1 << 15)
        #expect(WordAlignment(reference: words, hypothesis: words) == nil)
    }
}

struct BootstrapIntervalTests {
    @Test func `bounds are the reference's`() throws {
        let golden = try GoldenWords.read()
        let interval = try #require(
            BootstrapInterval(golden.pairs.map(\.counts), seed: golden.seed))
        #expect(abs(interval.low - golden.low) < 1e-12)
        #expect(abs(interval.high - golden.high) < 1e-12)
    }

    @Test func `a seed gives the same bounds, another others`() throws {
        let counts = try GoldenWords.read().pairs.map(\.counts)
        #expect(BootstrapInterval(counts, seed: 3) == BootstrapInterval(counts, seed: 3))
        #expect(BootstrapInterval(counts, seed: 3) != BootstrapInterval(counts, seed: 4))
    }

    @Test func `one recording, or one without words, has no bounds`() throws {
        let counts = try GoldenWords.read().pairs.map(\.counts)
        #expect(BootstrapInterval([]) == nil)
        #expect(BootstrapInterval([counts[0]]) == nil)
        #expect(BootstrapInterval([counts[0], WordCounts()]) == nil)
    }

    @Test func `bounds of equal recordings are their rate`() throws {
        var counts = WordCounts()
        counts.correct = 3
        counts.deletions = 1
        let interval = try #require(
            BootstrapInterval([WordCounts](repeating: counts, count: 9)))
        #expect(interval.low == 0.25)
        #expect(interval.high == 0.25)
    }
}

/// What the reference computed.
struct GoldenWords: Decodable {
    struct Pair: Decodable, Sendable, CustomTestStringConvertible {
        let reference, hypothesis: String
        let substitutions, deletions, insertions: Int

        var said: [String] { reference.split(separator: " ").map(String.init) }
        var heard: [String] { hypothesis.split(separator: " ").map(String.init) }
        var counts: WordCounts {
            var counts = WordCounts()
            counts.correct = said.count - substitutions - deletions
            counts.substitutions = substitutions
            counts.deletions = deletions
            counts.insertions = insertions
            return counts
        }
        var testDescription: String { "\(reference) / \(hypothesis)" }
    }

    let pairs: [Pair]
    let seed: UInt64
    let low, high: Double

    static func read() throws -> GoldenWords {
        let url = try #require(
            Bundle.module.url(forResource: "Golden/words", withExtension: "json"))
        return try JSONDecoder().decode(GoldenWords.self, from: Foundation.Data(contentsOf: url))
    }
}
