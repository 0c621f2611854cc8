import ArgumentParser
import AudioSignal
import Glibc
import SpeechEngine

/// `syrinx bench server`: the server as its clients feel it.
struct BenchServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "The server over the loopback: first audio, many listeners, barge-in, idle "
            + "sockets; with --soak, a mixed load for a long time.",
        discussion: """
            Starts this very program as a server of its own, and listens over raw sockets. \
            First audio is from the request sent to the first sample that arrives; audible \
            means above −60 dB of full scale.
            """)

    @Option(help: "Runs of each single measurement.")
    var runs = 21

    @Option(help: "How many listen at once.")
    var listeners = 16

    @Option(help: "How many sockets are connected and idle.")
    var idle = 200

    @Option(
        help: ArgumentHelp(
            "Only the mixed load, for so long: requests, disconnects, cancellations, bad "
                + "requests, jobs, sockets.", valueName: "minutes"))
    var soak: Int?

    @OptionGroup var options: BenchOptions

    mutating func run() async throws {
        let figures =
            if let soak {
                try await BenchServerSoak.measure(minutes: soak)
            } else {
                try await Self.measure(runs: runs, listeners: listeners, idle: idle)
            }
        try BenchReport(figures).print(json: options.json)
    }

    static func measure(
        runs: Int, listeners: Int, idle: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let runs = max(3, min(runs, 1_000))
        let listeners = max(2, min(listeners, 64))
        let server = try ServerProcess.start()
        defer { server.end() }
        var figures = try await firstAudio(server, runs)
        figures += try await together(server, listeners, rounds: max(3, runs / 2))
        figures += try await apart(server, listeners)
        figures += try await bargeIn(server, runs)
        figures += try await idleSockets(server, max(1, min(idle, 1_000)))
        return figures
    }

    /// One stream: new texts of one sentence and a second one, over one connection.
    private static func firstAudio(
        _ server: ServerProcess, _ runs: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let port = server.port
        var figures: [BenchFigure] = []
        for (profile, aim) in [("fast", 40.0), ("cinematic", 80.0)] {
            let http = try await onThread { () throws(EngineError) in
                let listener = BenchListener(port: port, profile: profile)
                let connection = try ServerConnection(port: port)
                return try repeated(runs) { (index) throws(EngineError) in
                    try listener.listen(to: BenchListener.prose(120, index), on: connection)
                }
            }
            figures += row("\(profile), HTTP", http, atMost: aim)
            let socket = try await onThread { () throws(EngineError) in
                let talk = try ServerTalk(port: port)
                return try repeated(runs) { (index) throws(EngineError) in
                    try talk.listen(to: BenchListener.prose(120, index), profile: profile)
                }
            }
            figures += row("\(profile), WebSocket", socket, atMost: aim)
        }
        return figures
    }

    /// Runs something many times; the first time, which loads what is not loaded, is left out.
    private static func repeated<Value>(
        _ runs: Int, _ run: (Int) throws(EngineError) -> Value
    ) throws(EngineError) -> [Value] {
        _ = try run(0)
        var values: [Value] = []
        for index in 1...runs { values.append(try run(index)) }
        return values
    }

    private static func row(
        _ what: String, _ heard: [HeardSpeech], atMost aim: Double
    ) -> [BenchFigure] {
        let first = Spread(heard.map(\.first))
        return [
            .atMost(aim, "server", "first audio, \(what), p50", first.median, "ms"),
            figure("first audio, \(what), p95", first.p95, "ms"),
            figure(
                "first audible sample, \(what), p50", Spread(heard.map(\.firstAudible)).median,
                "ms"),
        ]
    }

    /// All of them begin in the same instant, again and again.
    private static func together(
        _ server: ServerProcess, _ listeners: Int, rounds: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let port = server.port
        let texts = (0..<listeners).map { BenchListener.prose(240, 1_000 + $0) }
        let alone = try await solo(texts, port)
        var waits: [Double] = []
        var same = 0
        for _ in 0..<rounds {
            let instant = ContinuousClock.now + .milliseconds(100)
            let heard = try await onThreads(listeners) { (index) throws(EngineError) in
                let connection = try ServerConnection(port: port)
                let wait = instant - ContinuousClock.now
                if wait > .zero { usleep(UInt32(wait.seconds * 1e6)) }
                return try BenchListener(port: port).listen(to: texts[index], on: connection)
            }
            waits += heard.map(\.first)
            same += zip(heard, alone).count { $0.digest == $1.digest && $0.bytes == $1.bytes }
        }
        let what = "\(listeners) in one instant"
        let spread = Spread(waits)
        return [
            figure("\(what), first audio, p50", spread.median, "ms"),
            .atMost(60, "server", "\(what), first audio, p95", spread.p95, "ms"),
            .atLeast(
                Double(listeners * rounds), "server", "\(what), samples as alone", Double(same),
                "streams"),
        ]
    }

    /// Each begins at moments of its own, within the others' speech, and plays what it hears.
    private static func apart(
        _ server: ServerProcess, _ listeners: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let port = server.port
        let each = 3
        let texts = (0..<listeners * each).map { BenchListener.prose(120, 2_000 + $0) }
        let alone = try await solo(texts, port)
        let heard = try await onThreads(listeners) { (index) throws(EngineError) in
            var random = SplitMix(state: UInt64(index + 1))
            var heard: [HeardSpeech] = []
            for turn in 0..<each {
                usleep(UInt32(random.below(4_000_000)))
                let connection = try ServerConnection(port: port, receiveBuffer: 32 << 10)
                heard.append(
                    try BenchListener(port: port).listen(
                        to: texts[index * each + turn], on: connection, isPlaying: true))
            }
            return heard
        }.flatMap { $0 }
        let spread = Spread(heard.map(\.first))
        let single = Spread(alone.map(\.first)).median
        let same = zip(heard, alone).count { $0.digest == $1.digest && $0.bytes == $1.bytes }
        let what = "\(listeners) at random moments"
        return [
            figure("\(what), the same texts alone, p50", single, "ms"),
            figure("\(what), first audio, p50", spread.median, "ms"),
            figure("\(what), first audio, p95", spread.p95, "ms"),
            .atMost(2, "server", "\(what), p95 to one alone", spread.p95 / single, "×"),
            .atLeast(
                Double(heard.count), "server", "\(what), samples as alone", Double(same),
                "streams"),
            .atMost(
                0, "server", "\(what), underruns at 1 ×",
                Double(heard.map(\.underruns).reduce(0, +)), ""),
        ]
    }

    /// The texts one after the other, on connections as those of many listeners.
    private static func solo(
        _ texts: [String], _ port: Int
    ) async throws(EngineError) -> [HeardSpeech] {
        try await onThread { () throws(EngineError) in
            var heard: [HeardSpeech] = []
            for text in texts {
                let connection = try ServerConnection(port: port)
                heard.append(try BenchListener(port: port).listen(to: text, on: connection))
            }
            return heard
        }
    }

    private static func bargeIn(
        _ server: ServerProcess, _ runs: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let port = server.port
        let silences = try await onThread { () throws(EngineError) in
            let talk = try ServerTalk(port: port)
            return try repeated(runs) { (index) throws(EngineError) in
                try talk.bargeIn(
                    BenchListener.prose(6_000, index), after: 3_200 + index % 20 * 1_600)
            }
        }
        let spread = Spread(silences.map(\.0))
        return [
            figure("barge-in, cancel to silence, p50", spread.median, "ms"),
            .atMost(100, "server", "barge-in, cancel to silence, p95", spread.p95, "ms"),
            .atMost(
                0, "server", "barge-in, audio after the server's word",
                Double(silences.map(\.late).reduce(0, +)), "frames"),
        ]
    }

    /// Sockets that have spoken once and then only stay.
    private static func idleSockets(
        _ server: ServerProcess, _ count: Int
    ) async throws(EngineError) -> [BenchFigure] {
        let port = server.port
        usleep(500_000)
        let before = Double(server.residentBytes)
        let cost = try await onThread { () throws(EngineError) in
            var sockets: [ServerTalk] = []
            for index in 0..<count {
                let talk = try ServerTalk(port: port)
                _ = try talk.listen(to: BenchListener.prose(40, index))
                sockets.append(talk)
            }
            sleep(2)
            let bytes = Double(server.residentBytes) - before
            return withExtendedLifetime(sockets) { bytes }
        }
        return [
            .atMost(100, "server", "\(count) idle sockets", cost / 1e6, "MB"),
            figure("memory before them", before / 1e6, "MB"),
        ]
    }

    static func figure(_ what: String, _ value: Double, _ unit: String) -> BenchFigure {
        BenchFigure(bench: "server", what: what, value: value, unit: unit)
    }
}
