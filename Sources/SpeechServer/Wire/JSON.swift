/// A JSON value as a client sent it, so that each field can be checked and refused by
/// name.
enum JSON: Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// Reads a body.
    ///
    /// - Throws: ``APIError`` 400 where it is not JSON in UTF-8 (RFC 8259), or holds more
    ///   than any request has: what is wrong, and at which byte. Lone surrogates and keys
    ///   that are there twice are wrong, too: clients and servers read them differently.
    static func parse(_ bytes: some Collection<UInt8>) throws(APIError) -> JSON {
        var reader = JSONReader(Array(bytes))
        do throws(JSONReader.Problem) {
            return try reader.document()
        } catch {
            throw .invalid(
                nil, "the body is not valid JSON in UTF-8: byte \(error.offset): \(error.reason)",
                code: "invalid_json")
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
