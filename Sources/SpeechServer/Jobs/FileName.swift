/// Names under which browsers save files.
enum FileName {
    /// A `Content-Disposition` for a file (RFC 6266): a plain name for all, and the whole one
    /// for those who read RFC 8187.
    static func disposition(title: String?, id: String, extension ending: String) -> String {
        let name = safe(title) ?? id
        let plain = String(name.unicodeScalars.map { $0.isASCII ? Character($0) : "_" })
        var value = "attachment; filename=\"\(plain).\(ending)\""
        if plain != name { value += "; filename*=UTF-8''\(escaped(name)).\(ending)" }
        return value
    }

    /// A title as the name of a file, on any system; nil where nothing is left of it.
    static func safe(_ title: String?) -> String? {
        guard let title else { return nil }
        var name = ""
        for scalar in title.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
                .paragraphSeparator:
                continue
            default: break
            }
            // What some system has a meaning for, and what ends a quoted text.
            let isForbidden = "/\\:*?\"<>|%;".unicodeScalars.contains(scalar)
            name.unicodeScalars.append(isForbidden ? "-" : scalar)
            if name.utf8.count >= 120 { break }
        }
        while let first = name.first, first == "." || first == " " { name.removeFirst() }
        while let last = name.last, last == "." || last == " " { name.removeLast() }
        return name.contains { $0 != "-" } ? name : nil
    }

    private static func escaped(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return name.utf8.reduce(into: "") { escaped, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default: escaped += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
}
