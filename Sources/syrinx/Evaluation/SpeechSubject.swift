import AudioFile
import SpeechEngine
import SpeechEvaluation
import SpeechModel

/// Who says the sentences.
enum SpeechSubject: Sendable {
    case voice(VoiceID)
    /// The recording of each sentence.
    case recordings(paths: [String])

    /// What the report calls it.
    var name: String {
        switch self {
        case .voice(let voice): voice.name
        case .recordings: "recordings"
        }
    }

    /// What kind of subject the report calls it.
    var kind: EvaluationReport.Subject.Kind {
        switch self {
        case .voice: .voice
        case .recordings: .recordings
        }
    }

    /// The recordings first, then the voices, all of them there.
    ///
    /// - Throws: For a voice that there is not or that is named twice, and for recordings that
    ///   can't be read.
    static func all(
        voices: [String], recordings: String?, sentences: [SentenceList.Sentence],
        engine: SpeechEngine
    ) throws -> [SpeechSubject] {
        var subjects: [SpeechSubject] = []
        if let recordings {
            subjects.append(.recordings(paths: try paths(of: sentences, in: recordings)))
        }
        var known: Set<VoiceID> = []
        for name in voices {
            let voice = try engine.voice(named: name)
            guard known.insert(voice).inserted else {
                throw EngineError.invalid(
                    field: "--voice", value: name,
                    expected: "each voice once; \(voice.name) is named twice")
            }
            subjects.append(.voice(voice))
        }
        return subjects
    }

    /// The recording of each sentence, opened once so that what can't be read is known now.
    private static func paths(
        of sentences: [SentenceList.Sentence], in folder: String
    ) throws -> [String] {
        guard Folder.isFolder(folder) else {
            throw EngineError.unreadable(path: folder, reason: "there is no such folder")
        }
        return try sentences.map { sentence in
            // A list may come from elsewhere: it names what is in the folder, and nothing else.
            let parts = sentence.id.split(separator: "/", omittingEmptySubsequences: false)
            guard !parts.contains(".."), !parts.contains("") else {
                throw EngineError.invalid(
                    field: "ID", value: String(sentence.id.prefix(80)),
                    expected: "the path of a recording within \(folder)")
            }
            let path = folder.appendingPath(sentence.id)
            _ = try AudioReader(path: path)
            return path
        }
    }
}
