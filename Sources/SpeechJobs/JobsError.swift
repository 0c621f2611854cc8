public import SpeechEngine

/// Why jobs can't be kept, or a job not be done; a case for each remedy.
public enum JobsError: Error, Sendable {
    /// The order can't be done as it is.
    case invalid(EngineError)
    /// There is no job of that name, or none any more.
    case unknown(id: String)
    /// There is no file: the job has not ended well.
    case noAudio(id: String, Job.State)
    /// The file was there and is not, or is another than was written.
    case audioLost(id: String)
    /// So many jobs wait that no more are taken. Remedy: try again later.
    case tooMany(limit: Int)
    /// The disk has too little space for the result, in bytes.
    case diskFull(path: String, needed: Int, free: Int)
    /// The data folder can't be used. Remedy: another, or its permissions.
    case folder(path: String, reason: String)
    /// The database is no database, or damaged. Remedy: move it away.
    case damaged(path: String, reason: String)
    /// The database was made by a newer version of the program.
    case newer(path: String)
    /// The database refused for another reason, such as being locked for long.
    case database(path: String, reason: String)
}

extension JobsError: CustomStringConvertible {
    /// What is wrong, where, and the remedy, in one line.
    public var description: String {
        switch self {
        case .invalid(let error): error.description
        case .unknown(let id): "there is no job '\(id.prefix(80))'; finished ones go after a while"
        case .noAudio(let id, let state):
            state.isFinal
                ? "job '\(id)' has no audio, it is \(state.rawValue); create it again"
                : "job '\(id)' has no audio yet, it is \(state.rawValue); ask again later"
        case .audioLost(let id):
            "the file of job '\(id)' was removed or changed from outside; create the job again"
        case .tooMany(let limit):
            "\(limit) jobs wait already; try again when some are done, or cancel some"
        case .diskFull(let path, let needed, let free):
            "the audio may take \(ByteCount.text(needed)), \(path) has \(ByteCount.text(free)) "
                + "free; free some, or choose another data folder"
        case .folder(let path, let reason):
            "the data folder \(path) can't be used: \(reason); choose another or change its "
                + "permissions"
        case .damaged(let path, let reason):
            "the database \(path) is damaged (\(reason)); restore it, or move it away to begin "
                + "with a new one"
        case .newer(let path):
            "the database \(path) was made by a newer version; use that one, or another data folder"
        case .database(let path, let reason): "the database \(path): \(reason)"
        }
    }
}
