import ConversionEngine
import ModelBlocks
import VoiceConversion

/// What a client says through a socket of conversion; docs/websocket.md.
enum ConversionCommand: Sendable {
    /// How somebody is to be converted, as far as it is told.
    struct Wishes: Sendable, Equatable {
        var target: String?
        var pitch: Double?
        /// Told with nil: no gate.
        var gate: Double??
        var bypasses: Bool?
    }

    case start(Wishes, rate: Int, isLive: Bool, key: String?)
    case update(Wishes)
    case finish
    case cancel
    case ping(JSON?)

    /// - Throws: ``APIError`` 400 that names the field.
    init(_ bytes: some Collection<UInt8>) throws(APIError) {
        var fields = try Fields(try JSON.parse(bytes))
        guard let type = try fields.name("type") else { throw .missing("type") }
        switch type {
        case "start":
            let rate = try fields.whole("sample_rate", in: 8_000...96_000) ?? ConversionModel.rate
            let isLive = try fields.flag("live") ?? true
            let key = try fields.text("api_key")
            let wishes = try Self.wishes(&fields)
            guard wishes.target != nil else { throw .missing("to") }
            self = .start(wishes, rate: rate, isLive: isLive, key: key)
        case "update": self = .update(try Self.wishes(&fields))
        case "finish": self = .finish
        case "cancel": self = .cancel
        case "ping": self = .ping(fields.value("id"))
        default:
            throw .invalid(
                "type", "type is '\(type)'; expected start, update, finish, cancel or ping")
        }
        guard let unknown = fields.unknown.first else { return }
        throw .invalid(nil, unknown + "; docs/websocket.md lists those that there are")
    }

    private static func wishes(_ fields: inout Fields) throws(APIError) -> Wishes {
        var wishes = Wishes()
        wishes.target = try fields.name("to")
        wishes.pitch = try fields.number("pitch", in: -24...24)
        switch fields.told("gate") {
        case .null?:
            _ = fields.value("gate")
            wishes.gate = .some(nil)
        case .some: wishes.gate = try fields.number("gate", in: -100...0)
        case nil: break
        }
        wishes.bypasses = try fields.flag("bypass")
        return wishes
    }
}

/// What the server says through it. What isn't there is left out.
struct ConversionMessage: Encodable, Sendable {
    /// Percentiles in milliseconds.
    struct Times: Encodable, Sendable {
        var p50: Double
        var p95: Double
        var p99: Double
        var max: Double

        init(_ meter: LatencyMeter) {
            func milliseconds(_ seconds: Double) -> Double { (seconds * 1e5).rounded() / 100 }
            p50 = milliseconds(meter.percentile(0.5))
            p95 = milliseconds(meter.percentile(0.95))
            p99 = milliseconds(meter.percentile(0.99))
            max = milliseconds(meter.longest)
        }
    }

    var type: String
    var requestId: String?
    var voice: String?
    var executor: String?
    var sampleRate: Int?
    var sampleFormat: String?
    var frameMs: Int?
    var algorithmicMs: Int?
    var resamplingMs: Double?
    var frames: Int?
    var lateFrames: Int?
    var concealedFrames: Int?
    var replacedSamples: Int?
    var waitingFrames: Int?
    var computeMs: Times?
    var totalMs: Times?
    var inputLevel: Float?
    var outputLevel: Float?
    var error: APIError.Body.Content?
    var conversionOver: Bool?
    var id: JSON?

    init(_ type: String) { self.type = type }

    /// What there is to see of a conversion.
    init(_ type: String, _ meters: LiveMeters, waiting: Int) {
        self.init(type)
        frames = meters.frames
        lateFrames = meters.late
        concealedFrames = meters.concealed
        replacedSamples = meters.replaced
        waitingFrames = waiting
        computeMs = Times(meters.compute)
        totalMs = Times(meters.total)
        inputLevel = meters.inputLevel
        outputLevel = meters.outputLevel
    }

    /// - Parameter isOver: Whether the conversion is over; else it goes on, and only the last
    ///   message of the client's was wrong.
    static func error(_ error: APIError, isOver: Bool) -> ConversionMessage {
        var message = ConversionMessage("error")
        message.error = error.body.error
        message.conversionOver = isOver
        return message
    }
}
