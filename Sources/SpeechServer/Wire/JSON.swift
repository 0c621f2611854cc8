internal import StrictJSON

/// A JSON value as a client sent it, so that each field can be checked and refused by
/// name.
enum JSON: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// The most values that a body may hold, all together.
    private static let mostValues = 100_000

    /// Reads a body.
    ///
    /// - Throws: ``APIError`` 400 where it is not JSON in UTF-8 (RFC 8259), or holds more
    ///   than any request has: what is wrong, and at which byte. Lone surrogates and keys
    ///   that are there twice are wrong, too: clients and servers read them differently.
    static func parse(_ bytes: some Collection<UInt8>) throws(APIError) -> JSON {
        var reader = JSONReader(
            Array(bytes), mostValues: mostValues, allowsByteOrderMark: true)
        do throws(JSONError) {
            let value = try JSON(from: &reader)
            try reader.end()
            return value
        } catch {
            let hint = error.reason == .empty ? "; expected an object" : ""
            throw .invalid(
                nil, "the body is not valid JSON in UTF-8: \(error)\(hint)", code: "invalid_json")
        }
    }

    private init(from reader: inout JSONReader) throws(JSONError) {
        switch try reader.kind() {
        case .null:
            try reader.null()
            self = .null
        case .bool: self = .flag(try reader.bool())
        case .number: self = .number(try reader.number())
        case .string: self = .text(try reader.string())
        case .array:
            var list: [JSON] = []
            try reader.enterArray()
            while try reader.nextElement() { list.append(try JSON(from: &reader)) }
            self = .list(list)
        case .object:
            var object: [String: JSON] = [:]
            try reader.enterObject()
            while let key = try reader.nextKey() {
                let offset = reader.keyOffset
                guard object.updateValue(try JSON(from: &reader), forKey: key) == nil else {
                    throw reader.repeatedKey(at: offset)
                }
            }
            self = .object(object)
        }
    }

    /// What kind of value it is, in words for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .flag: "true or false"
        case .number: "a number"
        case .text: "a string"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
