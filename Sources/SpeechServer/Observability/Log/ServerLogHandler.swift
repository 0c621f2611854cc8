import Glibc
public import Logging
public import SpeechEngine

/// Writes the server's log, a line a message, for people or as JSON.
struct ServerLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let format: ServerSettings.LogFormat
    private let sink: LogSink

    init(
        level: Logger.Level, format: ServerSettings.LogFormat, sink: LogSink = .standardError
    ) {
        logLevel = level
        self.format = format
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata
        if let more = metadataProvider?.get() { fields.merge(more) { _, new in new } }
        if let more = event.metadata { fields.merge(more) { _, new in new } }
        // The web framework numbers requests, too; here they have IDs that clients know.
        fields["hb.request.id"] = nil
        if let error = event.error { fields["error"] = "\(error)" }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let line = LogLine(
            seconds: now.tv_sec, milliseconds: now.tv_nsec / 1_000_000, level: event.level,
            message: event.message.description, fields: Self.ordered(fields))
        sink.write(line.text(format))
    }

    /// Which request, what and how it went come first; the rest by name.
    private static let first = [
        "request", "client", "method", "route", "status", "outcome", "seconds",
    ]

    private static func ordered(
        _ fields: Logger.Metadata
    ) -> [(name: String, value: Logger.MetadataValue)] {
        func rank(_ name: String) -> Int { first.firstIndex(of: name) ?? first.count }
        return fields.sorted { a, b in
            let ranks = (rank(a.key), rank(b.key))
            return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : a.key < b.key
        }.map { ($0.key, $0.value) }
    }
}

extension SpeechServer {
    /// The logger that the settings ask for; writes to the standard error stream.
    public static func logger(_ settings: ServerSettings) -> Logger {
        let level = Logger.Level(rawValue: settings.logLevel.rawValue) ?? .info
        return Logger(label: "syrinx") { _ in
            ServerLogHandler(level: level, format: settings.logFormat)
        }
    }
}
