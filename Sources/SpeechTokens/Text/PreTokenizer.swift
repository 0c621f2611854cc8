/// Cuts text into the pieces that are tokenized each by itself.
struct PreTokenizer: Sendable {
    /// One step; each works on the pieces of the one before.
    enum Step: Sendable {
        case split(Splitter)
        /// Puts a space before each piece that has none.
        case prefixSpace
        /// Marks spaces and word starts by a character, and cuts before it.
        case metaspace(Metaspace)
    }

    /// SentencePiece's way with spaces.
    struct Metaspace: Sendable {
        enum Prefix: String, Sendable {
            case always
            case first
            case never
        }
        /// What stands for a space, mostly U+2581.
        var replacement: [UInt8]
        /// Where one is put though there is no space.
        var prefix: Prefix
        /// Whether pieces are cut before it.
        var splits: Bool
    }

    /// Text that is cut.
    struct Pieces {
        var text: AlignedText
        var ranges: [Range<Int>]
    }

    var steps: [Step] = []
    /// Whether the model sees bytes in GPT-2's alphabet instead of characters.
    var isByteLevel = false

    /// The pieces of a text; `isFirst`: nothing of the source stands before it.
    func callAsFunction(_ text: AlignedText, isFirst: Bool) throws(TokenizerError) -> Pieces {
        var pieces = Pieces(text: text, ranges: text.bytes.isEmpty ? [] : [0..<text.bytes.count])
        for step in steps {
            switch step {
            case .split(let splitter):
                var ranges: [Range<Int>] = []
                ranges.reserveCapacity(pieces.text.bytes.count / 4 + 1)
                for range in pieces.ranges {
                    try splitter.split(range, of: pieces.text.bytes, into: &ranges)
                }
                pieces.ranges = ranges
            case .prefixSpace:
                pieces.rewrite { text, range, rewriter in
                    if text[range.lowerBound] != 0x20 {
                        rewriter.put([0x20], for: range.lowerBound..<range.lowerBound)
                    }
                    rewriter.keep(range)
                }
            case .metaspace(let metaspace):
                try metaspace.apply(to: &pieces, isFirst: isFirst)
            }
        }
        return pieces
    }
}

extension PreTokenizer.Pieces {
    /// Writes each piece anew.
    mutating func rewrite(
        _ body: ([UInt8], Range<Int>, inout AlignedText.Rewriter) -> Void
    ) {
        var rewriter = AlignedText.Rewriter(text)
        var new: [Range<Int>] = []
        for range in ranges {
            let start = rewriter.count
            body(text.bytes, range, &rewriter)
            if rewriter.count > start { new.append(start..<rewriter.count) }
        }
        text = rewriter.text
        ranges = new
    }
}

extension PreTokenizer.Metaspace {
    func apply(
        to pieces: inout PreTokenizer.Pieces, isFirst: Bool
    ) throws(TokenizerError) {
        var index = 0
        pieces.rewrite { text, range, rewriter in
            let starts =
                text[range.lowerBound] == 0x20
                || text[range].starts(with: replacement)
            let prefixed =
                switch prefix {
                case .always: !starts
                case .first: !starts && isFirst && index == 0
                case .never: false
                }
            index += 1
            if prefixed {
                rewriter.put(replacement, for: range.lowerBound..<range.lowerBound)
            }
            for place in range {
                if text[place] == 0x20 {
                    rewriter.put(replacement, for: place..<place + 1)
                } else {
                    rewriter.keep(place..<place + 1)
                }
            }
        }
        guard splits else { return }
        let splitter = Splitter(.literal(replacement), .mergedWithNext)
        var ranges: [Range<Int>] = []
        for range in pieces.ranges {
            try splitter.split(range, of: pieces.text.bytes, into: &ranges)
        }
        pieces.ranges = ranges
    }
}
