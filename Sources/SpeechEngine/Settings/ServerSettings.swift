/// What can be set about the server; `[server]` in the settings file.
///
/// The server reads it, the engine doesn't. It stands here so that there is one table of
/// settings, checked as a whole.
public struct ServerSettings: Sendable {
    /// How log lines are written.
    public enum LogFormat: String, Sendable, CaseIterable {
        /// For people.
        case text
        /// One JSON object a line.
        case json
    }

    /// The least important messages that are written.
    public enum LogLevel: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error
    }

    /// The address to listen on: a name, an IPv4 or an IPv6 address.
    public var host = "127.0.0.1"
    /// The TCP port, 0...65,535; 0 means any that is free.
    public var port = 8880
    /// Who shows one of these keys may use the server; empty: everybody who reaches it.
    public var apiKeys: [String] = []
    /// A file with more keys, one a line.
    public var apiKeyFile: String?
    /// Whether to listen beyond this machine without a key.
    public var isInsecure = false
    /// Web origins whose pages may use the server, such as `https://example.org`.
    public var corsOrigins: [String] = []
    /// PEM file with the certificate chain; with ``tlsKey`` the server speaks TLS.
    public var tlsCertificate: String?
    /// PEM file with the private key.
    public var tlsKey: String?
    /// The largest body of a request, in bytes.
    public var maximumBody = 16 << 20
    /// Connections open at the same time.
    public var maximumConnections = 2048
    /// Texts spoken at the same time; further ones wait.
    public var maximumRequests = 64
    /// Texts that wait; further ones are refused with 503.
    public var maximumQueue = 256
    /// How long a text waits for its turn before it is refused with 503.
    public var queueTimeout = Duration.seconds(30)
    /// Texts that one client may have spoken or waiting at the same time.
    public var clientRequests = 64
    /// Requests that one client may begin in a minute; 0: any number.
    public var clientRate = 0
    /// How long a client may take for the head of a request.
    public var headerTimeout = Duration.seconds(10)
    /// How long nothing may come of a request's body.
    public var bodyTimeout = Duration.seconds(30)
    /// How long a client may take no audio before it is cut off.
    public var writeTimeout = Duration.seconds(60)
    /// How long a connection may be idle between requests.
    public var idleTimeout = Duration.seconds(75)
    /// How long running requests may go on after the server was asked to end.
    public var drain = Duration.seconds(30)
    /// The voices to load and warm up at start; empty: the default voice.
    public var warm: [String] = []
    /// Recordings and speakers converted at the same time; further ones are refused with 503. 0: four
    /// to a processor.
    public var maximumConversions = 0
    /// After how long a family that nobody uses is unloaded; zero: never.
    public var idleUnload = Duration.zero
    /// The folder of jobs; nil means `$XDG_STATE_HOME/syrinx`.
    public var data: String?
    /// Jobs spoken at the same time; 0: none.
    public var jobWorkers = 1
    /// For how many days finished jobs are kept; 0: for ever.
    public var jobsKeptDays = 30
    /// The least important messages that are written.
    public var logLevel = LogLevel.info
    /// How log lines are written.
    public var logFormat = LogFormat.text
    /// Whether texts are written into the log.
    public var logsText = false
    /// Whether to speak Wyoming, Home Assistant's protocol.
    public var wyoming = false
    /// The address for Wyoming, which knows no key.
    public var wyomingHost = "127.0.0.1"
    /// The TCP port for Wyoming.
    public var wyomingPort = 10_200

    /// Makes the default settings.
    public init() {}
}
