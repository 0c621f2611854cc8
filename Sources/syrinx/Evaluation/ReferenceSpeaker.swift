import AudioFile
import AudioSignal
import SpeechEngine
import SpeechEvaluation

/// A speaker of whom there are recordings, for likeness.
struct ReferenceSpeaker: Sendable {
    /// The speaker's name.
    let name: String
    /// The recordings.
    let paths: [String]

    /// The longest recording, and the most of them: no voice is known better after an hour.
    private static let limit = Duration.seconds(600)
    private static let mostRecordings = 500
    private static let extensions: Set = ["wav", "flac", "opus", "ogg", "mp3"]

    /// Reads an option such as `wren/19=recordings/19`.
    init(_ option: String) throws(EngineError) {
        guard let mark = option.firstIndex(of: "="), mark != option.startIndex else {
            throw .invalid(
                field: "--reference", value: option, expected: "NAME=FOLDER, such as anna=rec/anna")
        }
        name = String(option[..<mark])
        let folder = String(option[option.index(after: mark)...])
        guard Folder.isFolder(folder) else {
            throw .unreadable(path: folder, reason: "there is no such folder")
        }
        let files = try Folder.files(in: folder, extensions: Self.extensions)
        guard !files.isEmpty else {
            throw .unreadable(
                path: folder, reason: "it has no recording (.wav, .flac, .opus, .ogg or .mp3)")
        }
        paths = files.prefix(Self.mostRecordings).map { folder.appendingPath($0) }
    }

    /// What the speaker sounds like, in all recordings and in halves of them.
    ///
    /// - Parameter judged: Recordings that are judged themselves and so left out.
    func statistics(
        by judge: AudioJudge, without judged: [String]
    ) throws -> (voice: ReferenceVoice, row: EvaluationReport.Speaker) {
        var halves = [VoiceStatistics(), VoiceStatistics()]
        var count = 0
        for path in paths where !judged.contains(where: { Folder.isSameFile($0, path) }) {
            try Task.checkCancellation()
            let audio = try AudioReader.read(path: path, limit: Self.limit)
            do throws(EvaluationError) {
                halves[count % 2] = try halves[count % 2] + judge.voice(of: audio)
                count += 1
            } catch {
                // One empty file among many is no reason to leave the speaker out.
                guard error == .silent || error == .noAudio else { throw error }
            }
        }
        return (
            ReferenceVoice(name: name, statistics: halves[0] + halves[1]),
            EvaluationReport.Speaker(
                name: name, recordings: count,
                ownDistance: VoiceDistance.between(halves[0], halves[1]))
        )
    }
}
