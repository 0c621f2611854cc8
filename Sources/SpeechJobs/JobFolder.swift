import AudioFile
import Glibc
import SpeechModel

/// The places of jobs in their data folder.
///
/// `jobs.sqlite` (with `-wal` and `-shm`), `audio/` with the results, `scratch/` with what
/// has been spoken of jobs that are not done. Texts are private, so nobody but the owner
/// may read any of it.
struct JobFolder: Sendable {
    let path: String

    var database: String { path + "/jobs.sqlite" }
    private var audio: String { path + "/audio" }
    private var scratch: String { path + "/scratch" }

    /// Takes a folder, with all its parents made where they are missing.
    init(_ path: String) throws(JobsError) {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .folder(path: path, reason: "that is no name of a folder")
        }
        self.path = path
        try Self.make(path)
        try Self.make(audio)
        try Self.make(scratch)
        for folder in [path, audio, scratch] where access(folder, R_OK | W_OK | X_OK) != 0 {
            throw .folder(path: folder, reason: String(cString: strerror(errno)))
        }
    }

    /// Where the file of a job goes.
    func audio(of id: String, _ format: AudioFileFormat) -> String {
        "\(audio)/\(id).\(format.fileExtensions[0])"
    }

    /// Where scratch audio of a name is.
    func scratch(named name: String) -> String { "\(scratch)/\(name)" }

    /// The names in the folders of scratch audio and of results.
    var scratchNames: [String] { FolderTree.names(in: scratch) }
    var audioNames: [String] { FolderTree.names(in: audio) }

    /// Removes a result by its name.
    func removeAudio(named name: String) { unlink("\(audio)/\(name)") }

    /// When a result was last written to, in seconds since 1970.
    func audioTime(named name: String) -> Double? {
        var status = stat()
        guard stat("\(audio)/\(name)", &status) == 0 else { return nil }
        return Double(status.st_mtim.tv_sec)
    }

    /// Brings the names in the folder of results to the disk.
    func synchronizeAudio() {
        let descriptor = open(audio, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// How many bytes are free; nil where that can't be known.
    var free: Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (bytes, overflows) = Int(clamping: status.f_bavail)
            .multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
        return overflows ? Int.max : bytes
    }

    private static func make(_ path: String) throws(JobsError) {
        guard let code = FolderTree.make(path, mode: 0o700) else { return }
        throw .folder(
            path: path,
            reason: code == ENOTDIR ? "it is no folder" : String(cString: strerror(code)))
    }
}

/// The time of the clock on the wall, in seconds since 1970: processes that share a
/// database have no other in common.
func wallClock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
