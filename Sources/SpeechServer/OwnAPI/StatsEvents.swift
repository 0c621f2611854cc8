import Hummingbird
import NIOCore
import SpeechEngine

/// The events of `GET /api/tts/events`: requests as they begin, go on and end, and how
/// busy the server is.
struct StatsEvents: Sendable {
    private let service: SpeechService
    private let events: AsyncStream<LedgerEvent>

    /// - Throws: ``APIError`` 503 where too many watch.
    init(
        service: SpeechService
    ) throws(APIError) {
        self.service = service
        events = try service.ledger.watch()
    }

    /// Writes until the client goes or the server ends.
    @concurrent
    func write(to writer: inout any ResponseBodyWriter) async throws {
        // Those who reconnect needn't hurry.
        try await writer.write(ByteBuffer(bytes: Array("retry: 3000\n\n".utf8)))
        for summary in service.ledger.snapshot.running {
            try await writer.write(ByteBuffer(bytes: Self.event("request", summary)))
        }
        try await writer.write(ByteBuffer(bytes: Self.event("load", ServerLoad(service))))
        for await event in events {
            switch event {
            case .request(let summary):
                try await writer.write(ByteBuffer(bytes: Self.event("request", summary)))
            case .load:
                try await writer.write(ByteBuffer(bytes: Self.event("load", ServerLoad(service))))
            }
        }
        try await writer.finish(nil)
    }

    private static func event(_ name: String, _ value: some Encodable) throws(APIError) -> [UInt8] {
        Array("event: \(name)\ndata: ".utf8) + (try JSONBody.bytes(value)) + Array("\n\n".utf8)
    }
}
