import AudioFile
import AudioSignal
import Glibc
import SpeechEngine
import SpeechEvaluation
import SpeechModel

/// The folder of a report: `report.html`, `report.json`, and the sound in `audio`.
struct ReportFolder: Sendable {
    private let path: String

    /// Makes the folder, and tries whether files can be written there.
    init(_ path: String) throws(EngineError) {
        self.path = path
        let audio = path.appendingPath("audio")
        if let code = FolderTree.make(audio) {
            throw .audio(.notWritable(path: audio, reason: String(cString: strerror(code))))
        }
        for folder in [path, audio] where access(folder, W_OK | X_OK) != 0 {
            throw .audio(.notWritable(path: folder, reason: String(cString: strerror(errno))))
        }
    }

    /// The page.
    var page: String { path.appendingPath("report.html") }

    /// Writes the sound of a sentence, without loss: what is listened to is what was judged.
    ///
    /// - Parameters:
    ///   - subject: Its place among the subjects, from 0.
    ///   - sentence: Its place in the list, from 0. Names of files are made of numbers alone,
    ///     whatever IDs are like.
    /// - Returns: The path within the folder.
    func write(
        _ audio: AudioBuffer, subject: Int, sentence: Int
    ) throws(EngineError) -> String {
        let name = "audio/\(subject + 1)-\(sentence + 1).flac"
        do throws(AudioFileError) {
            let writer = try AudioWriter(
                path: path.appendingPath(name), format: .flac, rate: audio.rate)
            try writer.write(audio)
            try writer.finish()
        } catch {
            throw .audio(error)
        }
        return name
    }

    /// Writes the report in both forms; each appears when it is complete.
    func write(_ report: EvaluationReport) throws(EngineError) {
        let json = try JSONOutput.text(report) + "\n"
        try write(json, to: "report.json")
        try write(HTMLReport.page(report), to: "report.html")
    }

    private func write(_ text: String, to name: String) throws(EngineError) {
        do throws(AudioFileError) {
            try FileSink.write(text, to: path.appendingPath(name))
        } catch {
            throw .audio(error)
        }
    }
}
