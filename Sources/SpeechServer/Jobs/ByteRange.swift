/// The part of a file that a request wants (RFC 9110, section 14).
enum ByteRange: Equatable {
    /// All of it: nothing else was asked for, or in a way that may be passed over.
    case whole
    /// These bytes.
    case part(Range<Int>)
    /// Bytes that there are not.
    case unsatisfiable

    /// Reads the value of a `Range` field. Several parts at once are answered with the whole,
    /// which a client has to expect.
    ///
    /// - Parameter size: The size of the file.
    init(_ field: String?, of size: Int) {
        self = .whole
        guard let field, let unit = field.firstIndex(of: "="),
            field[..<unit].trimmed.lowercased() == "bytes"
        else { return }
        let spec = field[field.index(after: unit)...].trimmed
        guard let dash = spec.firstIndex(of: "-"), !spec.contains(",") else { return }
        let first = spec[..<dash].trimmed
        let last = spec[spec.index(after: dash)...].trimmed
        guard first.isDigits, last.isDigits, !(first.isEmpty && last.isEmpty) else { return }
        if first.isEmpty {
            // The last bytes; numbers beyond all files mean all.
            let count = min(Int(last) ?? .max, size)
            self = count > 0 ? .part(size - count..<size) : .unsatisfiable
            return
        }
        let start = Int(first) ?? .max
        let end = last.isEmpty ? Int.max : Int(last) ?? .max
        guard start <= end else { return }
        self = start < size ? .part(start..<min(end, size - 1) + 1) : .unsatisfiable
    }
}

extension Substring {
    /// Without blanks at its ends.
    fileprivate var trimmed: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var rest = drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    fileprivate var isDigits: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
