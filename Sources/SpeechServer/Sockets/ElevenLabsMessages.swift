import FoundationEssentials
import SpeechEngine
import SpeechText

/// A message of a client of `stream-input`, as ElevenLabs has it.
struct ElevenLabsInput: Sendable {
    /// What is to be said; empty: nothing more comes.
    var text = ""
    /// Speak what there is, whole.
    var isFlush = false
    /// Speak what there is up to its last mark.
    var isTrigger = false
    var speed: Double?
    var key: String?

    /// - Throws: ``APIError`` 400 that names the field.
    init(_ bytes: some Collection<UInt8>) throws(APIError) {
        var fields = try Fields(try JSON.parse(bytes))
        guard let text = try fields.text("text") else { throw .missing("text") }
        self.text = text
        isFlush = try fields.flag("flush") ?? false
        isTrigger = try fields.flag("try_trigger_generation") ?? false
        key = try fields.text("xi_api_key")
        if let authorization = try fields.text("authorization"), key == nil {
            key = authorization.split(separator: " ").last.map(String.init)
        }
        if let settings = fields.value("voice_settings") {
            speed = try Self.speed(settings)
        }
    }

    /// The rate of speaking; the other settings are of voices that we don't have.
    static func speed(_ settings: JSON) throws(APIError) -> Double? {
        var fields = try Fields(settings, prefix: "voice_settings.")
        return try fields.number("speed", in: 0.25...4)
    }
}

/// A message to a client of `stream-input`.
///
/// `alignment` and `normalizedAlignment` are null: no voice here tells when it says which
/// letter, and times that were guessed would be taken for measured ones.
struct ElevenLabsOutput: Encodable, Sendable {
    /// Base64.
    var audio: String?
    var isFinal: Bool?

    private enum Key: CodingKey { case audio, isFinal, alignment, normalizedAlignment }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(audio, forKey: .audio)
        try container.encode(isFinal, forKey: .isFinal)
        try container.encodeNil(forKey: .alignment)
        try container.encodeNil(forKey: .normalizedAlignment)
    }

    /// As text; the keys are in camel case there.
    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map([UInt8].init) ?? []
    }
}

/// An error as ElevenLabs' sockets tell it, before they close.
struct ElevenLabsError: Encodable, Sendable {
    var message: String
    var error: String
    /// The code of the close frame that follows.
    var code: Int

    init(_ error: APIError, closing: WebSocketClosure) {
        message = error.message
        self.error = error.code ?? error.kind.rawValue
        code = Int(closing.code)
    }
}
