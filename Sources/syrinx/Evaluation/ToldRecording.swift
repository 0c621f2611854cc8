import SpeechCorpus
import SpeechEngine
import SpeechEvaluation

/// A recording, and what is said in it.
struct ToldRecording {
    /// The file.
    let path: String
    /// What is said.
    let text: String

    /// The largest file of texts, in bytes.
    private static let mostTextBytes = 64 << 20

    /// Recordings whose texts a file tells, in their order.
    ///
    /// - Parameter texts: The file; - means standard input.
    static func told(_ files: [String], by texts: String) throws -> [ToldRecording] {
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(texts, limit: mostTextBytes) } catch {
            throw EngineError.unreadable(path: texts, reason: error.reason)
        }
        let transcripts = try Transcripts(bytes, path: texts)
        return try files.map {
            ToldRecording(path: $0, text: try transcripts.text(for: $0))
        }
    }

    /// Recordings in folders that hold their texts too, as `syrinx prepare --speech` finds them.
    /// Those without are told and left out.
    static func found(in folders: [String]) throws -> [ToldRecording] {
        if let file = folders.first(where: { !Folder.isFolder($0) }) {
            guard Folder.exists(file) else {
                throw EngineError.unreadable(path: file, reason: "there is no such file")
            }
            throw EngineError.invalid(
                field: "--texts", value: "",
                expected: "a file with what is said in \(file); only folders may hold their texts")
        }
        let transcripts: CorpusTranscripts
        do throws(CorpusError) { transcripts = try CorpusTranscripts(folders) } catch {
            throw Prepare.told(error)
        }
        if !transcripts.untold.isEmpty {
            Console.report(
                "\(transcripts.untold.count) files without a text are left out, such as "
                    + transcripts.untold[0])
        }
        guard !transcripts.texts.isEmpty else {
            throw EngineError.invalid(
                field: "--texts", value: "",
                expected: "a file with what is said: there is no text beside the recordings")
        }
        return transcripts.texts.map { ToldRecording(path: $0.path, text: $0.text) }
    }
}
