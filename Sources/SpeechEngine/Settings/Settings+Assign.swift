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
        let field = SettingField(key: key, text: text, origin: origin)
        switch key {
        case .voice: voice = try field.name()
        case .family: family = try field.name()
        case .profile: profile = try field.name()
        case .llm: llm = try field.name()
        case .language: language = try field.language(or: "auto")
        case .defaultLanguage: defaultLanguage = try field.language()
        case .format: format = try field.oneOf(["wav", "flac", "opus", "mp3", "aac", "pcm"])
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
        case .wren: wren = try field.name()
        case .converter: converter = try field.name()
        case .runtimeCache: runtimeCache = try field.name()
        case .runtimeExecutor, .runtimeDevice, .runtimePrecision, .runtimeThreads, .runtimeCores:
            try runtime.assign(field)
        default: try server.assign(field)
        }
    }
}
