import SpeechText

/// The text of one setting on its way to a value.
struct SettingField {
    let key: SettingKey
    let text: String
    let origin: SettingOrigin
    /// As the user wrote it; nil: the key's own name.
    var writtenName: String?

    func invalid(_ expected: String) -> SettingsError {
        .invalid(
            name: writtenName ?? key.rawValue, value: key.isSecret ? "…" : text,
            origin: origin.description,
            expected: expected)
    }

    func name() throws(SettingsError) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw invalid("a name") }
        return text
    }

    func language(or automatic: String) throws(SettingsError) -> Language? {
        text == automatic ? nil : try language()
    }

    func language() throws(SettingsError) -> Language {
        guard let language = Language(text) else {
            throw invalid("a language such as en, ja or pt-BR")
        }
        return language
    }

    func oneOf(_ choices: [String]) throws(SettingsError) -> String {
        let value = text.lowercased()
        guard choices.contains(value) else {
            throw invalid("one of " + choices.joined(separator: ", "))
        }
        return value
    }

    func whole(in range: ClosedRange<Int>, unit: String = "") throws(SettingsError) -> Int {
        guard let value = Int(text), range.contains(value) else {
            throw invalid(
                "a whole number from \(range.lowerBound) to \(range.upperBound)"
                    + (unit.isEmpty ? "" : " " + unit))
        }
        return value
    }

    func number(in range: ClosedRange<Double>, unit: String = "") throws(SettingsError) -> Double {
        // A range never contains NaN, so that is refused here as well.
        guard let value = Double(text), range.contains(value) else {
            throw invalid(
                "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
                    + (unit.isEmpty ? "" : " " + unit))
        }
        return value
    }

    func flag() throws(SettingsError) -> Bool {
        try oneOf(["true", "false"]) == "true"
    }

    func names() throws(SettingsError) -> [String] {
        let names = text.split(separator: ",").map(Self.trimmed)
        guard !names.isEmpty, names.allSatisfy({ !$0.isEmpty }), !text.utf8.contains(0) else {
            throw invalid("names with commas between")
        }
        return names
    }

    func wholes(in range: ClosedRange<Int>) throws(SettingsError) -> [Int] {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int(Self.trimmed($0)) }
        guard numbers.count == parts.count, numbers.allSatisfy(range.contains) else {
            throw invalid(
                "whole numbers from \(range.lowerBound) to \(range.upperBound) with commas between")
        }
        return numbers
    }

    func seconds(in range: ClosedRange<Double>) throws(SettingsError) -> Duration {
        .seconds(try number(in: range, unit: "seconds"))
    }

    func seed() throws(SettingsError) -> UInt64 {
        guard let value = UInt64(text) else { throw invalid("a whole number from 0 to 2^64 - 1") }
        return value
    }

    func milliseconds(most: Int) throws(SettingsError) -> Duration {
        .milliseconds(try whole(in: 0...most, unit: "milliseconds"))
    }

    func bytes(least: Int) throws(SettingsError) -> Int {
        guard let value = ByteCount.parse(text), value >= least else {
            throw invalid("a number of bytes such as 512M or 2G")
        }
        return value
    }

    private static func trimmed(_ part: Substring) -> String {
        String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}
