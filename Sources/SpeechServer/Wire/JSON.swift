import FoundationEssentials

/// A JSON value as a client sent it, so that each field can be checked and refused by
/// name.
enum JSON: Decodable, Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    /// Reads a body.
    ///
    /// - Throws: ``APIError`` 400 where it is not JSON, or not in UTF-8 (lone surrogates
    ///   included).
    static func parse(_ bytes: some Collection<UInt8>) throws(APIError) -> JSON {
        guard !bytes.isEmpty else {
            throw .invalid(nil, "the body is empty; expected a JSON object")
        }
        do {
            return try JSONDecoder().decode(JSON.self, from: Data(bytes))
        } catch {
            throw .invalid(nil, "the body is not valid JSON in UTF-8", code: "invalid_json")
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
