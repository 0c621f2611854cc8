/// The fields of a JSON object, taken one by one; what nobody took is known at the end.
///
/// A null counts as a field that is not there.
struct Fields {
    private var values: [String: JSON]
    /// What stands before a field's name in messages, such as `items[2].`.
    let prefix: String

    /// - Throws: ``APIError`` 400 where the value is no object.
    init(_ value: JSON, prefix: String = "") throws(APIError) {
        guard case .object(let values) = value else {
            throw .invalid(
                prefix.isEmpty ? nil : String(prefix.dropLast()),
                "expected a JSON object, got \(value.kind)")
        }
        self.values = values
        self.prefix = prefix
    }

    /// A warning of the fields that were not taken; none where all were.
    var unknown: [String] {
        guard !values.isEmpty else { return [] }
        let names = values.keys.sorted().map { prefix + $0 }
        return ["unknown fields left out: " + names.joined(separator: ", ")]
    }

    /// What a field holds, a null included, without taking it; nil where it isn't there.
    func told(_ name: String) -> JSON? { values[name] }

    /// Takes whatever a field holds.
    mutating func value(_ name: String) -> JSON? {
        guard let value = values.removeValue(forKey: name), value != .null else { return nil }
        return value
    }

    /// Takes a string.
    mutating func text(_ name: String) throws(APIError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .text(let text) = value else { throw wrong(name, value, "a string") }
        return text
    }

    /// Takes a name: a string that is neither empty nor unreasonable.
    mutating func name(_ name: String) throws(APIError) -> String? {
        guard let text = try text(name) else { return nil }
        guard !text.isEmpty, text.utf8.count <= 256, !text.utf8.contains(0) else {
            throw .invalid(prefix + name, "\(prefix + name): expected a name of 1 to 256 bytes")
        }
        return text
    }

    /// Takes true or false.
    mutating func flag(_ name: String) throws(APIError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .flag(let flag) = value else { throw wrong(name, value, "true or false") }
        return flag
    }

    /// Takes a number of a range.
    mutating func number(
        _ name: String, in range: ClosedRange<Double>
    ) throws(APIError) -> Double? {
        guard let value = value(name) else { return nil }
        let expected =
            "a number from \(Self.plain(range.lowerBound)) to "
            + Self.plain(range.upperBound)
        guard case .number(let number) = value else { throw wrong(name, value, expected) }
        guard range.contains(number) else {
            throw .invalid(
                prefix + name, "\(prefix + name) is \(Self.plain(number)); expected \(expected)")
        }
        return number
    }

    /// Takes a whole number of a range.
    mutating func whole(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard
            let number = try number(
                name, in: Double(range.lowerBound)...Double(range.upperBound))
        else { return nil }
        guard let whole = Int(exactly: number) else {
            throw .invalid(prefix + name, "\(prefix + name): expected a whole number")
        }
        return whole
    }

    /// Takes a list.
    mutating func list(_ name: String) throws(APIError) -> [JSON]? {
        guard let value = value(name) else { return nil }
        guard case .list(let list) = value else { throw wrong(name, value, "a list") }
        return list
    }

    /// The error for a value of the wrong kind.
    func wrong(_ name: String, _ value: JSON, _ expected: String) -> APIError {
        .invalid(prefix + name, "\(prefix + name) is \(value.kind); expected \(expected)")
    }

    private static func plain(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}
