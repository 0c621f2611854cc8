import Crypto
import Glibc
import SpeechEngine

/// What audio depends on beside the job itself, as a hash: scratch audio that was made
/// under other conditions can't be continued without a seam.
enum Conditions {
    /// The conditions in this process with an engine.
    static func hash(_ engine: SpeechEngine) throws(JobsError) -> String {
        let settings = engine.settings
        var hash = SHA256()
        hash.update(data: Array(program.utf8))
        for pause in [settings.pauseClause, settings.pauseSentence, settings.pauseParagraph] {
            hash.update(data: Array("\(pause.map { "\($0)" } ?? "-")\n".utf8))
        }
        hash.update(data: Array(engine.catalogue.names.joined(separator: ",").utf8))
        if let path = settings.dictionary {
            do throws(FileBytes.ReadError) {
                hash.update(data: try FileBytes.read(path, limit: 64 << 20))
            } catch {
                throw .invalid(.unreadable(path: path, reason: error.reason))
            }
        }
        return hash.finalize().hexadecimal
    }

    /// This program's size and when it was made, so that another build begins anew.
    private static let program: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "unknown" }
        return "\(status.st_size) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec)\n"
    }()
}
