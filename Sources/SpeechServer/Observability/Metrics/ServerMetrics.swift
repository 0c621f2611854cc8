import AudioSignal
import CoreMetrics
import SpeechEngine

/// What the server counts, in its own words.
struct ServerMetrics: Sendable {
    let registry: MetricsRegistry
    /// Open connections.
    let connections: Meter
    /// Open WebSockets.
    let sockets: Meter
    private let audioSeconds: FloatingPointCounter
    private let characters: Counter

    init(_ registry: MetricsRegistry = MetricsRegistry()) {
        self.registry = registry
        connections = Meter(label: "syrinx_connections", factory: registry)
        connections.set(0)
        sockets = Meter(label: "syrinx_sockets", factory: registry)
        sockets.set(0)
        audioSeconds = FloatingPointCounter(label: "syrinx_audio_seconds_total", factory: registry)
        characters = Counter(label: "syrinx_characters_total", factory: registry)
    }

    /// Counts an HTTP request that has been answered.
    ///
    /// - Parameter route: The route's pattern; nil where no route fits.
    func answered(route: String?, status: Int) {
        Counter(
            label: "syrinx_requests_total",
            dimensions: [("route", route ?? MetricsRegistry.other), ("status", "\(status)")],
            factory: registry
        ).increment()
    }

    /// Notes when the first audio of a streamed answer left.
    func firstAudio(after time: Duration, _ statistics: SpeechStatistics) {
        Recorder(
            label: "syrinx_first_audio_seconds", dimensions: Self.voice(statistics),
            factory: registry
        ).record(time.seconds)
    }

    /// What counts the gaps between pieces of audio of one profile.
    func gaps(profile: String) -> Recorder {
        Recorder(
            label: "syrinx_block_gap_seconds", dimensions: [("profile", profile)],
            factory: registry)
    }

    /// Counts a text that nobody waits for any more.
    func cancelled(route: String) {
        Counter(
            label: "syrinx_cancellations_total", dimensions: [("route", route)], factory: registry
        ).increment()
    }

    /// Counts a text whose speaking has ended.
    func ended(_ summary: RequestSummary, fallbacks: [String]) {
        let statistics = summary.statistics
        Counter(
            label: "syrinx_texts_total",
            dimensions: [("route", summary.route), ("outcome", summary.state.rawValue)],
            factory: registry
        ).increment()
        if summary.state == .cancelled { cancelled(route: summary.route) }
        Recorder(
            label: "syrinx_request_seconds",
            dimensions: [
                ("route", summary.route), ("length", Self.length(of: statistics.characters)),
            ], factory: registry
        ).record(statistics.totalSeconds)
        if let factor = statistics.rtf {
            Recorder(
                label: "syrinx_real_time_factor", dimensions: Self.voice(statistics),
                factory: registry
            ).record(factor)
        }
        audioSeconds.increment(by: statistics.audioSeconds)
        characters.increment(by: statistics.characters)
        for family in fallbacks {
            Counter(
                label: "syrinx_fallbacks_total", dimensions: [("family", family)],
                factory: registry
            ).increment()
        }
    }

    /// The class of a text's length, by the most characters in it.
    static func length(of characters: Int) -> String {
        switch characters {
        case ...100: "100"
        case ...1_000: "1000"
        case ...10_000: "10000"
        case ...100_000: "100000"
        default: "more"
        }
    }

    private static func voice(_ statistics: SpeechStatistics) -> [(String, String)] {
        [("profile", statistics.profile), ("family", statistics.family ?? "none")]
    }
}
