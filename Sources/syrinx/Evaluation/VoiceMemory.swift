import AudioSignal
import FoundationEssentials
import SpeechEngine
import SpeechEvaluation
import SpeechModel

/// How much memory a voice takes: the peak of a `syrinx say` that speaks all sentences to a file.
///
/// A process of its own, since nothing of judging should count, nor other voices.
struct VoiceMemory: Sendable {
    let sentences: [SentenceList.Sentence]
    /// The settings' file, where one was named.
    let config: String?
    let profile: String?
    let seed: String?

    private struct Outcome: Decodable { let peakRssBytes: Int }

    /// Speaks, and gives the most that was resident, in bytes.
    func peak(of voice: VoiceID) throws(EngineError) -> Int {
        // A paragraph each, so that no sentence ends in another.
        let text = sentences.map(\.text).joined(separator: "\n\n")
        let folder = try BenchFolder(text: Array(text.utf8))
        defer { folder.remove() }
        var arguments = ["say", "--voice", voice.name, "-f", folder.text, "-o", folder.sound]
        arguments += ["--json", "--quiet", "--language", "en"]
        for (option, value) in [("--config", config), ("--profile", profile), ("--seed", seed)] {
            if let value { arguments += [option, value] }
        }
        let run = try ChildRun.run(arguments)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(Outcome.self, from: Data(run.output)).peakRssBytes
        } catch {
            throw .output(path: "the report of a child process", reason: "\(error)", remedy: "")
        }
    }
}
