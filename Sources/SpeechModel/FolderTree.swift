import Glibc

/// Folders with those above them.
public enum FolderTree {
    /// Makes a folder and those above it; what is there already is left alone.
    ///
    /// - Parameter mode: Permissions of what is made, before the process's mask.
    /// - Returns: Why not, as an `errno`; nil where it is there now.
    public static func make(_ path: String, mode: UInt32 = 0o777) -> Int32? {
        var part = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            part += part.isEmpty || part.hasSuffix("/") ? String(name) : "/" + name
            if mkdir(part, mode) != 0, errno != EEXIST {
                // A folder above may be one that only its owner may write into, or read-only.
                let code = errno
                guard isFolder(part) else { return code }
            }
        }
        return isFolder(path) ? nil : ENOTDIR
    }

    /// The names of what lies in a folder, in no order; none where it can't be read.
    public static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
