extension JSON {
    /// The value as JSON, keys sorted and as they are.
    var text: String {
        switch self {
        case .null: "null"
        case .flag(let value): value ? "true" : "false"
        case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
        case .text(let value): Self.quoted(value)
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let values):
            "{"
                + values.sorted { $0.key < $1.key }
                .map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

// Reading a document whose shape is known: what isn't there is nothing.
extension JSON {
    /// The value of a key.
    func at(_ key: String) -> JSON? {
        if case .object(let values) = self { values[key] } else { nil }
    }

    /// A string, else nothing.
    var words: String? { if case .text(let text) = self { text } else { nil } }

    /// The entries of a list.
    var entries: [JSON] { if case .list(let values) = self { values } else { [] } }

    /// The members of an object.
    var members: [String: JSON] { if case .object(let values) = self { values } else { [:] } }

    /// The same with a value at a path of keys; an object at each of them.
    func setting(_ path: [String], to value: JSON) -> JSON {
        guard let first = path.first else { return value }
        var members = members
        members[first] = (members[first] ?? .object([:]))
            .setting(Array(path.dropFirst()), to: value)
        return .object(members)
    }
}
