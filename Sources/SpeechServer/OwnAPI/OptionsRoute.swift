import AudioFile
import AudioSignal
import Hummingbird
import SpeechEngine
import SpeechModel
import SpeechPlan
import SpeechText

/// `GET /api/options`: what can be chosen here, for pages and programs.
struct OptionsRoute: Sendable {
    let engine: SpeechEngine
    let version: String

    private struct Options: Encodable {
        struct Entry: Encodable {
            var name: String
            var firstLimit: Int
            var nextLimit: Int
            var sampleRate: Int
            var blockMs: Int
            var preBufferMs: Int
        }
        var version: String
        var profiles: [Entry]
        var formats: [String]
        var defaultVoice: String?
        var defaultProfile: String
        var languages: [String]
        var needsKey: Bool
        var maximumCharacters: Int
        var jobs: Bool
    }

    func add(to router: Router<ServerContext>, needsKey: Bool) {
        router.get("/api/options") { _, _ in try JSONBody.response(options(needsKey)) }
    }

    private func options(_ needsKey: Bool) -> Options {
        let settings = engine.settings
        let own = settings.profiles.values.sorted { $0.name < $1.name }
        let builtIn = Profile.builtIn.filter { settings.profiles[$0.name] == nil }
        let voices = (try? engine.voices().voices) ?? []
        let limit = min(settings.maximumText ?? .max, settings.server.maximumBody)
        return Options(
            version: version,
            profiles: (builtIn + own).map { profile in
                Options.Entry(
                    name: profile.name, firstLimit: profile.firstLimit,
                    nextLimit: profile.nextLimit, sampleRate: profile.rate.hertz,
                    blockMs: Int(profile.block.seconds * 1e3),
                    preBufferMs: Int(settings.preBuffer(for: profile).seconds * 1e3))
            },
            formats: AudioFileFormat.allCases.map(\.rawValue), defaultVoice: settings.voice,
            defaultProfile: (try? engine.profile(for: .listening).name) ?? Profile.fast.name,
            languages: Array(Set(voices.flatMap { $0.languages.map(\.primary) })).sorted(),
            needsKey: needsKey, maximumCharacters: limit, jobs: settings.server.jobWorkers > 0)
    }
}
