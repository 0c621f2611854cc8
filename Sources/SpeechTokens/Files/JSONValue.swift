internal import StrictJSON

/// A JSON value with its strings as UTF-8 bytes and its objects in the order of the file.
///
/// Swift's `String` takes canonically equivalent texts for equal ("é" and "e" + accent);
/// a vocabulary has both as tokens of their own. So keys stay bytes here, which rules
/// out decoders that fill a `[String: …]`.
enum JSONValue {
    case null
    case bool(Bool)
    case number(Double)
    case string([UInt8])
    case array([JSONValue])
    case object([(key: [UInt8], value: JSONValue)])
}

extension JSONValue {
    /// Reads a whole text.
    init(_ bytes: [UInt8], mostValues: Int) throws(JSONError) {
        var reader = JSONReader(bytes, mostValues: mostValues)
        self = try JSONValue(from: &reader)
        try reader.end()
    }

    private init(from reader: inout JSONReader) throws(JSONError) {
        switch try reader.kind() {
        case .null:
            try reader.null()
            self = .null
        case .bool: self = .bool(try reader.bool())
        case .number: self = .number(try reader.number())
        case .string: self = .string(try reader.stringBytes())
        case .array:
            var elements: [JSONValue] = []
            try reader.enterArray()
            while try reader.nextElement() { elements.append(try JSONValue(from: &reader)) }
            self = .array(elements)
        case .object:
            // Keys that are there twice are refused where fields are taken, by their names.
            var members: [(key: [UInt8], value: JSONValue)] = []
            try reader.enterObject()
            while let key = try reader.nextKeyBytes() {
                members.append((key, try JSONValue(from: &reader)))
            }
            self = .object(members)
        }
    }
}

/// A value of a file with the path that leads to it, for errors.
struct JSONField {
    let file: String
    let path: String
    let value: JSONValue

    /// Reads a file within ``FileLimit``.
    init(file: String) throws(TokenizerError) {
        let bytes = try fileBytes(file, limit: FileLimit.bytes)
        do throws(JSONError) {
            let value = try JSONValue(bytes, mostValues: FileLimit.values)
            self.init(file: file, path: "", value: value)
        } catch {
            if case .tooManyValues(let limit) = error.reason {
                throw .tooLarge(file: file, what: "the number of values", limit: limit)
            }
            throw .malformed(file: file, offset: error.offset, reason: "\(error.reason)")
        }
    }

    init(file: String, path: String, value: JSONValue) {
        self.file = file
        self.path = path
        self.value = value
    }

    /// What is wrong with this field.
    func mistake(_ reason: String) -> TokenizerError {
        .invalid(file: file, field: path.isEmpty ? "the file" : path, reason: reason)
    }

    /// The field of an object; nil where it is missing or null.
    func optional(_ name: String) throws(TokenizerError) -> JSONField? {
        guard case .object(let members) = value else { throw mistake("is no object") }
        let matches = members.lazy.filter { $0.key.elementsEqual(name.utf8) }
        guard let found = matches.first else { return nil }
        guard matches.dropFirst().isEmpty else { throw mistake("has '\(name)' twice") }
        if case .null = found.value { return nil }
        return JSONField(
            file: file, path: path.isEmpty ? name : "\(path).\(name)", value: found.value)
    }

    /// The field of an object.
    func field(_ name: String) throws(TokenizerError) -> JSONField {
        guard let found = try optional(name) else { throw mistake("has no '\(name)'") }
        return found
    }

    /// The elements of an array.
    func elements() throws(TokenizerError) -> [JSONField] {
        guard case .array(let values) = value else { throw mistake("is no list") }
        return values.enumerated().map {
            JSONField(file: file, path: "\(path)[\($0.offset)]", value: $0.element)
        }
    }

    /// The members of an object.
    func members() throws(TokenizerError) -> [(key: [UInt8], value: JSONValue)] {
        guard case .object(let members) = value else { throw mistake("is no object") }
        return members
    }

    /// A string's bytes.
    func bytes() throws(TokenizerError) -> [UInt8] {
        guard case .string(let bytes) = value else { throw mistake("is no string") }
        return bytes
    }

    /// A string.
    func string() throws(TokenizerError) -> String {
        String(decoding: try bytes(), as: UTF8.self)
    }

    /// A truth value.
    func bool() throws(TokenizerError) -> Bool {
        guard case .bool(let bool) = value else { throw mistake("is neither true nor false") }
        return bool
    }

    /// A truth value that may be missing.
    func bool(_ name: String, else fallback: Bool) throws(TokenizerError) -> Bool {
        try optional(name)?.bool() ?? fallback
    }

    /// A token's ID.
    func tokenID() throws(TokenizerError) -> Int32 {
        guard let id = value.tokenID else {
            throw mistake("is no token ID (a whole number from 0 to \(TokenTable.idLimit - 1))")
        }
        return id
    }
}

extension JSONValue {
    /// The number as a token's ID; nil where it is none.
    var tokenID: Int32? {
        guard case .number(let number) = self, number >= 0,
            number < Double(TokenTable.idLimit), number.rounded() == number
        else { return nil }
        return Int32(number)
    }
}
