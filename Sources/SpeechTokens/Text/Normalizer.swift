/// Brings text into the form that a tokenizer was trained on.
indirect enum Normalizer: Sendable {
    case unicode(UnicodeNormalization)
    /// Each scalar by itself, as in Rust's `char::to_lowercase` (no final sigma).
    case lowercase
    case replace(Finder, with: [UInt8])
    case prepend([UInt8])
    case strip(left: Bool, right: Bool)
    /// Leaves out nonspacing marks (Mn).
    case stripAccents
    case sequence([Normalizer])

    func callAsFunction(_ text: AlignedText) throws(TokenizerError) -> AlignedText {
        switch self {
        case .unicode(let form): return form(text)
        case .lowercase: return Self.lowercased(text)
        case .replace(let finder, let new):
            var rewriter = AlignedText.Rewriter(text)
            var end = 0
            try finder.forEachMatch(in: text.bytes, 0..<text.bytes.count) { match in
                rewriter.keep(end..<match.lowerBound)
                rewriter.put(new, for: match)
                end = match.upperBound
            }
            guard end > 0 else { return text }
            rewriter.keep(end..<text.bytes.count)
            return rewriter.text
        case .prepend(let prefix):
            guard !text.bytes.isEmpty else { return text }
            var rewriter = AlignedText.Rewriter(text)
            rewriter.put(prefix, for: 0..<0)
            rewriter.keep(0..<text.bytes.count)
            return rewriter.text
        case .strip(let left, let right):
            var first: Int?
            var last = 0
            text.forEachScalar { scalar, range in
                guard !scalar.properties.isWhitespace else { return }
                if first == nil { first = range.lowerBound }
                last = range.upperBound
            }
            var rewriter = AlignedText.Rewriter(text)
            if let first {
                rewriter.keep((left ? first : 0)..<(right ? last : text.bytes.count))
            } else if !left, !right {
                return text
            }
            return rewriter.text
        case .stripAccents:
            var rewriter = AlignedText.Rewriter(text)
            text.forEachScalar { scalar, range in
                if scalar.isASCII || scalar.properties.generalCategory != .nonspacingMark {
                    rewriter.keep(range)
                }
            }
            return rewriter.text
        case .sequence(let steps):
            var text = text
            for step in steps { text = try step(text) }
            return text
        }
    }

    private static func lowercased(_ text: AlignedText) -> AlignedText {
        if text.bytes.allSatisfy({ $0 < 0x80 }) {
            var text = text
            text.mapBytes { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            return text
        }
        var rewriter = AlignedText.Rewriter(text)
        text.forEachScalar { scalar, range in
            if scalar.properties.changesWhenLowercased {
                rewriter.put(scalar.properties.lowercaseMapping.utf8, for: range)
            } else {
                rewriter.keep(range)
            }
        }
        return rewriter.text
    }
}
