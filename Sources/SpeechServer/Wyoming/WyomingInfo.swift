import SpeechEngine
import SpeechModel
import SpeechText

extension WyomingEvent {
    /// What there is to speak with, in the words of Piper's server, which Home Assistant reads.
    static func info(_ voices: [Voice], version: String) -> WyomingEvent {
        let program = artifact(
            "syrinx", made: "Syrinx", "Speech of several families of voices", version: version,
            [
                "voices": .list(voices.map { voice($0, version: version) }),
                "supports_synthesize_streaming": .flag(true),
            ])
        var data: [String: JSON] = ["tts": .list([program])]
        for other in ["asr", "handle", "intent", "wake", "mic", "snd"] { data[other] = .list([]) }
        return WyomingEvent(type: "info", data: data)
    }

    private static func voice(_ voice: Voice, version: String) -> JSON {
        let family = String(voice.id.name.prefix { $0 != "/" })
        return artifact(
            voice.id.name, made: family, voice.description, version: version,
            [
                "languages": .list(voice.languages.map { .text($0.tag) }),
                "speakers": .null,
            ])
    }

    private static func artifact(
        _ name: String, made maker: String, _ description: String, version: String,
        _ more: [String: JSON]
    ) -> JSON {
        var values: [String: JSON] = [
            "name": .text(name),
            "attribution": .object(["name": .text(maker), "url": .text("")]),
            "installed": .flag(true), "description": .text(description),
            "version": .text(version),
        ]
        values.merge(more) { _, new in new }
        return .object(values)
    }

    /// The beginning of sound.
    static func audioStart(_ hertz: Int) -> WyomingEvent {
        WyomingEvent(type: "audio-start", data: audio(hertz, at: 0))
    }

    /// A part of the sound, 16 bits, mono.
    ///
    /// - Parameter samples: How many were before.
    static func audioChunk(_ bytes: [UInt8], _ hertz: Int, after samples: Int) -> WyomingEvent {
        WyomingEvent(type: "audio-chunk", data: audio(hertz, at: samples), payload: bytes)
    }

    /// The end of sound.
    static func audioStop(_ hertz: Int, after samples: Int) -> WyomingEvent {
        WyomingEvent(
            type: "audio-stop", data: ["timestamp": .number(milliseconds(samples, hertz))])
    }

    static func error(_ error: APIError) -> WyomingEvent {
        WyomingEvent(
            type: "error",
            data: [
                "text": .text(error.message), "code": .text(error.code ?? error.kind.rawValue),
            ])
    }

    private static func audio(_ hertz: Int, at samples: Int) -> [String: JSON] {
        [
            "rate": .number(Double(hertz)), "width": .number(2), "channels": .number(1),
            "timestamp": .number(milliseconds(samples, hertz)),
        ]
    }

    private static func milliseconds(_ samples: Int, _ hertz: Int) -> Double {
        (Double(samples) * 1_000 / Double(hertz)).rounded(.down)
    }
}
