import AudioSignal
import SpeechText

extension Settings {
    /// Sets one value from its text.
    ///
    /// - Throws: ``SettingsError/invalid(name:value:origin:expected:)``, naming the
    ///   setting and what it takes.
    mutating func assign(
        _ key: SettingKey, _ text: String, from origin: SettingOrigin
    ) throws(SettingsError) {
        let field = Field(key: key, text: text, origin: origin)
        switch key {
        case .voice: voice = try field.name()
        case .family: family = try field.name()
        case .profile: profile = try field.name()
        case .llm: llm = try field.name()
        case .language: language = try field.language(or: "auto")
        case .defaultLanguage: defaultLanguage = try field.language()
        case .format: format = try field.oneOf(["wav", "flac", "opus", "mp3", "pcm"])
        case .rate: rate = try field.whole(in: SampleRate.supported, unit: "samples per second")
        case .speed: speed = try field.number(in: 0.25...4)
        case .seed: seed = try field.seed()
        case .lufs: lufs = try field.number(in: -60 ... -5, unit: "LUFS")
        case .peak: peak = try field.number(in: -30...0, unit: "dBFS")
        case .prebuffer: preBuffer = try field.milliseconds(most: 60_000)
        case .hesitation: hesitation = try field.milliseconds(most: 600_000)
        case .emoji:
            let value = try field.oneOf(EmojiReading.allCases.map(\.rawValue))
            emoji = EmojiReading(rawValue: value) ?? emoji
        case .dictionary: dictionary = try field.name()
        case .pauseClause: pauseClause = try field.milliseconds(most: 10_000)
        case .pauseSentence: pauseSentence = try field.milliseconds(most: 10_000)
        case .pauseParagraph: pauseParagraph = try field.milliseconds(most: 10_000)
        case .workers: workers = try field.whole(in: 1...64)
        case .maximumBatch: maximumBatch = try field.whole(in: 1...256)
        case .memoryLimit: memoryLimit = try field.bytes(least: 1 << 20)
        case .runAhead: runAhead = .seconds(try field.number(in: 1...3600, unit: "seconds"))
        case .maximumText: maximumText = try field.bytes(least: 1)
        case .player: player = try field.name()
        }
    }
}

/// The text of one setting on its way to a value.
private struct Field {
    let key: SettingKey
    let text: String
    let origin: SettingOrigin

    func invalid(_ expected: String) -> SettingsError {
        .invalid(
            name: key.rawValue, value: text, origin: origin.description, expected: expected)
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

    private static func plain(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}
