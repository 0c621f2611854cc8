import AudioFile
import AudioSignal
import Logging
import NIOCore
import SpeechEngine
import SpeechSchedule
import Synchronization

/// One connection of a client that speaks Wyoming.
struct WyomingSession: Sendable {
    /// What a session needs to know of its server.
    struct Setting: Sendable {
        let service: SpeechService
        let version: String
        /// How long nothing complete may come while nothing is spoken.
        let idle: TimeAmount
        /// How long a client may take nothing.
        let write: TimeAmount
        let logger: Logger
    }

    private let setting: Setting
    private let channel: any Channel
    private let output: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private let ending: SocketEnding
    private let client: String

    init(
        _ channel: any Channel, _ output: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ setting: Setting
    ) {
        self.setting = setting
        self.channel = channel
        self.output = output
        ending = SocketEnding { channel.close(promise: nil) }
        client = ClientName.of(channel)
    }

    /// Serves the client until it goes, the server ends, or it breaks the protocol.
    func run(_ events: NIOAsyncChannelInboundStream<WyomingEvent>) async {
        await ending.serve { await read(events) }
    }

    private func read(_ events: NIOAsyncChannelInboundStream<WyomingEvent>) async {
        var stream: Utterance?
        do {
            var iterator = events.makeAsyncIterator()
            while true {
                let impatience = channel.eventLoop.scheduleTask(in: setting.idle) { [channel] in
                    channel.close(promise: nil)
                }
                defer { impatience.cancel() }
                guard let event = try await iterator.next() else { break }
                impatience.cancel()
                do throws(APIError) {
                    try await take(event, &stream)
                } catch {
                    try await send(.error(error))
                }
            }
        } catch let error as WyomingEvent.Malformed {
            setting.logger.info(
                "wyoming client cut off", metadata: ["client": "\(client)", "reason": "\(error)"])
        } catch {
            setting.logger.debug("wyoming connection broke", metadata: ["reason": "\(error)"])
        }
        await stream?.cancel()
    }

    private func take(_ event: WyomingEvent, _ stream: inout Utterance?) async throws(APIError) {
        switch event.type {
        case "describe": await tell(try info())
        case "ping":
            await tell(WyomingEvent(type: "pong", data: ["text": event.data["text"] ?? .null]))
        case "synthesize":
            // Beside a stream the whole text comes again, for servers that know no streams.
            guard stream == nil else { return }
            try await speak(try SpeechOrder(wyoming: event.data))
        case "synthesize-start":
            await stream?.cancel()
            stream = nil
            var order = try SpeechOrder(wyoming: event.data)
            order.text = ""
            stream = begin(order)
        case "synthesize-chunk":
            guard case .text(let text) = event.data["text"] else { throw .missing("text") }
            await stream?.add(.text(Array(text.utf8)))
        case "synthesize-stop":
            guard let speaking = stream else {
                throw .invalid("type", "synthesize-stop without synthesize-start")
            }
            await speaking.add(.finish)
            await speaking.end()
            stream = nil
        default: break
        }
    }

    private func info() throws(APIError) -> WyomingEvent {
        do throws(EngineError) {
            return .info(try setting.service.engine.voices().voices, version: setting.version)
        } catch {
            throw APIError(error)
        }
    }

    // MARK: Speaking

    private func begin(_ order: SpeechOrder) -> Utterance {
        ending.speaks(true)
        return Utterance(
            Utterance.Settings(order: order, format: .pcm), from: origin(),
            setting.service, for: Telling(self, isStream: true))
    }

    /// Speaks a whole text, to its end.
    private func speak(_ order: SpeechOrder) async throws(APIError) {
        guard !order.text.isEmpty else { throw .missing("text") }
        ending.speaks(true)
        defer { ending.speaks(false) }
        let speech = try await setting.service.speak(order, for: .listening, from: origin())
        let telling = Telling(self, isStream: false)
        let encoded = EncodedSpeech(speech.session, as: .pcm)
        do {
            while let audio = try await encoded.next() {
                if !telling.hasBegun { try await telling.begin(speech) }
                try await telling.heard(audio)
                speech.sent()
            }
            speech.completed()
            try await telling.finish()
        } catch let error as EngineError {
            throw speech.ended(by: error)
        } catch {
            // The client has gone, which is noticed where its events are read.
            speech.cancel()
        }
    }

    private func origin() -> RequestOrigin {
        RequestOrigin(id: RequestIdentity.fresh(), route: "wyoming", client: client)
    }

    // MARK: Sending

    fileprivate func send(_ event: WyomingEvent) async throws {
        let watch = TakingWatch(channel, limit: setting.write)
        defer { watch.end() }
        try await output.write(event.bytes)
    }

    private func tell(_ event: WyomingEvent) async { try? await send(event) }

    /// Tells the client of what is spoken.
    private final class Telling: UtteranceListener {
        private let session: WyomingSession
        private let isStream: Bool
        /// Samples per second, once it has begun, and samples so far.
        private let progress = Mutex<(hertz: Int?, samples: Int)>((nil, 0))

        init(_ session: WyomingSession, isStream: Bool) {
            self.session = session
            self.isStream = isStream
        }

        var hasBegun: Bool { progress.withLock { $0.hertz != nil } }

        func begin(_ speech: ActiveSpeech) async throws {
            let hertz = speech.session.rate.hertz
            progress.withLock { $0.hertz = hertz }
            try await session.send(.audioStart(hertz))
        }

        func began(_ speech: ActiveSpeech, _ utterance: Utterance) async throws {
            try await begin(speech)
        }

        func happened(_ events: [SessionEvent], _ speech: ActiveSpeech) async throws {}

        func heard(_ audio: [UInt8]) async throws {
            let (hertz, before) = progress.withLock { progress in
                defer { progress.samples += audio.count / 2 }
                return (progress.hertz ?? 0, progress.samples)
            }
            try await session.send(.audioChunk(audio, max(1, hertz), after: before))
        }

        func finish() async throws {
            let (hertz, samples) = progress.withLock { $0 }
            if let hertz { try await session.send(.audioStop(hertz, after: samples)) }
            if isStream { try await session.send(WyomingEvent(type: "synthesize-stopped")) }
        }

        func ended(_ outcome: Utterance.Outcome) async throws {
            defer { session.ending.speaks(false) }
            switch outcome {
            case .completed: try await finish()
            case .failed(let error):
                try await session.send(.error(error))
                try await finish()
            case .cancelled, .deserted: break
            }
        }
    }
}
