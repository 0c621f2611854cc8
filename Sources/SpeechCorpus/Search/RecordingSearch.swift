internal import Glibc

/// Finds the files of folders and their folders, sorted by name, each once.
///
/// Links are followed, but no folder is entered and no file taken a second time: a circle of
/// links ends. Hidden names are left out, and whatever is no regular file, since a pipe would keep
/// the reader waiting.
struct RecordingSearch {
    private(set) var files: [FoundFile] = []
    /// What could not be looked into, by name and reason.
    private(set) var unreadable: [(name: String, reason: String)] = []
    private var seen: Set<Place> = []

    private struct Place: Hashable {
        let device: UInt
        let node: UInt
    }

    /// Looks through files and folders as given.
    ///
    /// - Throws: ``CorpusError/input(path:reason:)`` for one that isn't there or can't be listed;
    ///   what lies deeper is noted and passed over.
    init(_ inputs: [String]) throws(CorpusError) {
        for input in inputs {
            var status = stat()
            guard stat(input, &status) == 0 else { throw .input(path: input, reason: Self.reason) }
            let last = input.split(separator: "/").last.map(String.init) ?? input
            if status.st_mode & S_IFMT == S_IFDIR, access(input, R_OK | X_OK) != 0 {
                throw .input(path: input, reason: Self.reason)
            }
            take(input, name: last, status)
        }
    }

    /// The files but for some, each given by its name or as much of its end as folders tell.
    ///
    /// - Throws: ``CorpusError/noSuchRecording(name:)`` for one that isn't among them: what was
    ///   meant to stay out would be in.
    func files(without names: [String]) throws(CorpusError) -> [FoundFile] {
        let wanted = Set(names)
        var left = wanted
        let others = files.filter { file in
            // Every end of the name that begins with a folder or the file itself.
            var rest = Substring(file.name)
            while true {
                if wanted.contains(String(rest)) {
                    left.remove(String(rest))
                    return false
                }
                guard let slash = rest.firstIndex(of: "/") else { return true }
                rest = rest[rest.index(after: slash)...]
            }
        }
        if let name = names.first(where: { left.contains($0) }) {
            throw .noSuchRecording(name: FoundFile.line(name))
        }
        return others
    }

    private mutating func take(_ path: String, name: String, _ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFDIR: if isNew(status) { list(path, name: name) }
        case S_IFREG: if isNew(status) { files.append(FoundFile(path: path, name: name)) }
        default: unreadable.append((name, "it is no regular file"))
        }
    }

    private mutating func isNew(_ status: stat) -> Bool {
        seen.insert(Place(device: UInt(status.st_dev), node: UInt(status.st_ino))).inserted
    }

    private mutating func list(_ folder: String, name: String) {
        guard let directory = opendir(folder) else {
            unreadable.append((name, Self.reason))
            return
        }
        var names: [String] = []
        while let entry = readdir(directory) {
            withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) {
                    if let own = String(validatingCString: $0) {
                        if !own.hasPrefix(".") { names.append(own) }
                    } else {
                        unreadable.append(
                            ("\(name)/\(String(cString: $0))", "its name is not UTF-8"))
                    }
                }
            }
        }
        // Before going deeper, so that no more than one is open.
        closedir(directory)
        for own in names.sorted() {
            let path = folder.hasSuffix("/") ? folder + own : "\(folder)/\(own)"
            var status = stat()
            guard stat(path, &status) == 0 else {
                unreadable.append(("\(name)/\(own)", Self.reason))
                continue
            }
            take(path, name: "\(name)/\(own)", status)
        }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
