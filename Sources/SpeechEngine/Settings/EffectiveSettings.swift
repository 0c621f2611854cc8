import SpeechModel

/// Settings as they are in force, with where each value came from.
public struct EffectiveSettings: Sendable {
    /// A value in force.
    public struct Entry: Sendable {
        /// Its name in the settings file.
        public let name: String
        /// The value as text; nil where nothing is set and the setting means
        /// something of its own then.
        public let value: String?
        /// Where the value came from.
        public let origin: SettingOrigin
    }

    /// The values.
    public private(set) var settings = Settings()
    /// The settings file that was read, if any.
    public private(set) var file: String?
    /// The environment's variables, which tell of the user's folders too.
    let environment: [String: String]
    private var texts: [SettingKey: (text: String, origin: SettingOrigin)] = [:]
    private var named: [Entry] = []

    /// The user's folder of what lasts but is no document; nil where there is no home.
    public var stateFolder: String? { UserFolders.state(environment) }

    /// Gathers the settings: defaults, then the file, then `.env`, then the
    /// environment, then flags; the later wins.
    ///
    /// - Parameters:
    ///   - sources: Where everything but the flags is found.
    ///   - flags: What was given on the command line, with the option's name.
    public init(
        _ sources: SettingsSources, flags: [(key: SettingKey, value: String, flag: String)] = []
    ) throws(SettingsError) {
        environment = sources.environment
        let dotEnv = sources.dotEnv
        if let file = try sources.settingsFile(dotEnv: dotEnv) {
            self.file = file.path
            try take(table: file.table, prefix: "", path: file.path)
        }
        for (name, value) in dotEnv {
            try take(variable: name, value, origin: .dotEnv(variable: name))
        }
        for (name, value) in sources.environment.sorted(by: { $0.key < $1.key }) {
            try take(variable: name, value, origin: .environment(variable: name))
        }
        for flag in flags { try set(flag.key, flag.value, .flag(flag.flag)) }
    }

    /// Everything in force, in the order of ``SettingKey``, then profiles and
    /// voice names of the user's own.
    public var entries: [Entry] {
        SettingKey.allCases.map { key in
            let given = texts[key]
            return Entry(
                name: key.rawValue,
                value: key.isSecret && given != nil ? "(set)" : given?.text ?? key.defaultText,
                origin: given?.origin ?? .builtIn)
        } + named
    }

    /// Where a setting's value came from.
    func origin(of key: SettingKey) -> SettingOrigin { texts[key]?.origin ?? .builtIn }

    private mutating func set(
        _ key: SettingKey, _ text: String, _ origin: SettingOrigin
    ) throws(SettingsError) {
        try settings.assign(key, text, from: origin)
        texts[key] = (text, origin)
    }

    private mutating func take(
        variable: String, _ value: String, origin: SettingOrigin
    ) throws(SettingsError) {
        // An empty variable is an unset one, as shells leave them behind.
        guard !value.isEmpty else { return }
        if variable == "TTS_PROVIDER" {
            // Within one place, the name that is Syrinx's own wins over the one that
            // other programs share.
            if texts[.family]?.origin == origin.naming("SYRINX_FAMILY") { return }
            return try set(.family, value, origin)
        }
        guard variable.hasPrefix("SYRINX_"), !SettingsSources.isOwn(variable) else {
            return
        }
        guard let key = SettingKey.allCases.first(where: { $0.variable == variable }) else {
            throw .unknown(
                name: variable, origin: origin.description,
                near: EditDistance.near(variable, among: SettingKey.allCases.map(\.variable)))
        }
        try set(key, value, origin)
    }

    private mutating func take(
        table: [String: SettingValue], prefix: String, path: String
    ) throws(SettingsError) {
        for (name, value) in table.sorted(by: { $0.key < $1.key }) {
            let full = prefix + name
            switch (full, value) {
            case ("profiles", .table(let profiles)):
                for (name, value) in profiles.sorted(by: { $0.key < $1.key }) {
                    try take(profile: name, value, path: path)
                }
            case ("voices", .table(let aliases)):
                for (name, value) in aliases.sorted(by: { $0.key < $1.key }) {
                    try take(alias: name, value, path: path)
                }
            case ("models", .table(let models)):
                for (name, value) in models.sorted(by: { $0.key < $1.key }) {
                    try take(model: name, value, path: path)
                }
            case ("profiles", _), ("voices", _), ("models", _),
                ("pauses", _) where value.scalar != nil,
                ("runtime", _) where value.scalar != nil,
                ("server", _) where value.scalar != nil:
                throw .invalid(
                    name: full, value: value.scalar ?? "", origin: path,
                    expected: "a table, [\(full)]")
            case (_, .table(let inner))
            where prefix.isEmpty && ["pauses", "runtime", "server"].contains(full):
                try take(table: inner, prefix: full + ".", path: path)
            default:
                guard let key = SettingKey(rawValue: full), let text = value.scalar else {
                    let names =
                        SettingKey.allCases.map(\.rawValue)
                        + ["models", "profiles", "runtime", "voices", "server"]
                    throw .unknown(
                        name: full, origin: path, near: EditDistance.near(full, among: names))
                }
                try set(key, text, .file(path))
            }
        }
    }

    private mutating func take(
        alias: String, _ value: SettingValue, path: String
    ) throws(SettingsError) {
        guard case .text(let voice) = value, !voice.isEmpty else {
            throw .invalid(
                name: "voices." + alias, value: value.scalar ?? "a table", origin: path,
                expected: "the name of a voice, in quotes")
        }
        settings.voiceAliases[alias] = voice
        named.append(Entry(name: "voices." + alias, value: voice, origin: .file(path)))
    }

    private mutating func take(
        model: String, _ value: SettingValue, path: String
    ) throws(SettingsError) {
        let fields = try ModelTable.fields(of: model, value, path: path)
        for field in fields { try settings.models[model, default: .init()].assign(field) }
        named += fields.map { field in
            Entry(name: field.writtenName ?? "", value: field.text, origin: field.origin)
        }
    }

    private mutating func take(
        profile: String, _ value: SettingValue, path: String
    ) throws(SettingsError) {
        let made = try ProfileTable.profile(named: profile, value, path: path)
        settings.profiles[profile] = made
        named.append(
            Entry(
                name: "profiles." + profile, value: ProfileTable.summary(of: made),
                origin: .file(path)))
    }
}

extension SettingKey {
    /// The value where nothing is set; nil where unset has a meaning of its own.
    var defaultText: String? {
        switch self {
        case .defaultLanguage: "en"
        case .speed: "1"
        case .seed: "0"
        case .emoji: "dropped"
        case .hesitation: "800"
        case .workers: "\(Processors.count)"
        case .runtimeDevice: "CPU"
        case .runtimeThreads: "0"
        default: serverDefaultText
        }
    }
}

extension SettingOrigin {
    /// The same place with another variable.
    fileprivate func naming(_ variable: String) -> SettingOrigin {
        switch self {
        case .dotEnv: .dotEnv(variable: variable)
        case .environment: .environment(variable: variable)
        default: self
        }
    }
}
