import Glibc
import SpeechEngine
import SpeechTesting
import Testing

@testable import SpeechServer

/// What `/metrics` says of a running server.
@Suite(.timeLimit(.minutes(5))) struct LiveMetricsTests {
    private static let speech =
        #"{"model":"tts-1","input":"Hello.","voice":"tone/low","response_format":"pcm"}"#

    private static func sample(_ text: String, _ line: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(line + " ") }
            .flatMap { Double($0.dropFirst(line.count + 1)) }
    }

    @Test func `requests are counted where they ended`() async throws {
        try await LiveServer.with { live in
            _ = try await fetch(live.port, "/v1/audio/speech", json: Self.speech)
            _ = try await fetch(live.port, "/v1/audio/speech", json: "{}")
            for name in 0..<100 { _ = try await fetch(live.port, "/made/up/\(name)") }
            let answer = try await fetch(live.port, "/metrics")
            #expect(answer["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let text = answer.text
            let requests = "syrinx_requests_total{route="
            #expect(Self.sample(text, requests + "\"/v1/audio/speech\",status=\"200\"}") == 1)
            #expect(Self.sample(text, requests + "\"/v1/audio/speech\",status=\"400\"}") == 1)
            #expect(Self.sample(text, requests + "\"other\",status=\"404\"}") == 100)
            #expect(
                Self.sample(
                    text, "syrinx_first_audio_seconds_count{profile=\"fast\",family=\"tone\"}")
                    == 1)
            #expect(Self.sample(text, "syrinx_characters_total") == 6)
            #expect((Self.sample(text, "syrinx_audio_seconds_total") ?? 0) > 0.05)
            #expect(
                Self.sample(
                    text,
                    "syrinx_request_seconds_count{route=\"/v1/audio/speech\",length=\"100\"}")
                    == 1)
            #expect(Self.sample(text, "syrinx_queue_depth") == 0)
            #expect((Self.sample(text, "syrinx_batch_occupancy_count") ?? 0) >= 1)
            #expect((Self.sample(text, "syrinx_segments_total") ?? 0) >= 1)
            #expect(Self.sample(text, "syrinx_family_loaded_bytes{family=\"tone\"}") != nil)
            #expect((Self.sample(text, "process_resident_memory_bytes") ?? 0) > 1e6)
        }
    }

    @Test func `connections and sockets are counted while they are open`() async throws {
        try await LiveServer.with { live in
            func counts() async throws -> [Double?] {
                let text = try await fetch(live.port, "/metrics").text
                return ["syrinx_connections", "syrinx_sockets"].map { Self.sample(text, $0) }
            }
            let (idle, socket) = try await onThread {
                let socket = try Connection(port: live.port)
                try socket.upgrade("/v1/audio/speech/stream")
                return (try Connection(port: live.port), socket)
            }
            // The one that asks is the third; those before may take a moment to go.
            try await eventually("they are counted") { try await counts() == [3, 1] }
            idle.endSending()
            socket.endSending()
            try await eventually("they are gone") { try await counts() == [1, 0] }
        }
    }

    @Test func `a listener who leaves counts as a cancellation`() async throws {
        try await LiveServer.with { live in
            // More than the kernel holds for one who doesn't read.
            let words = String(repeating: "word after word, ", count: 4_000)
            let json =
                #"{"model":"tts-1","input":"\#(words)","voice":"tone/low","response_format":"pcm"}"#
            try await onThread {
                let connection = try Connection(port: live.port, receiveBuffer: 4_096)
                connection.resetAtEnd()
                try connection.post("/v1/audio/speech", json: json)
                #expect(try connection.head().status == 200)
            }
            // The server learns of it when it writes.
            var cancelled: Double?
            for _ in 0..<200 where cancelled == nil {
                try await Task.sleep(for: .milliseconds(20))
                let text = try await fetch(live.port, "/metrics").text
                cancelled = Self.sample(
                    text, "syrinx_cancellations_total{route=\"/v1/audio/speech\"}")
            }
            #expect(cancelled == 1)
        }
    }

    /// Where Prometheus's own checker is.
    private static let promtool: String? = ["/usr/bin/promtool", "/usr/local/bin/promtool"]
        .first { access($0, X_OK) == 0 }

    // Debian's package `prometheus` has it (scripts/setup --tests).
    @Test(.enabled(if: promtool != nil, "promtool is not installed"))
    func `promtool finds nothing to say`() async throws {
        let promtool = try #require(Self.promtool)
        try await LiveServer.with { live in
            _ = try await fetch(live.port, "/v1/audio/speech", json: Self.speech)
            let text = try await fetch(live.port, "/metrics").text
            let output = try await onThread {
                try Program.run([promtool, "check", "metrics"], Array(text.utf8))
            }
            #expect(output.status == 0)
            #expect(output.text.isEmpty)
            // The checker is able to complain.
            let wrong = try await onThread {
                try Program.run(
                    [promtool, "check", "metrics"], Array("# TYPE a counter\na 1\n".utf8))
            }
            #expect(wrong.status != 0 && !wrong.text.isEmpty)
        }
    }
}
