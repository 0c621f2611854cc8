/// Reads JSON (RFC 8259) that may mean harm: strict, in one pass, a value at a time, so that
/// it costs about as much as its bytes and callers build no more than they keep.
///
/// Foundation's decoder keeps one of two equal keys without a word, doesn't say at which byte
/// it stumbled, and takes canonically equivalent keys for one.
///
/// The reader stands before a value; ``kind()`` tells of what kind it is. A method reads it
/// whole, or goes into it:
///
/// ```swift
/// try reader.enterObject()
/// while let key = try reader.nextKey() {
///     switch key {
///     case "name": name = try reader.string()
///     default: try reader.skip()
///     }
/// }
/// try reader.end()
/// ```
///
/// Whether two keys are equal is left to who keeps them: texts are when they are canonically
/// equivalent, bytes only when they are the same. ``repeatedKey(at:)`` is the error for it.
public struct JSONReader: ~Copyable {
    /// The deepest nesting that is read: a value in 63 lists, but not in 64. Callers may
    /// follow it by recursion.
    public static let deepest = 64

    /// What a value is.
    public enum Kind: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool
        /// A number.
        case number
        /// A string.
        case string
        /// A list in brackets.
        case array
        /// Keys with their values, in braces.
        case object
    }

    let bytes: [UInt8]
    var position = 0
    private let mostValues: Int
    private var values = 1
    private var depth = 0
    /// Whether the list or object just entered has given nothing yet. One bit does for all
    /// depths: what was entered around it has given this one.
    private var isFresh = false
    /// Where the key that was read last begins, at its quote.
    public private(set) var keyOffset = 0

    /// - Parameters:
    ///   - bytes: The whole text, in UTF-8.
    ///   - mostValues: The most values that are read, all together: lists, objects and what
    ///     they hold each count as one.
    ///   - allowsByteOrderMark: Whether the text may begin with one, as some programs begin
    ///     whatever they send.
    public init(
        _ bytes: [UInt8], mostValues: Int = .max, allowsByteOrderMark: Bool = false
    ) {
        self.bytes = bytes
        self.mostValues = mostValues
        if allowsByteOrderMark, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipSpace()
    }

    /// What the value is that comes next.
    ///
    /// - Throws: ``JSONError`` where none can begin.
    public func kind() throws(JSONError) -> Kind {
        switch next {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
        case UInt8(ascii: "n"): return .null
        case UInt8(ascii: "-"): return .number
        case let digit? where (0x30...0x39).contains(digit): return .number
        default: throw missing("a value")
        }
    }

    /// Goes into an object.
    ///
    /// - Throws: ``JSONError`` where none begins.
    public mutating func enterObject() throws(JSONError) { try enter("{", "an object") }

    /// Goes into a list.
    ///
    /// - Throws: ``JSONError`` where none begins.
    public mutating func enterArray() throws(JSONError) { try enter("[", "a list") }

    /// Goes to the next value of the object, behind its key, or, at its end, out of it.
    ///
    /// - Returns: The key; nil at the object's end.
    /// - Throws: ``JSONError`` where neither stands, or a limit is passed.
    public mutating func nextKey() throws(JSONError) -> String? {
        guard try reachKey() else { return nil }
        let key = try string()
        try reachValueOfKey()
        return key
    }

    /// ``nextKey()`` as valid UTF-8.
    public mutating func nextKeyBytes() throws(JSONError) -> [UInt8]? {
        guard try reachKey() else { return nil }
        let key = try stringBytes()
        try reachValueOfKey()
        return key
    }

    /// Goes to the next value of the list or, at its end, out of it.
    ///
    /// - Returns: Whether there is one.
    /// - Throws: ``JSONError`` where it neither goes on nor ends, or a limit is passed.
    public mutating func nextElement() throws(JSONError) -> Bool {
        guard try goesOn(until: "]") else { return false }
        try reachValue()
        return true
    }

    /// Reads `true` or `false`.
    public mutating func bool() throws(JSONError) -> Bool {
        switch next {
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"):
            try word("false")
            return false
        default: throw missing("true or false")
        }
        return true
    }

    /// Reads `null`.
    public mutating func null() throws(JSONError) { try word("null") }

    /// Passes over a value, checking it as if it were read.
    public mutating func skip() throws(JSONError) {
        switch try kind() {
        case .null: try null()
        case .bool: _ = try bool()
        case .number: _ = try number()
        case .string: _ = try stringBytes()
        case .array:
            try enterArray()
            while try nextElement() { try skip() }
        case .object:
            try enterObject()
            while try nextKeyBytes() != nil { try skip() }
        }
    }

    /// Checks that nothing but white space follows.
    public mutating func end() throws(JSONError) {
        skipSpace()
        guard position == bytes.count else { throw problem(.somethingFollows) }
    }

    /// The error for a key that its object had before.
    ///
    /// - Parameter offset: ``keyOffset`` when the key was read.
    public func repeatedKey(at offset: Int) -> JSONError {
        JSONError(offset: offset, reason: .repeatedKey)
    }
}

extension JSONReader {
    private mutating func enter(
        _ mark: Unicode.Scalar, _ name: StaticString
    ) throws(JSONError) {
        guard take(mark) else { throw missing(name) }
        depth += 1
        isFresh = true
    }

    /// Goes past the comma between members; false behind the closing mark.
    private mutating func goesOn(until close: Unicode.Scalar) throws(JSONError) -> Bool {
        skipSpace()
        if take(close) {
            depth -= 1
            isFresh = false
            return false
        }
        if isFresh {
            isFresh = false
        } else {
            guard take(",") else { throw problem(.expected("a comma or \(close)")) }
            skipSpace()
        }
        return true
    }

    private mutating func reachKey() throws(JSONError) -> Bool {
        guard try goesOn(until: "}") else { return false }
        guard next == UInt8(ascii: "\"") else { throw problem(.expected("a key in quotes")) }
        keyOffset = position
        return true
    }

    private mutating func reachValueOfKey() throws(JSONError) {
        skipSpace()
        guard take(":") else { throw problem(.expected("a colon")) }
        skipSpace()
        try reachValue()
    }

    private mutating func reachValue() throws(JSONError) {
        values += 1
        guard values <= mostValues else { throw problem(.tooManyValues(limit: mostValues)) }
        guard depth < Self.deepest else { throw problem(.tooDeep(limit: Self.deepest)) }
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard next == word.utf8Start[index] else { throw problem(.expected("\(word)")) }
            position += 1
        }
    }

    /// The byte that comes next, not taken; nil at the end.
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: mark) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        var place = position
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            place += 1
        }
        position = place
    }

    /// The error where a value doesn't begin.
    func missing(_ name: StaticString) -> JSONError {
        guard position == bytes.count else { return problem(.expected("\(name)")) }
        return problem(depth == 0 ? .empty : .endsEarly)
    }

    func problem(_ reason: JSONError.Reason) -> JSONError {
        JSONError(offset: position, reason: reason)
    }
}
