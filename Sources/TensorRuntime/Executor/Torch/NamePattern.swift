/// A name with `*` for any characters.
public struct NamePattern: Sendable, Hashable {
    /// The form.
    public let text: String
    private let parts: [Substring]

    /// The names of a form; without `*` that name alone.
    public init(_ text: String) {
        self.text = text
        parts = text.split(separator: "*", omittingEmptySubsequences: false)
    }

    /// Whether a whole name is of this form.
    public func matches(_ name: String) -> Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return name == text
        }
        guard name.hasPrefix(first), name.count >= first.count + last.count, name.hasSuffix(last)
        else { return false }
        var rest = name.dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let after = Self.end(of: part, in: rest) else { return false }
            rest = rest[after...]
        }
        return true
    }

    /// Where the first occurrence ends.
    private static func end(of part: Substring, in text: Substring) -> String.Index? {
        var start = text.startIndex
        while true {
            if text[start...].hasPrefix(part) { return text.index(start, offsetBy: part.count) }
            guard start < text.endIndex else { return nil }
            start = text.index(after: start)
        }
    }
}
