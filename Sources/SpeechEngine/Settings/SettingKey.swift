/// A setting by the name that it has in the settings file; the environment
/// variable is `SYRINX_` with the name in capitals, dots as underscores.
public enum SettingKey: String, CaseIterable, Sendable, Comparable {
    case voice, family, profile, llm, language
    case defaultLanguage = "default_language"
    case format, rate, speed, seed, lufs, peak
    case prebuffer = "prebuffer_ms"
    case hesitation = "hesitation_ms"
    case emoji, dictionary
    case pauseClause = "pauses.clause_ms"
    case pauseSentence = "pauses.sentence_ms"
    case pauseParagraph = "pauses.paragraph_ms"
    case workers
    case maximumBatch = "maximum_batch"
    case memoryLimit = "memory_limit"
    case runAhead = "run_ahead_s"
    case maximumText = "maximum_text"
    case player

    /// The environment variable that sets it.
    public var variable: String {
        "SYRINX_" + rawValue.uppercased().replacing(".", with: "_")
    }

    /// What it means, in one line.
    public var summary: String {
        switch self {
        case .voice: "the voice to speak with (`syrinx voices`)"
        case .family: "the family of voices to try first"
        case .profile: "how text is cut and delivered: fast, cinematic, audiobook or your own"
        case .llm: "the language model that writes the text; chooses the profile by its size"
        case .language: "the language of the text; unset: found sentence by sentence"
        case .defaultLanguage: "the language of text that gives no evidence of its own"
        case .format: "the format of audio files: wav, flac, opus, mp3 or pcm"
        case .rate: "samples per second; unset: the profile's"
        case .speed: "speaking rate as a factor"
        case .seed: "the seed of everything random"
        case .lufs: "loudness of the result in LUFS (ITU-R BS.1770); unset: each voice at -20"
        case .peak: "peak level to bring files to, in dBFS; unset: as spoken"
        case .prebuffer: "audio gathered before playing starts, in ms; unset: the profile's"
        case .hesitation:
            "how long a writer on a pipe may hesitate before what is complete of the text is "
                + "spoken, in ms; 0: for ever"
        case .emoji: "what becomes of emoji: dropped or named"
        case .dictionary: "file with your own pronunciations (TOML)"
        case .pauseClause: "silence after a comma and its like, in ms"
        case .pauseSentence: "silence after a sentence, in ms"
        case .pauseParagraph: "silence after a paragraph, in ms"
        case .workers: "batches spoken at the same time; a family takes as many as it gains from"
        case .maximumBatch: "segments spoken together, at the most"
        case .memoryLimit: "memory for synthesis, such as 512M; unset: what is free"
        case .runAhead: "audio spoken ahead of the listener, in seconds"
        case .maximumText: "the largest text accepted, such as 64M"
        case .player: "the command that plays; reads WAV on its standard input"
        }
    }

    /// By name.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Where a setting came from.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    /// It is as Syrinx has it.
    case builtIn
    /// A settings file.
    case file(String)
    /// A line of the `.env` file in the working directory.
    case dotEnv(variable: String)
    /// A variable of the environment.
    case environment(variable: String)
    /// An option on the command line.
    case flag(String)

    /// The origin in words.
    public var description: String {
        switch self {
        case .builtIn: "default"
        case .file(let path): path
        case .dotEnv(let variable): ".env, \(variable)"
        case .environment(let variable): "environment, \(variable)"
        case .flag(let flag): flag
        }
    }
}

/// Why settings can't be used; each names what and where.
public enum SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A settings file can't be read.
    case unreadable(path: String, reason: String)
    /// A settings file is not TOML or JSON.
    case malformed(path: String, reason: String)
    /// No such setting; `near` lists what may have been meant.
    case unknown(name: String, origin: String, near: [String])
    /// A value that the setting can't have.
    case invalid(name: String, value: String, origin: String, expected: String)

    /// The error with its remedy, in one line.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            return "settings file \(path): \(reason)"
        case .malformed(let path, let reason):
            return "settings file \(path) can't be understood: \(reason)"
        case .unknown(let name, let origin, let near):
            let hint =
                near.isEmpty
                ? "`syrinx config` lists all" : "did you mean \(near.joined(separator: ", "))?"
            return "unknown setting '\(name)' (\(origin)); \(hint)"
        case .invalid(let name, let value, let origin, let expected):
            return "\(name) = '\(value)' (\(origin)): expected \(expected)"
        }
    }
}
