import AudioSignal
import SpeechModel
import SpeechPlan

/// A profile of the user's own, `[profiles.NAME]` in the settings file.
enum ProfileTable {
    private static let keys = [
        "based_on", "first_limit", "next_limit", "rate", "block_ms", "prebuffer_ms",
        "clause_window_ms", "batch",
    ]

    /// Reads a profile; see ``ProfileSettings`` for what its keys mean.
    static func profile(
        named name: String, _ value: SettingValue, path: String
    ) throws(SettingsError) -> Profile {
        let prefix = "profiles." + name
        guard case .table(let table) = value else {
            throw .invalid(
                name: prefix, value: value.scalar ?? "", origin: path, expected: "a table")
        }
        for key in table.keys.sorted() where !keys.contains(key) {
            throw .unknown(
                name: prefix + "." + key, origin: path, near: EditDistance.near(key, among: keys))
        }
        let reader = Reader(table: table, prefix: prefix, path: path)
        var settings = ProfileSettings()
        settings.basedOn = table["based_on"]?.scalar
        settings.firstLimit = try reader.whole("first_limit")
        settings.nextLimit = try reader.whole("next_limit")
        settings.rate = try reader.whole("rate")
        settings.blockMilliseconds = try reader.number("block_ms")
        settings.preBufferMilliseconds = try reader.number("prebuffer_ms")
        settings.clauseWindowMilliseconds = try reader.number("clause_window_ms")
        settings.batch = try reader.whole("batch")
        do throws(ProfileError) {
            return try settings.profile(named: name)
        } catch {
            throw explained(error, prefix, path)
        }
    }

    private static func explained(
        _ error: ProfileError, _ prefix: String, _ path: String
    ) -> SettingsError {
        switch error {
        case .unknown(let base, let known):
            .invalid(
                name: prefix + ".based_on", value: base, origin: path,
                expected: "one of " + known.joined(separator: ", "))
        case .outOfRange(let field, let value, let allowed):
            .invalid(
                name: prefix + "." + field, value: value, origin: path, expected: allowed)
        }
    }

    /// A profile in one line.
    static func summary(of profile: Profile) -> String {
        "first \(profile.firstLimit), next \(profile.nextLimit), \(profile.rate), "
            + "block \(Int(profile.block.seconds * 1000)) ms, "
            + "pre-buffer \(Int(profile.preBuffer.seconds * 1000)) ms, batch \(profile.batch)"
    }

    private struct Reader {
        let table: [String: SettingValue]
        let prefix: String
        let path: String

        func whole(_ key: String) throws(SettingsError) -> Int? {
            guard let value = table[key] else { return nil }
            if case .whole(let number) = value { return number }
            throw invalid(key, value, expected: "a whole number")
        }

        func number(_ key: String) throws(SettingsError) -> Double? {
            guard let value = table[key] else { return nil }
            switch value {
            case .whole(let number): return Double(number)
            case .number(let number): return number
            default: throw invalid(key, value, expected: "a number")
            }
        }

        private func invalid(
            _ key: String, _ value: SettingValue, expected: String
        ) -> SettingsError {
            .invalid(
                name: prefix + "." + key, value: value.scalar ?? "a table", origin: path,
                expected: expected)
        }
    }
}
