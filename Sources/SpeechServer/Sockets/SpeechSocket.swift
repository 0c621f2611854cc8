import AudioFile
import HTTPTypes
import Logging
import NIOCore
import SpeechEngine

/// `WS /v1/audio/speech/stream`: text in piece by piece, audio out as it is made; one
/// utterance after the other. The protocol is described in docs/websocket.md.
struct SpeechSocket: Sendable {
    private let socket: WebSocket
    private let request: SocketRequest
    private let service: SocketService
    private let ending: SocketEnding

    init(_ socket: WebSocket, _ request: SocketRequest, _ service: SocketService) {
        self.socket = socket
        self.request = request
        self.service = service
        ending = SocketEnding(socket)
    }

    /// Where the client stands; only the task that reads its messages knows.
    private struct Reading {
        var utterance: Utterance?
        var utterances = 0
        var needsKey: Bool
        /// Whether messages still belong to an utterance that has failed.
        var isDropping = false
    }

    /// Serves the client to its end.
    func run() async {
        await ending.serve { await read() }
    }

    private func read() async {
        var reading = Reading(needsKey: request.needsKey)
        let impatience = request.needsKey ? expectKey() : nil
        do {
            for try await message in socket.messages {
                do throws(APIError) {
                    try await take(message, &reading)
                } catch {
                    try await refuse(error, &reading)
                }
                if !reading.needsKey { impatience?.cancel() }
            }
        } catch {
            request.logger.debug("socket broke", metadata: ["reason": "\(error)"])
        }
        impatience?.cancel()
        await reading.utterance?.cancel()
    }

    // MARK: The client's messages

    private func take(_ message: WebSocketMessage, _ reading: inout Reading) async throws(APIError)
    {
        guard case .text(let buffer) = message else {
            throw .invalid(nil, "binary messages mean nothing here; send JSON as text")
        }
        let command = try SpeechCommand(buffer.readableBytesView)
        if reading.needsKey { try checkKey(command, &reading) }
        if reading.isDropping {
            switch command {
            case .text, .flush: return
            case .finish:
                reading.isDropping = false
                return
            case .start, .cancel: reading.isDropping = false
            case .ping: break
            }
        }
        switch command {
        case .ping(let id): await tell(.pong(id))
        case .start(let settings, _):
            if let utterance = reading.utterance, !utterance.isOver {
                throw .invalid(
                    "type", "an utterance is running; finish or cancel it first",
                    code: "utterance_running")
            }
            try await begin(settings, &reading)
        case .text(let text):
            if reading.utterance?.isOver ?? true {
                if failedBefore(&reading) { return }
                try await begin(
                    Utterance.Settings(order: SpeechOrder(), format: .pcm), &reading)
            }
            await reading.utterance?.add(.text(Array(text.utf8)))
        case .flush: await reading.utterance?.add(.flush)
        case .finish:
            guard let utterance = reading.utterance, !utterance.isOver else {
                if failedBefore(&reading) {
                    reading.isDropping = false
                    return
                }
                throw .invalid("type", "there is no text to finish", code: "nothing_to_say")
            }
            await utterance.add(.finish)
        case .cancel: await cancel(&reading)
        }
    }

    /// Whether the utterance failed before all of its text had come: what comes of it now is
    /// no other one.
    private func failedBefore(_ reading: inout Reading) -> Bool {
        guard let utterance = reading.utterance, utterance.isOver else { return false }
        reading.utterance = nil
        reading.isDropping = !utterance.hasFinish
        return reading.isDropping
    }

    private func begin(
        _ settings: Utterance.Settings, _ reading: inout Reading
    ) async throws(APIError) {
        // Its last message goes out before the first of the next.
        await reading.utterance?.end()
        reading.utterance = nil
        guard !ending.isEnding else {
            throw .busy("the server is ending", retryAfter: 5)
        }
        if reading.utterances > 0 { try service.countUtterance(request.client) }
        ending.speaks(true)
        reading.utterance = Utterance(
            settings, from: request.origin(utterance: reading.utterances), service.service,
            for: Telling(self))
        reading.utterances += 1
    }

    private func cancel(_ reading: inout Reading) async {
        defer { ending.speaks(false) }
        guard let utterance = reading.utterance else {
            await tell(.ended("cancelled", nil))
            return
        }
        let end = await utterance.cancel()
        reading.utterance = nil
        var statistics: SpeechStatistics?
        if let end, !end.isTold {
            switch end.outcome {
            case .completed(let known, _): statistics = known
            case .cancelled(let known): statistics = known
            case .failed, .deserted: break
            }
        }
        await tell(.ended("cancelled", statistics))
    }

    // MARK: Keys

    /// A page can't set the fields of its request; it shows the key in the first message.
    private func checkKey(
        _ command: SpeechCommand, _ reading: inout Reading
    ) throws(APIError) {
        var key: String?
        if case .start(_, let given) = command { key = given }
        try service.keys.check(key)
        reading.needsKey = false
    }

    private func expectKey() -> Scheduled<Void> {
        socket.channel.eventLoop.scheduleTask(in: service.keyPatience) { [socket] in
            socket.close(.refused("no key came in time"))
        }
    }

    private func refuse(_ error: APIError, _ reading: inout Reading) async throws {
        let isRunning = reading.utterance.map { !$0.isOver } ?? false
        try await send(.error(error, isOver: !isRunning))
        if error.status == .unauthorized { socket.close(.refused("the key is wrong or missing")) }
    }

    // MARK: The server's messages

    func send(_ message: SpeechMessage) async throws {
        try await socket.send(.text(ByteBuffer(bytes: try JSONBody.bytes(message))))
    }

    func send(audio: [UInt8]) async throws {
        try await socket.send(.binary(ByteBuffer(bytes: audio)))
    }

    /// Sends a message; a client that has gone is noticed where its messages are read.
    private func tell(_ message: SpeechMessage) async { try? await send(message) }

    func ended() { ending.speaks(false) }

    var engine: SpeechEngine { service.service.engine }
}
