import AudioFile
import AudioSignal
import SpeechEngine
import SpeechJobs

/// The body of `POST /v1/jobs`.
struct JobBody {
    let order: JobOrder
    /// What was asked for and can't be done.
    let warnings: [String]

    /// - Throws: ``APIError`` that names the field.
    init(_ json: JSON, _ engine: SpeechEngine) throws(APIError) {
        var fields = try Fields(json)
        var speech = SpeechOrder()
        // One name or the other, as the doors for listening have it.
        guard let text = try Self.text(&fields) else { throw .missing("input") }
        speech.text = text
        try speech.read(&fields)
        if speech.voice == nil { speech.voice = try fields.name("speaker") }
        try speech.readFormat(&fields, as: "response_format", "format")
        let title = try Self.title(&fields)
        let normalization = try Self.normalization(&fields, engine.settings)
        // OpenAI's clients send one, and it tells nothing here.
        _ = fields.value("model")
        warnings = fields.unknown
        do {
            order = JobOrder(
                try speech.request(engine, for: .keeping),
                format: speech.format ?? Self.usualFormat(engine.settings), title: title,
                normalization: normalization)
        } catch {
            throw APIError(error)
        }
    }

    private static func text(_ fields: inout Fields) throws(APIError) -> String? {
        if let text = try fields.text("input") { return text }
        return try fields.text("text")
    }

    private static func title(_ fields: inout Fields) throws(APIError) -> String? {
        guard let title = try fields.text("title"), !title.isEmpty else { return nil }
        guard title.utf8.count <= 1000 else {
            throw .invalid("title", "title: expected at most 1000 bytes")
        }
        return title
    }

    /// What files have that nobody chose a format for: OpenAI's.
    private static func usualFormat(_ settings: Settings) -> AudioFileFormat {
        settings.format.flatMap(AudioFileFormat.init(rawValue:)) ?? .mp3
    }

    private static func normalization(
        _ fields: inout Fields, _ settings: Settings
    ) throws(APIError) -> Normalization? {
        let asked = try fields.number("lufs", in: LoudnessTarget.supported)
        guard let lufs = asked ?? settings.lufs else {
            return settings.peak.map(Normalization.peak)
        }
        guard let target = LoudnessTarget(integrated: lufs, ceiling: settings.peak ?? -1) else {
            throw .invalid("lufs", "lufs: the settings' peak is no ceiling for a loudness")
        }
        return .loudness(target)
    }
}
