import Glibc

/// Why audio can't be written or read; a case for each remedy. Its description names the
/// place and the remedy.
public enum AudioFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path is a folder. Remedy: a file name in it.
    case isFolder(path: String)
    /// The folder of the path isn't there. Remedy: make it, or look for a slip.
    case folderMissing(path: String)
    /// The path can't be written: permissions, a read-only file system. Remedy:
    /// another place.
    case notWritable(path: String, reason: String)
    /// No path: empty, too long, or with a NUL in it. Remedy: another name.
    case invalidPath(path: String, reason: String)
    /// The disk is full, or a quota used up. Remedy: free some, or another place.
    case diskFull(path: String)
    /// The file would be larger than the system allows. Remedy: another place, or a
    /// smaller format.
    case fileTooLarge(path: String)
    /// Who read the pipe or socket is gone. Remedy: none needed; stop.
    case readerGone(path: String)
    /// The system refused for another reason.
    case failed(path: String, reason: String)
    /// The format can't do what the settings ask. Remedy: as told.
    case unsupported(format: AudioFileFormat, reason: String)
    /// The encoder's library failed.
    case encoder(format: AudioFileFormat, reason: String)

    /// There is no file of this name to read. Remedy: look for a slip.
    case notFound(path: String)
    /// The file can't be read: permissions, a fault of the disk. Remedy: as the reason says.
    case notReadable(path: String, reason: String)
    /// It is no recording of a format that is read. Remedy: convert it.
    case unknownFormat(path: String, reason: String)
    /// It is of a format that is read, but not with what is in it. Remedy: as told.
    case unsupportedRecording(path: String, reason: String, remedy: String)
    /// It breaks the rules of its format. Remedy: fetch or export it again.
    case damaged(path: String, reason: String)
    /// It ends before what its header promises. Remedy: fetch it again, or have a tool make
    /// a whole one of what is there.
    case truncated(path: String, expected: Duration, found: Duration)
    /// It has no such channel, counted from 1. Remedy: one that it has.
    case noChannel(path: String, channel: Int, count: Int)
    /// It lasts longer than is wanted in memory. Remedy: divide it, or a larger limit.
    case tooLong(path: String, limit: Duration)

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .isFolder(let path):
            "\(path) is a folder; give a file name in it, such as \(path)\(path.hasSuffix("/") ? "" : "/")speech.wav"
        case .folderMissing(let path):
            "the folder of \(path) does not exist; create it or check the spelling"
        case .notWritable(let path, let reason):
            "\(path) can't be written (\(reason)); choose another place or change its permissions"
        case .invalidPath(let path, let reason):
            "'\(path.prefix(80))' is no file name (\(reason)); choose another"
        case .diskFull(let path):
            "no space left to write \(path); free some or choose another place"
        case .fileTooLarge(let path):
            "\(path) grew beyond what its file system or the limits of this process allow; "
                + "choose another place or a smaller format such as opus"
        case .readerGone(let path):
            "\(path) was closed by its reader before the audio ended"
        case .failed(let path, let reason):
            "writing \(path) failed: \(reason)"
        case .unsupported(let format, let reason):
            "\(format.rawValue): \(reason)"
        case .encoder(let format, let reason):
            "the \(format.rawValue) encoder failed: \(reason)"
        case .notFound(let path):
            "there is no file \(path); check the spelling"
        case .notReadable(let path, let reason):
            "\(path) can't be read (\(reason)); check its permissions and its disk"
        case .unknownFormat(let path, let reason):
            "\(path) is no recording that can be read (\(reason)); give WAV, FLAC, Opus in Ogg or "
                + "MP3, as by: ffmpeg -i FILE NEW.flac"
        case .unsupportedRecording(let path, let reason, let remedy):
            "\(path) can't be read: \(reason); \(remedy)"
        case .damaged(let path, let reason):
            "\(path) is damaged: \(reason); fetch or export it again"
        case .truncated(let path, let expected, let found):
            "\(path) ends after \(found) of \(expected); fetch it again, or keep what is there by: "
                + "ffmpeg -i FILE NEW.flac"
        case .noChannel(let path, let channel, let count):
            "\(path) has no channel \(channel); "
                + (count == 1 ? "it has one" : "choose one from 1 to \(count)")
        case .tooLong(let path, let limit):
            "\(path) is longer than \(limit); divide it or raise the limit"
        }
    }

    /// The error for a system call's code.
    static func system(_ code: Int32, path: String) -> AudioFileError {
        let reason = String(cString: strerror(code))
        return switch code {
        case EISDIR: .isFolder(path: path)
        case ENOENT, ENOTDIR: .folderMissing(path: path)
        case EACCES, EPERM, EROFS, ETXTBSY, EBUSY: .notWritable(path: path, reason: reason)
        case ENAMETOOLONG, ELOOP, EINVAL: .invalidPath(path: path, reason: reason)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case EFBIG: .fileTooLarge(path: path)
        case EPIPE, ECONNRESET: .readerGone(path: path)
        default: .failed(path: path, reason: reason)
        }
    }

    /// The error for a system call's code while reading.
    static func reading(_ code: Int32, path: String) -> AudioFileError {
        switch code {
        case EISDIR: .isFolder(path: path)
        case ENOENT, ENOTDIR: .notFound(path: path)
        case ENAMETOOLONG, ELOOP:
            .invalidPath(path: path, reason: String(cString: strerror(code)))
        default: .notReadable(path: path, reason: String(cString: strerror(code)))
        }
    }
}
