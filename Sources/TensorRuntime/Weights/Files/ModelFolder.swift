internal import Glibc

/// The folder of a model file, which may refer to other files in it: shards, external data.
struct ModelFolder {
    let file: String

    /// The path of another file of the model.
    ///
    /// The name must be relative, without `..`. Links are followed only to where the model lies:
    /// beneath its folder, or beside the file that the model itself is a link to, which is how
    /// download caches keep models.
    func path(of name: String) throws(WeightError) -> String {
        let leaves = WeightError(file: file, .leavesFolder(String(name.prefix(200))))
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !name.utf8.contains(0), name.utf8.count < 4096,
            !parts.contains(".."), parts.first != "", parts.last != "",
            !name.utf8.contains(UInt8(ascii: "\\"))
        else { throw leaves }
        let path = Self.folder(of: file) + name
        guard let real = Self.real(path) else {
            throw WeightError(file: path, .notFound)
        }
        let folder = Self.folder(of: file)
        let homes = [
            Self.real(folder.isEmpty ? "." : folder),
            Self.real(file).map { Self.folder(of: $0) },
        ]
        let isHome = homes.contains { home in
            guard let home else { return false }
            return real.utf8.starts(with: (home.hasSuffix("/") ? home : home + "/").utf8)
        }
        guard isHome else { throw leaves }
        return real
    }

    /// The path up to its last slash; empty where it has none.
    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
