/// The lines of a `.env` file: `NAME=value`, quotes around the value optional,
/// `export` before the name allowed, `#` begins a comment.
enum DotEnv {
    /// The variables of a file, in order; later lines win by coming later. Lines
    /// that are not assignments are left alone: the file belongs to others, too.
    static func variables(of text: String) -> [(name: String, value: String)] {
        // Some editors begin a file with a byte order mark.
        let start = text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
        return String(text.unicodeScalars.dropFirst(start)).split(whereSeparator: \.isNewline)
            .compactMap { line in
                var line = line.drop(while: \.isWhitespace)
                if line.hasPrefix("export ") {
                    line = line.dropFirst(7).drop(while: \.isWhitespace)
                }
                guard let equals = line.firstIndex(of: "="), line.first != "#" else { return nil }
                let name = trimmed(line[..<equals])
                guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else { return nil }
                return (String(name), value(trimmed(line[line.index(after: equals)...])))
            }
    }

    private static func value(_ text: Substring) -> String {
        if let quote = text.first, quote == "\"" || quote == "'",
            let end = text.dropFirst().firstIndex(of: quote)
        {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        // An unquoted value ends before a comment.
        var end = text.startIndex
        while end < text.endIndex {
            if text[end] == "#",
                end == text.startIndex || text[text.index(before: end)].isWhitespace
            {
                break
            }
            end = text.index(after: end)
        }
        return String(trimmed(text[..<end]))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }
}
