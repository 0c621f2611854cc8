import AudioFile
import AudioSignal
import SpeechEngine
import SpeechPlan
import SpeechSchedule
import SpeechText

/// What a client of our own protocol says; docs/websocket.md.
enum SpeechCommand: Sendable {
    case start(Utterance.Settings, key: String?)
    case text(String)
    case flush
    case finish
    case cancel
    case ping(JSON?)

    /// - Throws: ``APIError`` 400 that names the field.
    init(_ bytes: some Collection<UInt8>) throws(APIError) {
        var fields = try Fields(try JSON.parse(bytes))
        guard let type = try fields.name("type") else { throw .missing("type") }
        switch type {
        case "start": self = try Self.start(&fields)
        case "text":
            guard let text = try fields.text("text") else { throw .missing("text") }
            self = .text(text)
        case "flush": self = .flush
        case "finish": self = .finish
        case "cancel": self = .cancel
        case "ping": self = .ping(fields.value("id"))
        default:
            throw .invalid(
                "type",
                "type is '\(type)'; expected start, text, flush, finish, cancel or ping")
        }
    }

    private static func start(_ fields: inout Fields) throws(APIError) -> SpeechCommand {
        var order = SpeechOrder()
        try order.read(&fields)
        if order.voice == nil { order.voice = try fields.name("speaker") }
        try order.readFormat(&fields, as: "response_format", "format")
        let key = try fields.text("api_key")
        order.warnings += fields.unknown
        return .start(Utterance.Settings(order: order, format: order.format ?? .pcm), key: key)
    }
}

/// What the server says in our own protocol. What isn't there is left out.
struct SpeechMessage: Encodable, Sendable {
    var type: String
    var requestId: String?
    var voice: String?
    var profile: String?
    var responseFormat: String?
    var sampleRate: Int?
    var channels: Int?
    var sampleFormat: String?
    var blockMs: Int?
    var preBufferMs: Int?
    var index: Int?
    var text: String?
    var source: [Int]?
    var state: String?
    var at: Double?
    var audioStart: Double?
    var words: [Timestamps.Word]?
    var message: String?
    var statistics: SpeechStatistics?
    var error: APIError.Body.Content?
    var utteranceOver: Bool?
    var id: JSON?

    init(_ type: String) { self.type = type }

    /// An utterance begins.
    static func ready(
        _ speech: ActiveSpeech, _ utterance: Utterance, profile: Profile?, settings: Settings
    ) -> SpeechMessage {
        var message = SpeechMessage("ready")
        let format = utterance.settings.format
        message.requestId = utterance.origin.id
        message.voice = speech.statistics.voice
        message.profile = speech.statistics.profile
        message.responseFormat = format.rawValue
        message.sampleRate = format.rate(for: speech.session.rate).hertz
        message.channels = 1
        if format == .pcm || format == .wav { message.sampleFormat = "s16le" }
        message.blockMs = profile.map { Int($0.block.seconds * 1e3) }
        message.preBufferMs = profile.map { Int(settings.preBuffer(for: $0).seconds * 1e3) }
        return message
    }

    /// What happened, as far as clients are told.
    ///
    /// - Parameter delay: From the client's asking to the beginning of the session.
    init?(_ event: SessionEvent, _ speech: ActiveSpeech, delay: Duration) {
        switch event.kind {
        case .planned(let chunk):
            // A pause is no chunk to a listener.
            guard !chunk.text.isEmpty else { return nil }
            self.init("chunk")
            index = chunk.index
            text = chunk.text
            source = [chunk.source.lowerBound, chunk.source.upperBound]
            state = "queued"
        case .speaking(let chunk, _):
            self.init("chunk")
            index = chunk
            state = "speaking"
        case .spoken(let chunk):
            self.init("chunk")
            index = chunk
            state = "spoken"
        case .begins(let chunk, let sample):
            self.init("mark")
            index = chunk
            audioStart = (Double(sample) / Double(speech.session.rate.hertz)).rounded(to: 1e6)
            return
        case .words(let chunk, let words):
            self.init("words")
            index = chunk
            self.words = words.map {
                Timestamps.Word($0, chunk: chunk, rate: speech.session.rate)
            }
            return
        case .canResume: return nil
        }
        at = (event.at + delay).seconds.rounded(to: 1e6)
    }

    static func warning(_ text: String) -> SpeechMessage {
        var message = SpeechMessage("warning")
        message.message = text
        return message
    }

    static func ended(_ type: String, _ statistics: SpeechStatistics?) -> SpeechMessage {
        var message = SpeechMessage(type)
        message.statistics = statistics
        return message
    }

    /// - Parameter isOver: Whether the utterance is over; else it goes on, and only the last
    ///   message of the client's was wrong.
    static func error(_ error: APIError, isOver: Bool) -> SpeechMessage {
        var message = SpeechMessage("error")
        message.error = error.body.error
        message.utteranceOver = isOver
        return message
    }

    static func pong(_ id: JSON?) -> SpeechMessage {
        var message = SpeechMessage("pong")
        message.id = id
        return message
    }
}
