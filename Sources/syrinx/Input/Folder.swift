import Glibc

/// Folders and what lies in them.
enum Folder {
    /// Whether a path is a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether there is anything at a path.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// The files below a folder with one of the extensions, hidden ones left out,
    /// sorted; paths are relative to the folder. Links to folders are not followed,
    /// so a circle of links ends.
    static func files(in folder: String, extensions: Set<String>) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder.appendingPath(name)
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                found += files(in: path, extensions: extensions).map { name + "/" + $0 }
            } else if extensions.contains(TextInput.fileExtension(of: name)) {
                found.append(name)
            }
        }
        return found.sorted()
    }

    /// Makes a folder and those above it; what is there already is left alone.
    static func make(_ path: String) -> Int32? {
        var part = path.hasPrefix("/") ? "/" : ""
        for name in path.split(separator: "/") {
            part = part.isEmpty ? String(name) : part.appendingPath(String(name))
            if mkdir(part, 0o777) != 0, errno != EEXIST { return errno }
        }
        return isFolder(path) ? nil : ENOTDIR
    }
}

extension String {
    /// This path with a name behind it.
    func appendingPath(_ name: String) -> String {
        hasSuffix("/") ? self + name : self + "/" + name
    }
}
