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

/// A value of a file with the path that leads to it, for errors.
struct JSONField {
    let file: String
    let path: String
    let value: JSONValue

    /// Reads a file of at most 64 MiB.
    init(file: String) throws(TokenizerError) {
        let bytes = try fileBytes(file, limit: JSONReader.sizeLimit)
        self.init(file: file, path: "", value: try JSONReader.value(of: bytes, file: file))
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
        guard let found = members.last(where: { $0.key.elementsEqual(name.utf8) }) else {
            return nil
        }
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
