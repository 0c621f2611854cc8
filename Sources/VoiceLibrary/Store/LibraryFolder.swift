import Glibc
import SpeechModel
import TensorRuntime

/// The places of voice profiles in their data folder.
///
/// `profiles.sqlite` (with `-wal` and `-shm`), `profiles/` with a file of features for each, and
/// `profiles.lock`. Voices are private, so nobody but the owner may read any of it.
struct LibraryFolder: Sendable {
    let path: String

    var database: String { path + "/profiles.sqlite" }
    var lock: String { path + "/profiles.lock" }
    private var files: String { path + "/profiles" }

    /// Takes a folder, with all its parents made where they are missing.
    init(_ path: String) throws(VoiceLibraryError) {
        var path = path
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .folder(path: path, reason: "that is no name of a folder")
        }
        self.path = path
        for folder in [path, files] {
            if let code = FolderTree.make(folder, mode: 0o700) {
                throw .folder(
                    path: folder,
                    reason: code == ENOTDIR ? "it is no folder" : String(cString: strerror(code)))
            }
            guard access(folder, R_OK | W_OK | X_OK) == 0 else {
                throw .folder(path: folder, reason: String(cString: strerror(errno)))
            }
        }
    }

    /// A name for a profile's file that was never used: who removes a file that belongs to no
    /// row any more can't meet that of somebody who keeps the profile again.
    static func newName(for id: VoiceProfile.ID) -> String {
        let number = UInt64.random(in: .min ... .max)
        return "\(id.text)-\(String(number, radix: 16)).safetensors"
    }

    /// Whether a name is one that ``newName(for:)`` gives.
    static func isOwn(_ name: String) -> Bool {
        let ending = ".safetensors"
        guard name.hasSuffix(ending), VoiceProfile.ID(name.prefix(36)) != nil else { return false }
        let number = name.dropFirst(36).dropLast(ending.count)
        return number.first == "-" && UInt64(number.dropFirst(), radix: 16) != nil
    }

    /// Whether a name is that of a file that was being written: `WeightStore.write(to:)` gives
    /// it its own when it is complete.
    static func isUnfinished(_ name: String) -> Bool {
        name.hasPrefix(".syrinx-") && name.hasSuffix(".part")
    }

    /// Where a profile's file is.
    func file(named name: String) -> String { "\(files)/\(name)" }

    /// The names of all files that are profiles', finished or not.
    var names: [String] {
        FolderTree.names(in: files).filter { Self.isOwn($0) || Self.isUnfinished($0) }
    }

    /// Writes a profile's file; it is on the disk when this returns.
    func write(_ file: ProfileFile, named name: String) throws(VoiceLibraryError) {
        let path = self.file(named: name)
        do throws(WeightError) { try file.weights.write(to: path) } catch {
            throw VoiceLibraryError(writing: path, error)
        }
        let descriptor = open(files, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// Reads the features of a row's file, if they are those that were written.
    func features(of row: ProfileRow) throws(VoiceLibraryError) -> WeightStore {
        let path = file(named: row.file)
        var reason = "its tensors were changed"
        do throws(WeightError) {
            var features = try WeightStore(
                safetensorsAt: path, atMost: FeatureLimits.fileBytes)
            features.metadata = [:]
            if ContentHash(of: features) == row.features { return features }
        } catch {
            reason = error.problem.description
        }
        throw .featuresLost(name: row.profile.name.text, path: path, reason: reason)
    }

    func remove(_ name: String) { unlink(file(named: name)) }
}

extension VoiceLibraryError {
    /// Why a file can't be written.
    init(writing path: String, _ error: WeightError) {
        guard case .notWritable(let reason) = error.problem else {
            self = .notWritable(path: path, reason: error.problem.description)
            return
        }
        let isFull = [ENOSPC, EDQUOT].contains { reason == String(cString: strerror($0)) }
        self = isFull ? .diskFull(path: path) : .notWritable(path: path, reason: reason)
    }
}
