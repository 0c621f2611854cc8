import AudioSignal
import Hummingbird
import SpeechEngine
import SpeechModel
import SpeechText

/// `GET /v1/models` and `GET /v1/audio/voices`.
struct ModelRoutes: Sendable {
    let engine: SpeechEngine
    /// When the server began, in seconds since 1970.
    let created: Int

    private struct Model: Encodable {
        var id: String
        var object = "model"
        var created: Int
        var ownedBy = "syrinx"
    }

    private struct Models: Encodable {
        var object = "list"
        var data: [Model]
    }

    private struct Voices: Encodable {
        struct Entry: Encodable {
            var id: String
            var name: String
            var family: String
            var languages: [String]
            var gender: String
            var description: String
            var license: String
            var sampleRate: Int
        }
        struct Missing: Encodable {
            var family: String
            var reason: String
        }
        var voices: [Entry]
        var aliases: [String: String]
        var missing: [Missing]
    }

    func add(to router: Router<ServerContext>) {
        router.get("/v1/models") { _, _ in
            try JSONBody.response(
                Models(data: names.map { Model(id: $0, created: created) }))
        }
        router.get("/v1/models/:id") { _, context in
            let id = context.parameters.get("id") ?? ""
            guard OpenAIModel.isKnown(id, engine) else {
                throw APIError.notFound(
                    "model", "no model '\(id)'; GET /v1/models lists all",
                    code: "model_not_found")
            }
            return try JSONBody.response(Model(id: id, created: created))
        }
        router.get("/v1/audio/voices") { _, _ in try voices() }
    }

    private var names: [String] { OpenAIModel.names + engine.catalogue.names }

    private func voices() throws -> Response {
        let (voices, missing): ([Voice], [(family: String, error: LoadError)])
        do {
            (voices, missing) = try engine.voices()
        } catch {
            throw APIError(error)
        }
        var aliases = Dictionary(
            OpenAIVoice.table.map { ($0.name, $0.voice) }, uniquingKeysWith: { first, _ in first })
        aliases.merge(engine.settings.voiceAliases) { _, own in own }
        return try JSONBody.response(
            Voices(
                voices: voices.map { voice in
                    let parts = voice.id.name.split(separator: "/", maxSplits: 1)
                    return .init(
                        id: voice.id.name, name: String(parts.last ?? ""),
                        family: String(parts.first ?? ""),
                        languages: voice.languages.map(\.tag), gender: voice.gender.rawValue,
                        description: voice.description, license: voice.license,
                        sampleRate: voice.rate.hertz)
                }, aliases: aliases,
                missing: missing.map { .init(family: $0.family, reason: $0.error.words) }))
    }
}
