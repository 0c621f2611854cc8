import FoundationEssentials
import SpeechEngine

/// What `syrinx say` tells of itself, run as a process of its own.
struct SayOutcome: Decodable {
    let peakRssBytes: Int
    let audioSeconds: Double
    let rtf: Double

    /// Says something to a file.
    ///
    /// - Parameters:
    ///   - arguments: What is said, and how.
    ///   - voice: nil: the default one.
    static func of(
        _ arguments: [String], voice: String?
    ) throws(EngineError) -> SayOutcome {
        let folder = try BenchFolder(text: [])
        defer { folder.remove() }
        let run = try ChildRun.run(
            ["say", "-o", folder.sound, "--json"] + (voice.map { ["--voice", $0] } ?? [])
                + arguments)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(SayOutcome.self, from: Data(run.output))
        } catch {
            throw .output(path: "the report of a child process", reason: "\(error)", remedy: "")
        }
    }

    /// Says a text of so many minutes.
    static func of(
        minutes: Int, _ arguments: [String] = [], voice: String?, in language: BenchLanguage = .en
    ) throws(EngineError) -> SayOutcome {
        let folder = try BenchFolder(text: BenchTextSource.prose(minutes: minutes, in: language))
        defer { folder.remove() }
        return try of(arguments + ["-f", folder.text], voice: voice)
    }
}
