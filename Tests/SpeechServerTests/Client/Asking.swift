import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

extension LiveServer {
    /// Runs a server of one family of tones with settings of its own.
    static func with<Value: Sendable>(
        changing change: (inout Settings) -> Void, use: (LiveServer) async throws -> Value
    ) async throws -> Value {
        try await with([ToneFamily("tone").entry()], change, use: use)
    }

    /// Runs a server whose voice waits at a gate, which closes when the voice has warmed up.
    static func gated(
        at place: ToneFamily.GatePlace = .batch, changing change: (inout Settings) -> Void,
        use: (LiveServer, Gate, FamilyRecord) async throws -> Void
    ) async throws {
        let gate = Gate(open: true)
        var tones = ToneFamily()
        tones.gate = gate
        tones.gatePlace = place
        let record = tones.record
        try await with([tones.entry()], change) { live in
            try await eventually("it is ready") {
                try await fetch(live.port, "/ready").status == 200
            }
            gate.close()
            try await use(live, gate, record)
            gate.open()
        }
    }

    /// A number of the server's statistics, such as `load.queued`.
    func statistic(_ path: String) async throws -> Double? {
        var value: JSON? = try JSON.parse(try await fetch(port, "/api/tts/stats").body)
        for name in path.split(separator: ".") { value = value?[String(name)] }
        return value?.number
    }

    /// The answer to a speech request of OpenAI's kind, on a connection of its own.
    func speak(
        _ text: String, _ more: String = "", voice: String = "tone/low", format: String = "pcm",
        fields: [(String, String)] = []
    ) async throws -> Answer {
        try await fetch(
            port, "/v1/audio/speech", fields,
            json: Self.body(text, more, voice: voice, format: format))
    }

    /// Sends such a request, and leaves the answer to be read.
    func ask(
        _ path: String = "/v1/audio/speech", json: String, receiveBuffer: Int32? = nil
    ) async throws -> Connection {
        try await onThread { [port] in
            let connection = try Connection(port: port, receiveBuffer: receiveBuffer)
            try connection.post(path, json: json)
            return connection
        }
    }

    /// The body of such a request.
    ///
    /// - Parameter more: Further fields, as JSON.
    static func body(
        _ text: String, _ more: String = "", voice: String = "tone/low", format: String = "pcm"
    ) -> String {
        var body = #"{"model":"tts-1","voice":"\#(voice)","response_format":"\#(format)""#
        body += #","input":"\#(text)""#
        return body + (more.isEmpty ? "}" : ",\(more)}")
    }
}

extension Answer {
    /// A value of the error that the answer is.
    func error(_ name: String) -> String? {
        ((try? JSON.parse(body))?["error"]?[name]).flatMap(\.string)
    }
}

/// Waits until something is so, which other tasks bring about; fails where it never is.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    _ isSo: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !isSo() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: sourceLocation)
            return
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// `@unchecked Sendable`: a test hands a connection from thread to thread and never uses it
/// on two at a time.
extension Connection: @unchecked Sendable {}
