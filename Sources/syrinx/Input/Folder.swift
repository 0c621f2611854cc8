import Glibc
import SpeechEngine

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

    /// A file's name without its folder and ending.
    static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name)
    }

    /// The files below a folder with one of the extensions, hidden ones left out,
    /// sorted; paths are relative to the folder. Links to folders are not followed,
    /// so a circle of links ends.
    ///
    /// - Throws: Where a folder can't be read, or a name is not UTF-8: what is left out
    ///   would be missed too late.
    static func files(
        in folder: String, extensions: Set<String>
    ) throws(EngineError) -> [String] {
        guard let directory = opendir(folder) else {
            throw .unreadable(path: folder, reason: String(cString: strerror(errno)))
        }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let (name, isUTF8) = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            guard !name.hasPrefix(".") else { continue }
            guard isUTF8 else {
                throw .unreadable(
                    path: folder.appendingPath(name), reason: "its name is not UTF-8; rename it")
            }
            let path = folder.appendingPath(name)
            var status = stat()
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                found += try files(in: path, extensions: extensions).map { name + "/" + $0 }
            } else if extensions.contains(TextInput.fileExtension(of: name)) {
                found.append(name)
            }
        }
        return found.sorted()
    }

    /// Whether two paths are names of one and the same regular file.
    static func isSameFile(_ path: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        return stat(path, &first) == 0 && stat(other, &second) == 0
            && first.st_mode & S_IFMT == S_IFREG && first.st_dev == second.st_dev
            && first.st_ino == second.st_ino
    }
}

extension String {
    /// This path with a name behind it.
    func appendingPath(_ name: String) -> String {
        hasSuffix("/") ? self + name : self + "/" + name
    }
}
