import SpeechText

/// Sentences of a text for tests, found by marks alone: full stops end sentences,
/// commas end clauses, empty lines end paragraphs, spoken text is the source.
func sentences(_ text: String, language: Language = .english) -> [Sentence] {
    let bytes = Array(text.utf8)
    var result: [Sentence] = []
    var start = 0
    var offset = 0
    var clauses: [Int] = []

    func end(_ boundary: Boundary) {
        var lower = start
        while lower < offset, isSpace(bytes[lower]) { lower += 1 }
        var upper = offset
        while upper > lower, isSpace(bytes[upper - 1]) { upper -= 1 }
        if lower == upper {
            if let last = result.indices.last {
                result[last].source = result[last].source.lowerBound..<offset
                result[last].boundary = max(result[last].boundary, boundary)
                start = offset
            }
            clauses = []
            return
        }
        let ends = clauses.filter { $0 > lower && $0 < upper }.map { $0 - lower }
        result.append(
            Sentence(
                spoken: MappedText(verbatim: bytes[lower..<upper], at: lower),
                source: start..<offset, style: Style(language: language), clauseEnds: ends,
                boundary: boundary))
        start = offset
        clauses = []
    }

    while offset < bytes.count {
        let rest = bytes[offset...]
        if rest.starts(with: "\n\n".utf8) {
            offset += 2
            end(.paragraph)
            continue
        }
        let wide = ["。", "！", "？"].contains { rest.starts(with: $0.utf8) }
        let wideComma = ["、", "，"].contains { rest.starts(with: $0.utf8) }
        let isLast = offset + 1 >= bytes.count
        let isStop = ".!?".utf8.contains(bytes[offset]) && (isLast || isSpace(bytes[offset + 1]))
        let isComma = ",;:".utf8.contains(bytes[offset]) && (isLast || isSpace(bytes[offset + 1]))
        offset += wide || wideComma ? 3 : 1
        guard wide || wideComma || isStop || isComma else { continue }
        while offset < bytes.count, bytes[offset] == 0x20 { offset += 1 }
        if wide || isStop { end(.sentence) } else { clauses.append(offset) }
    }
    end(.paragraph)
    if let last = result.indices.last {
        result[last].source = result[last].source.lowerBound..<bytes.count
        result[last].boundary = .paragraph
    }
    return result
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }

/// A sentence with nothing but a pause, behind others.
func pause(_ seconds: Double, at source: Range<Int>) -> Sentence {
    Sentence(
        spoken: MappedText(), source: source, style: Style(language: .english),
        boundary: .sentence, pauseAfter: .seconds(seconds))
}
