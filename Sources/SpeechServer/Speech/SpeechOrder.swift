import AudioFile
import AudioSignal
import SpeechEngine
import SpeechPlan
import SpeechText

/// What a client wants to have said, and how, whichever door it came through.
struct SpeechOrder: Sendable {
    var text = ""
    var voice: String?
    /// The family to try first.
    var family: String?
    var language: Language?
    var profile: String?
    var llm: String?
    var format: AudioFileFormat?
    /// Samples per second of the result; nil: what the door or the profile says.
    var rate: SampleRate?
    var speed: Double?
    var seed: UInt64?
    var markup = TextFormat.plain
    /// What was asked for and can't be done, for a warning beside the result.
    var warnings: [String] = []

    /// Reads the fields that all doors share; the text is each door's own.
    ///
    /// - Throws: ``APIError`` 400 that names the field.
    mutating func read(_ fields: inout Fields) throws(APIError) {
        if let value = fields.value("voice") {
            voice = try Self.voice(value, fields)
        }
        for name in ["language", "lang_code"] {
            guard let tag = try fields.name(name), tag != "auto" else { continue }
            language = try Self.language(tag, of: fields.prefix + "language")
        }
        profile = try fields.name("profile")
        llm = try fields.name("llm_model_name")
        speed = try fields.number("speed", in: 0.25...4)
        seed = try fields.whole("seed", in: 0...(1 << 53 - 1)).map(UInt64.init)
        rate = try fields.whole("sample_rate", in: SampleRate.supported)
            .flatMap(SampleRate.init(hertz:))
        if let name = try fields.name("text_format") {
            guard let markup = TextFormat(rawValue: name) else {
                throw .invalid(
                    fields.prefix + "text_format",
                    "text_format is '\(name)'; expected one of "
                        + TextFormat.allCases.map(\.rawValue).joined(separator: ", "))
            }
            self.markup = markup
        }
    }

    /// A language by its tag.
    ///
    /// - Parameter field: What a mistake is told of.
    static func language(_ tag: String, of field: String) throws(APIError) -> Language {
        guard let language = Language(tag) else {
            throw .invalid(
                field, "\(field) is '\(tag)'; expected a tag such as en, ja or pt-BR")
        }
        return language
    }

    /// Takes the audio format under the name that a door has for it.
    mutating func readFormat(_ fields: inout Fields, as names: String...) throws(APIError) {
        for name in names {
            guard let value = try fields.name(name) else { continue }
            guard let format = AudioFileFormat(rawValue: value) else {
                throw .invalid(
                    fields.prefix + name,
                    "\(name) is '\(value)'; expected one of "
                        + AudioFileFormat.allCases.map(\.rawValue).sorted()
                        .joined(separator: ", "))
            }
            self.format = format
        }
    }

    /// A voice is a name, or an object with one as OpenAI has it for voices of one's own.
    static func voice(_ value: JSON, _ fields: Fields) throws(APIError) -> String {
        switch value {
        case .text(let name) where !name.isEmpty && name.utf8.count <= 256: return name
        case .object(let object):
            if case .text(let name) = object["id"], !name.isEmpty, name.utf8.count <= 256 {
                return name
            }
            fallthrough
        default:
            throw .invalid(
                fields.prefix + "voice",
                "\(fields.prefix)voice: expected a name, or an object such as {\"id\": \"slt\"}")
        }
    }

    /// The engine's request.
    ///
    /// - Parameters:
    ///   - purpose: Whether somebody listens while it is made.
    ///   - defaultRate: The door's own rate, where it has one.
    func request(
        _ engine: SpeechEngine, for purpose: SpeechEngine.Purpose,
        defaultRate: SampleRate? = nil
    ) throws(EngineError) -> SpeechRequest {
        var request = try engine.request(Array(text.utf8), for: purpose)
        if let profile {
            request.profile = try engine.profile(named: profile)
        } else if let llm {
            request.profile = try engine.profile(forLanguageModel: llm)
        }
        request.format = markup
        if let voice { request.voice = OpenAIVoice.resolved(voice, for: language, engine) }
        if let family { request.family = family }
        if let language { request.options.language = language }
        if let seed { request.seed = seed }
        if let speed { request.speed = speed }
        if let rate = rate ?? defaultRate { request.rate = rate }
        return request
    }
}
