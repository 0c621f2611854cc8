import FoundationEssentials
import SpeechEngine
import SpeechEvaluation

/// What an earlier `syrinx evaluate phones --json` found, to compare with.
struct EarlierPhones {
    private struct Result: Decodable {
        struct File: Decodable {
            let file: String
            let counts: Counts
        }
        struct Counts: Decodable {
            let correct: Int
            let substitutions: Int
            let deletions: Int
            let insertions: Int
        }
        let files: [File]
    }

    private let path: String
    /// By file names without extension.
    private let counts: [String: WordCounts]

    /// The largest that such a file may be, in bytes.
    private static let mostBytes = 256 << 20

    /// Reads its JSON.
    init(at path: String) throws(EngineError) {
        self.path = path
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(path, limit: Self.mostBytes) } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        let result: Result
        do { result = try JSONDecoder().decode(Result.self, from: Data(bytes)) } catch {
            throw .unreadable(
                path: path, reason: "it is no JSON of `syrinx evaluate phones --json`")
        }
        var counts: [String: WordCounts] = [:]
        for file in result.files {
            var own = WordCounts()
            own.correct = file.counts.correct
            own.substitutions = file.counts.substitutions
            own.deletions = file.counts.deletions
            own.insertions = file.counts.insertions
            guard min(own.correct, own.substitutions, own.deletions, own.insertions) >= 0 else {
                throw .unreadable(path: path, reason: "\(file.file) has fewer than no phones")
            }
            counts[Folder.stem(of: file.file)] = own
        }
        self.counts = counts
    }

    /// How many times as many errors recordings have, those that both have by their names without
    /// extension.
    func comparison(with scores: [WordScore], seed: UInt64) -> PhoneResult.Comparison {
        let pairs = scores.compactMap { score in
            counts[Folder.stem(of: score.name)].map { (score.counts, $0) }
        }
        let ratio = BootstrapRatio(pairs, seed: seed)
        return PhoneResult.Comparison(
            against: path, recordings: pairs.count, ratio: ratio?.ratio, low: ratio?.low,
            high: ratio?.high)
    }
}
