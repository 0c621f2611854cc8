import SpeechModel
import SpeechPlan
import SpeechText
import Testing

/// What holds for every text and every profile: the chunks say the text once, in
/// order, whole.
@Suite struct CoverageTests {
    /// One random case: a text, and how to plan it.
    struct Case {
        let text: [Sentence]
        let profile: Profile
        let limit: Int?
        let planner: Planner
        let chunks: [Chunk]

        init(seed: UInt64) {
            var random = RandomText(seed: seed)
            text = random.sentences()
            var profile = Profile.builtIn[Int(seed % 3)]
            if seed % 2 == 0 {
                profile.firstLimit = Int.random(in: 3...60, using: &random.random)
                profile.nextLimit = Int.random(in: 3...200, using: &random.random)
                profile.clauseWindow = .seconds(Int.random(in: 0...10, using: &random.random))
            }
            self.profile = profile
            let limit = seed % 5 == 0 ? Int.random(in: 3...120, using: &random.random) : nil
            self.limit = limit
            let words = seed % 3 == 0 ? WordFinder.dictionary : .characters
            let planner = Planner(profile: profile, words: words) { _ in VoiceMeasure(limit: limit)
            }
            self.planner = planner
            chunks = Array(planner.chunks(of: text))
        }
    }

    static let cases = (UInt64(0)..<400).map { Case(seed: $0) }

    /// Everything but white space, which is where chunks may differ from sentences.
    static func letters(_ texts: [String]) -> [Unicode.Scalar] {
        texts.flatMap { $0.unicodeScalars.filter { !$0.properties.isWhitespace } }
    }

    @Test(arguments: UInt64(0)..<16)
    func `every word is said once, in order`(_ block: UInt64) {
        for seed in block * 25..<block * 25 + 25 {
            let one = Self.cases[Int(seed)]
            #expect(
                Self.letters(one.chunks.map(\.text)) == Self.letters(one.text.map(\.spoken.text)),
                "seed \(seed)")
            #expect(one.chunks.map(\.index) == Array(one.chunks.indices), "seed \(seed)")
            for chunk in one.chunks {
                #expect(
                    chunk.text.unicodeScalars.first?.properties.isWhitespace != true, "seed \(seed)"
                )
                #expect(
                    chunk.text.unicodeScalars.last?.properties.isWhitespace != true, "seed \(seed)")
                #expect(!chunk.text.isEmpty || chunk.pauseAfter != nil, "seed \(seed)")
            }
        }
    }

    @Test(arguments: UInt64(0)..<16)
    func `the source is covered once, in order`(_ block: UInt64) {
        for seed in block * 25..<block * 25 + 25 {
            let one = Self.cases[Int(seed)]
            var end = one.text.first?.source.lowerBound ?? 0
            for chunk in one.chunks {
                #expect(chunk.source.lowerBound == end, "seed \(seed)")
                end = chunk.source.upperBound
            }
            #expect(end == one.text.last?.source.upperBound ?? 0, "seed \(seed)")
        }
    }

    @Test(arguments: UInt64(0)..<16)
    func `no chunk is over its hard limit, no word cut that fits`(_ block: UInt64) {
        for seed in block * 25..<block * 25 + 25 {
            let one = Self.cases[Int(seed)]
            let family = Double(one.limit ?? .max)
            var isFirst = true
            for chunk in one.chunks where !chunk.text.isEmpty {
                let limit = Double(isFirst ? one.profile.firstLimit : one.profile.nextLimit)
                let longest = min(max(2 * limit, Double(one.profile.nextLimit)), family)
                let weight = SpokenLength.weight(of: chunk.text.utf8)
                #expect(weight <= longest, "seed \(seed)")
                // Beyond twice the limit there is only a word that is longer, or one
                // pronunciation of several.
                if weight > 2 * limit, chunk.pronunciations.isEmpty {
                    #expect(!chunk.text.contains(" "), "seed \(seed)")
                }
                if chunk.warnings.contains(.wordCut) {
                    #expect(Self.wordLength(in: one, behind: chunk) > longest, "seed \(seed)")
                }
                isFirst = false
            }
        }
    }

    /// The length of the word of which a chunk says a part: the run without white
    /// space from the chunk's start on. Combining marks count a little, as planning
    /// counts them.
    static func wordLength(in one: Case, behind chunk: Chunk) -> Double {
        var run = ""
        for later in one.chunks[chunk.index...] {
            let word = later.text.prefix { !$0.isWhitespace }
            run += word
            if word.count < later.text.count || !later.warnings.contains(.wordCut) { break }
        }
        return max(SpokenLength.weight(of: run.utf8), Double(run.utf8.count) / 16)
    }

    @Test(arguments: UInt64(0)..<16)
    func `pauses, pronunciations and styles keep their places`(_ block: UInt64) {
        for seed in block * 25..<block * 25 + 25 {
            let one = Self.cases[Int(seed)]
            let asked = one.text.compactMap(\.pauseAfter).reduce(.zero, +)
            #expect(one.chunks.compactMap(\.pauseAfter).reduce(.zero, +) == asked, "seed \(seed)")
            let given = one.text.flatMap(\.pronunciations).count
            let kept = one.chunks.flatMap(\.pronunciations).count
            let isLost = one.chunks.contains { $0.warnings.contains(.pronunciationLost) }
            #expect(kept == given || isLost, "seed \(seed)")
            for chunk in one.chunks {
                var end = 0
                for pronunciation in chunk.pronunciations {
                    #expect(pronunciation.range.lowerBound >= end, "seed \(seed)")
                    end = pronunciation.range.upperBound
                }
                #expect(end <= chunk.text.utf8.count, "seed \(seed)")
                let style = one.text.first { $0.source.overlaps(chunk.source) }?.style
                if let style, one.text.allSatisfy({ $0.style == style }) {
                    #expect(chunk.style == style)
                }
            }
        }
    }

    @Test func `fed piece by piece, the plan is the same`() {
        for seed in UInt64(0)..<200 {
            let one = Self.cases[Int(seed)]
            var chunker = Chunker(one.planner)
            var chunks: [Chunk] = []
            for sentence in one.text {
                chunker.push(sentence)
                while let chunk = chunker.next() { chunks.append(chunk) }
            }
            chunker.flush()
            while let chunk = chunker.next() { chunks.append(chunk) }
            #expect(chunks == one.chunks, "seed \(seed)")
            #expect(chunker.next() == nil)
        }
    }

    @Test func `a promise of words changes nothing but when`() {
        for seed in UInt64(0)..<200 {
            let one = Self.cases[Int(seed)]
            var chunker = Chunker(one.planner)
            var chunks: [Chunk] = []
            for (index, sentence) in one.text.enumerated() {
                chunker.push(sentence)
                let next = one.text.dropFirst(index + 1).first
                let isPromised =
                    next?.spoken.text.contains { !$0.isWhitespace } ?? true
                if isPromised { chunker.settle() }
                while let chunk = chunker.next() { chunks.append(chunk) }
            }
            chunker.flush()
            while let chunk = chunker.next() { chunks.append(chunk) }
            #expect(chunks == one.chunks, "seed \(seed)")
        }
    }

    @Test func `with a promise of words the first sentence need not wait for the second`() {
        var chunker = Chunker(Planner(profile: .fast))
        chunker.push(sentences("Hello there. More.")[0])
        #expect(chunker.next() == nil)
        chunker.settle()
        #expect(chunker.next()?.text == "Hello there.")
    }

    @Test func `the first chunk is there before the second sentence`() {
        var chunker = Chunker(Planner(profile: .fast))
        let text = sentences("Hello, world. More.")
        chunker.push(text[0])
        #expect(chunker.next()?.text == "Hello,")
        // What follows the sentence might still join it.
        #expect(chunker.next() == nil)
        chunker.flush()
        #expect(chunker.next()?.text == "world.")
        chunker.push(text[1])
        chunker.flush()
        #expect(chunker.next()?.text == "More.")
    }

    @Test func `a plan takes no more sentences ahead than it needs`() {
        let counter = Counter()
        let endless = sequence(state: 0) { (state: inout Int) -> Sentence? in
            defer { state += 10 }
            counter.count += 1
            return Sentence(
                spoken: MappedText(verbatim: Array("Some word.".utf8), at: state),
                source: state..<state + 10, style: Style(language: .english))
        }
        let chunks = Planner(profile: .fast).chunks(of: endless)
        #expect(Array(chunks.prefix(2)).map(\.text.utf8.count) == [10, 87])
        #expect(counter.count <= 11)
    }

    final class Counter {
        var count = 0
    }
}
