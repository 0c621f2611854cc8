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
    case wren
    case converter
    case runtimeExecutor = "runtime.executor"
    case runtimeDevice = "runtime.device"
    case runtimePrecision = "runtime.precision"
    case runtimeThreads = "runtime.threads"
    case runtimeCores = "runtime.cores"
    case runtimeCache = "runtime.cache"
    case serverHost = "server.host"
    case serverPort = "server.port"
    case serverKey = "server.api_key"
    case serverKeyFile = "server.api_key_file"
    case serverInsecure = "server.insecure"
    case serverOrigins = "server.cors_origins"
    case serverCertificate = "server.tls_certificate"
    case serverPrivateKey = "server.tls_key"
    case serverMaximumBody = "server.max_body"
    case serverMaximumConnections = "server.max_connections"
    case serverMaximumRequests = "server.max_requests"
    case serverMaximumQueue = "server.max_queue"
    case serverQueueTimeout = "server.queue_timeout_s"
    case serverClientRequests = "server.client_requests"
    case serverClientRate = "server.client_rate"
    case serverHeaderTimeout = "server.header_timeout_s"
    case serverBodyTimeout = "server.body_timeout_s"
    case serverWriteTimeout = "server.write_timeout_s"
    case serverIdleTimeout = "server.idle_timeout_s"
    case serverDrain = "server.drain_s"
    case serverWarm = "server.warm"
    case serverIdleUnload = "server.idle_unload_s"
    case serverData = "server.data"
    case serverJobWorkers = "server.job_workers"
    case serverJobsKept = "server.jobs_kept_days"
    case serverLogLevel = "server.log_level"
    case serverLogFormat = "server.log_format"
    case serverLogText = "server.log_text"
    case serverWyoming = "server.wyoming"
    case serverWyomingHost = "server.wyoming_host"
    case serverWyomingPort = "server.wyoming_port"

    /// The environment variable that sets it.
    public var variable: String {
        "SYRINX_" + rawValue.uppercased().replacing(".", with: "_")
    }

    /// Whether its value is a secret, which is never shown.
    public var isSecret: Bool { self == .serverKey }

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
