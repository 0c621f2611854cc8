import AudioFile
import FoundationEssentials
import HTTPTypes
import Logging
import NIOCore
import SpeechEngine
import SpeechSchedule
import SpeechText

/// `WS /v1/text-to-speech/{voice_id}/stream-input`: one text per socket, in ElevenLabs'
/// message shapes, for programs that know theirs.
struct ElevenLabsSocket: Sendable {
    static let pattern = "/v1/text-to-speech/{voice_id}/stream-input"
    /// Seconds without a message from the client, where it doesn't say otherwise.
    static let usualInactivity = 20
    static let mostInactivity = 180

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

    /// Serves the client to its end.
    func run() async {
        await ending.serve { await read() }
    }

    private func read() async {
        var utterance: Utterance?
        do {
            var messages = socket.messages.makeAsyncIterator()
            let inactivity = try inactivity()
            while true {
                let impatience = expect(
                    within: request.needsKey && utterance == nil ? nil : inactivity)
                let message = try await messages.next()
                impatience.cancel()
                guard case .text(let buffer) = message else {
                    if message == nil { break }
                    throw APIError.invalid(nil, "binary messages mean nothing here; send JSON")
                }
                let input = try ElevenLabsInput(buffer.readableBytesView)
                if utterance == nil { utterance = try begin(input) }
                if let utterance, await take(input, utterance) { break }
            }
            // All of the text has come; the client is listened to no longer than that.
            if utterance?.hasFinish == true { await utterance?.end() }
        } catch let error as APIError {
            await refuse(error)
        } catch {
            request.logger.debug("socket broke", metadata: ["reason": "\(error)"])
        }
        await utterance?.cancel()
    }

    /// Takes a message into the text; whether it was the last.
    private func take(_ input: ElevenLabsInput, _ utterance: Utterance) async -> Bool {
        guard !input.text.isEmpty else {
            await utterance.add(.finish)
            return true
        }
        await utterance.add(.text(Array(input.text.utf8)))
        if input.isFlush {
            await utterance.add(.flush)
        } else if input.isTrigger {
            await utterance.add(.flushToMark)
        }
        return false
    }

    private func begin(_ first: ElevenLabsInput) throws(APIError) -> Utterance {
        if request.needsKey { try service.keys.check(first.key) }
        guard !ending.isEnding else { throw .busy("the server is ending", retryAfter: 5) }
        let format =
            try request.query["output_format"].map { name throws(APIError) in
                try ElevenLabsFormat(name)
            } ?? .usual
        var order = SpeechOrder()
        order.voice = request.parameters["voice_id"]
        if let tag = request.query["language_code"], !tag.isEmpty {
            order.language = try SpeechOrder.language(tag, of: "language_code")
        }
        order.speed = first.speed
        if let text = request.query["seed"] {
            guard let seed = UInt32(text) else {
                throw .invalid("seed", "seed is '\(text)'; expected 0 to \(UInt32.max)")
            }
            order.seed = UInt64(seed)
        }
        ending.speaks(true)
        return Utterance(
            Utterance.Settings(
                order: order, format: format.format, encoding: format.encoding, rate: format.rate),
            from: request.origin(utterance: 0), service.service, for: self)
    }

    private func inactivity() throws(APIError) -> TimeAmount {
        guard let text = request.query["inactivity_timeout"] else {
            return .seconds(Int64(Self.usualInactivity))
        }
        guard let seconds = Int(text), (1...Self.mostInactivity).contains(seconds) else {
            throw .invalid(
                "inactivity_timeout",
                "inactivity_timeout is '\(text)'; expected seconds, 1 to \(Self.mostInactivity)")
        }
        return .seconds(Int64(seconds))
    }

    /// - Parameter time: nil where a key is awaited.
    private func expect(within time: TimeAmount?) -> Scheduled<Void> {
        socket.channel.eventLoop.scheduleTask(in: time ?? service.keyPatience) { [socket] in
            socket.close(.refused("no message came in time"))
        }
    }

    private func refuse(_ error: APIError) async {
        let closing: WebSocketClosure =
            switch error.status.kind {
            case .clientError: .refused(error.message)
            default: .failed(error.message)
            }
        let told = ElevenLabsError(error, closing: closing)
        if let bytes = try? JSONBody.bytes(told) {
            try? await socket.send(.text(ByteBuffer(bytes: bytes)))
        }
        socket.close(closing)
    }

    fileprivate func send(_ output: ElevenLabsOutput) async throws {
        try await socket.send(.text(ByteBuffer(bytes: output.bytes)))
    }
}

extension ElevenLabsSocket: UtteranceListener {
    func began(_ speech: ActiveSpeech, _ utterance: Utterance) async throws {}

    func happened(_ events: [SessionEvent], _ speech: ActiveSpeech) async throws {}

    func heard(_ audio: [UInt8]) async throws {
        try await send(ElevenLabsOutput(audio: Data(audio).base64EncodedString(), isFinal: nil))
    }

    func ended(_ outcome: Utterance.Outcome) async throws {
        defer { ending.speaks(false) }
        switch outcome {
        case .completed:
            try await send(ElevenLabsOutput(audio: nil, isFinal: true))
            socket.close(.normal)
        case .failed(let error): await refuse(error)
        case .cancelled, .deserted: break
        }
    }
}
