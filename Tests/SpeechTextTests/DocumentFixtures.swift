import SpeechText
import Testing

/// The sentences of a text, all of them.
func sentences(
    _ text: String, _ format: TextFormat = .plain, options: TextOptions = TextOptions()
) throws -> [Sentence] {
    Array(try Document(Array(text.utf8), format: format, options: options).sentences)
}

/// What is said, a string a sentence.
func spoken(
    _ text: String, _ format: TextFormat = .plain, options: TextOptions = TextOptions()
) throws -> [String] {
    try sentences(text, format, options: options).map(\.spoken.text)
}

/// Checks what every document promises: the sources cover the source, offsets are
/// in order and on scalar boundaries, nothing is empty.
func expectSound(
    _ document: Document, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    var position = 0
    var count = 0
    for sentence in document.sentences {
        count += 1
        #expect(sentence.source.lowerBound == position, comment, sourceLocation: sourceLocation)
        position = sentence.source.upperBound
        let utf8 = sentence.spoken.utf8
        #expect(
            !utf8.isEmpty || sentence.pauseAfter != nil, comment, sourceLocation: sourceLocation)
        #expect(
            String(decoding: utf8, as: UTF8.self).utf8.count == utf8.count, comment,
            sourceLocation: sourceLocation)
        #expect(!utf8.contains(0), comment, sourceLocation: sourceLocation)
        #expect(
            sentence.spoken.spans.last?.end ?? 0 == utf8.count, comment,
            sourceLocation: sourceLocation)
        for ends in [sentence.clauseEnds, sentence.wordEnds] {
            var last = 0
            for end in ends {
                #expect(end > last && end < utf8.count, comment, sourceLocation: sourceLocation)
                #expect(utf8[end] & 0xC0 != 0x80, comment, sourceLocation: sourceLocation)
                last = end
            }
        }
        var last = 0
        for pronunciation in sentence.pronunciations {
            #expect(pronunciation.range.lowerBound >= last, comment, sourceLocation: sourceLocation)
            #expect(!pronunciation.range.isEmpty, comment, sourceLocation: sourceLocation)
            last = pronunciation.range.upperBound
        }
        #expect(last <= utf8.count, comment, sourceLocation: sourceLocation)
    }
    #expect(
        position == (count == 0 ? 0 : document.source.count), comment,
        sourceLocation: sourceLocation)
}

/// Random numbers of a fixed seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
