extension ExpressionReader {
    /// An Internet address, e-mail address or file name, from its first character.
    func address(at start: Int) -> Match? {
        guard isFree(before: start), start == 0 || !isAddressByte(text.bytes[start - 1]),
            let dot = words.symbol(.dot)
        else { return nil }
        // Find quickly that there is none: letters and digits, then no mark.
        var probe = start
        while text[probe].isLetter || text[probe].isDigit || text[probe] == 0x2D { probe += 1 }
        switch text[probe] {
        case 0x2E, 0x40, 0x3A, 0x2F, 0x5C, 0x5F, 0x2B, 0x7E: break
        default: return nil
        }
        guard let range = addressRange(from: start) else { return nil }
        var begin = start
        let kind = addressKind(range, hostAt: &begin)
        guard kind != .none else { return nil }
        return Match(
            end: range.upperBound,
            words: spell(begin..<range.upperBound, dot: dot, isFile: kind == .file))
    }

    private enum AddressKind { case none, web, mail, file, path }

    /// The run of bytes that an address may have, without the marks of the
    /// sentence at its end.
    private func addressRange(from start: Int) -> Range<Int>? {
        var end = start
        while isAddressByte(text[end]), end - start < 2048 { end += 1 }
        guard !isAddressByte(text[end]) else { return nil }
        while end > start {
            switch text.bytes[end - 1] {
            case 0x2E, 0x2C, 0x3A, 0x3B, 0x21, 0x3F, 0x27, 0x29: end -= 1
            default: return start..<end
            }
        }
        return nil
    }

    private func isAddressByte(_ byte: UInt8) -> Bool {
        if byte.isLetter || byte.isDigit { return true }
        switch byte {
        case 0x2E, 0x2F, 0x3A, 0x40, 0x5F, 0x2D, 0x7E, 0x3F, 0x3D, 0x26, 0x25, 0x23, 0x2B, 0x5C,
            0x21, 0x27, 0x29, 0x28, 0x3B, 0x2C, 0x24, 0x2A:
            return true
        default: return false
        }
    }

    private func addressKind(_ range: Range<Int>, hostAt begin: inout Int) -> AddressKind {
        let start = range.lowerBound
        var host = start
        var hasScheme = false
        for scheme in ["https://", "http://", "ftp://", "file://", "ssh://", "ws://", "wss://"]
        where text.string(start..<min(start + 8, range.upperBound)).lowercased().hasPrefix(scheme) {
            host = start + scheme.utf8.count
            hasScheme = true
        }
        if !hasScheme, text.string(start..<min(start + 7, range.upperBound)) == "mailto:" {
            host = start + 7
        }
        guard host < range.upperBound else { return .none }
        begin = host
        if hasScheme { return .web }
        if let at = text.bytes[host..<range.upperBound].firstIndex(of: 0x40), at > host,
            domainEnd(at + 1, in: range) == range.upperBound, hasKnownEnd(at + 1..<range.upperBound)
        {
            let isLocal = text.bytes[host..<at].allSatisfy {
                $0.isLetter || $0.isDigit || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains($0)
            }
            return isLocal ? .mail : .none
        }
        let end = domainEnd(host, in: range)
        if end > host {
            let isWeb = text.string(host..<min(host + 4, end)).lowercased() == "www."
            let isEnd = end == range.upperBound || [0x2F, 0x3A, 0x3F, 0x23].contains(text[end])
            if isEnd, isWeb || hasKnownEnd(host..<end, isBare: end == range.upperBound) {
                return .web
            }
        }
        let slashes = text.bytes[range].lazy.filter { $0 == 0x2F || $0 == 0x5C }.count
        if let point = text.bytes[range].lastIndex(of: 0x2E), point > start,
            Self.extensions.contains(text.string(point + 1..<range.upperBound)),
            text.bytes[range].allSatisfy({
                $0.isLetter || $0.isDigit || [0x2E, 0x5F, 0x2D, 0x2F, 0x5C, 0x3A].contains($0)
            })
        {
            return slashes > 0 ? .path : .file
        }
        if text[start].isLetter, text[start + 1] == 0x3A, text[start + 2] == 0x5C { return .path }
        return .none
    }

    /// A path from its `/`, `~/` or `./` on.
    func path(at start: Int) -> Match? {
        guard start == 0 || !isAddressByte(text.bytes[start - 1]) || text.bytes[start - 1] == 0x28,
            let range = addressRange(from: start), let dot = words.symbol(.dot)
        else { return nil }
        let slashes = text.bytes[range].lazy.filter { $0 == 0x2F }.count
        let letters = text.bytes[range].lazy.filter { $0.isLetter }.count
        guard slashes >= 2 || (slashes >= 1 && text[start] != 0x2F), letters >= 2,
            text[start + 1] != 0x2F || text[start] != 0x2F
        else { return nil }
        return Match(end: range.upperBound, words: spell(range, dot: dot, isFile: true))
    }

    /// Where labels with points between them end; the start where there are none.
    private func domainEnd(_ start: Int, in range: Range<Int>) -> Int {
        var index = start
        var labels = 0
        while true {
            let first = index
            while index < range.upperBound,
                text[index].isLetter || text[index].isDigit || text[index] == 0x2D
            {
                index += 1
            }
            if index == first { return start }
            labels += 1
            guard index < range.upperBound, text[index] == 0x2E else { break }
            index += 1
        }
        return labels >= 2 ? index : start
    }

    /// Whether a domain ends in a known top level, in small letters. One that is
    /// a word as well needs more than a bare `it.is`.
    private func hasKnownEnd(_ range: Range<Int>, isBare: Bool = false) -> Bool {
        guard let point = text.bytes[range].lastIndex(of: 0x2E) else { return false }
        let end = text.string(point + 1..<range.upperBound)
        if Self.topLevels.contains(end) { return true }
        let points = text.bytes[range].lazy.filter { $0 == 0x2E }.count
        return Self.wordLevels.contains(end) && (!isBare || points >= 2)
    }

    /// The words of an address: marks by name, names as they are.
    private func spell(_ range: Range<Int>, dot: String, isFile: Bool) -> String {
        var parts: [String] = []
        var index = range.lowerBound
        var end = range.upperBound
        if end > index, text[end - 1] == 0x2F, !isFile || end - index > 1 { end -= 1 }
        while index < end {
            let byte = text[index]
            if byte.isLetter {
                let stop = min(text.wordEnd(index), end)
                parts.append(name(index..<stop, isLast: stop == end || text[stop] == 0x2F))
                index = stop
            } else if byte.isDigit {
                let stop = text.digitsEnd(index)
                let number = Numeral(text.bytes[index..<stop])
                parts.append(
                    number.isCode || number.whole.count > 4
                        ? words.digits(number.whole) : words.cardinal(number, gender: .masculine))
                index = stop
            } else {
                let symbol: Symbol? =
                    switch byte {
                    case 0x2E: .dot
                    case 0x2F: .slash
                    case 0x5C: .backslash
                    case 0x3A: .colon
                    case 0x40: .at
                    case 0x2D: .dash
                    case 0x5F: .underscore
                    case 0x3F: .questionMark
                    case 0x3D: .equals
                    case 0x26: .and
                    case 0x25: .percent
                    case 0x23: .hash
                    case 0x2B: .plus
                    case 0x7E: .tilde
                    default: nil
                    }
                if let symbol { parts.append(words.symbol(symbol) ?? "") }
                index += 1
            }
        }
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A name within an address: spelt where it is no word.
    private func name(_ range: Range<Int>, isLast: Bool) -> String {
        let letters = Array(text.bytes[range])
        let name = text.string(range)
        let small = name.lowercased()
        let isAfterPoint = range.lowerBound > 0 && text.bytes[range.lowerBound - 1] == 0x2E
        if small == "www" || (isAfterPoint && isLast && Self.spelt.contains(small))
            || (letters.count >= 2 && letters.count <= 5
                && !Self.hasVowel(letters.map { $0 & 0xDF }))
        {
            return words.letters(letters.map { $0 & 0xDF })
        }
        return name
    }

    private static let topLevels: Set<String> = [
        "com", "org", "net", "edu", "gov", "mil", "io", "dev", "app", "ai", "uk", "de", "jp", "cn",
        "br", "fr", "ru", "eu", "info", "biz", "tv", "xyz", "tech", "ca", "au", "nl", "kr", "tw",
        "es", "pt", "pl", "ch", "se", "gg", "ly", "sh", "site", "online", "store", "blog", "cloud",
        "wiki", "page", "nz", "mx", "ar", "cz", "dk", "fi", "ie", "gr", "tr", "int", "museum",
    ]
    /// Top levels that are words of some language.
    private static let wordLevels: Set<String> = [
        "co", "me", "is", "it", "us", "in", "be", "so", "no", "at", "am", "to", "do", "as", "my",
        "live", "news", "run", "link", "world", "love", "art", "la", "fm", "im",
    ]
    /// Ends that are spelt: countries, and files' kinds that are no words.
    private static let spelt: Set<String> = [
        "io", "ai", "uk", "de", "eu", "us", "es", "au", "ca", "ie", "se", "us", "me", "it",
        "pdf", "html", "htm", "exe", "api", "epub", "avi", "iso", "ods", "odt", "ini", "aac",
        "au", "ogg", "usb",
    ]
    private static let extensions: Set<String> = [
        "pdf", "txt", "md", "html", "htm", "css", "js", "ts", "json", "xml", "yaml", "yml", "toml",
        "csv", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "epub", "png", "jpg",
        "jpeg", "gif", "svg", "webp", "mp3", "mp4", "wav", "flac", "ogg", "opus", "avi", "mkv",
        "mov", "zip", "gz", "tar", "exe", "dll", "so", "swift", "py", "c", "h", "cpp", "rs", "go",
        "java", "rb", "php", "sh", "log", "ini", "cfg", "conf", "iso", "bin", "onnx", "sql",
    ]
}
