import AudioFile
import AudioSignal
import Glibc

/// Where audio can go.
public enum AudioDestination {
    /// Whether what is written to a path leaves at once and can't be changed later:
    /// standard output (`-`), a device, a named pipe.
    public static func isStream(_ path: String) -> Bool {
        if path == "-" { return true }
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }
}

/// A writer of either kind, used alike.
enum OpenOutput {
    case plain(AudioWriter)
    case normalizing(NormalizingWriter)

    init(
        _ path: String, _ format: AudioFileFormat, _ rate: SampleRate,
        _ settings: EncodingSettings, _ normalization: Normalization?
    ) throws(AudioFileError) {
        let writer = try AudioWriter(path: path, format: format, rate: rate, settings: settings)
        guard let normalization else {
            self = .plain(writer)
            return
        }
        // Beside the result: what waits there is of its size, and a temporary folder
        // may be memory.
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        self = .normalizing(
            try NormalizingWriter(writer, to: normalization, scratchFolder: folder))
    }

    func write(_ audio: AudioBuffer) throws(AudioFileError) {
        switch self {
        case .plain(let writer): try writer.write(audio)
        case .normalizing(let writer): try writer.write(audio)
        }
    }

    func finish() throws(AudioFileError) {
        switch self {
        case .plain(let writer): try writer.finish()
        case .normalizing(let writer): try writer.finish()
        }
    }

    func abandon() {
        switch self {
        case .plain(let writer): writer.abandon()
        case .normalizing(let writer): writer.abandon()
        }
    }
}
