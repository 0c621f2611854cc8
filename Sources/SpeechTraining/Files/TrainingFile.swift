internal import Glibc

/// Files that trainings write and reports read.
enum TrainingFile {
    /// The whole of a file.
    ///
    /// - Parameter limit: The most bytes that it may have.
    /// - Throws: ``TrainingError/input(file:reason:)``.
    static func read(_ file: String, limit: Int) throws(TrainingError) -> [UInt8] {
        guard let handle = fopen(file, "re") else { throw failed(file) }
        defer { fclose(handle) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, handle), count > 0 {
            bytes += part[..<count]
            guard bytes.count <= limit else {
                throw .input(file: file, reason: "it has more than \(limit) bytes")
            }
        }
        guard ferror(handle) == 0 else { throw failed(file) }
        return bytes
    }

    /// Writes or extends a file. One that is written anew gets its name when it is complete.
    ///
    /// - Throws: ``TrainingError/output(file:reason:)``.
    static func write(
        _ bytes: [UInt8], to file: String, appending: Bool = false
    ) throws(TrainingError) {
        let place = appending ? file : "\(file).new"
        guard let handle = fopen(place, appending ? "ae" : "we") else {
            throw .output(file: file, reason: String(cString: strerror(errno)))
        }
        let isWritten = fwrite(bytes, 1, bytes.count, handle) == bytes.count
        guard fclose(handle) == 0, isWritten, appending || rename(place, file) == 0 else {
            let reason = String(cString: strerror(errno))
            if !appending { unlink(place) }
            throw .output(file: file, reason: reason)
        }
    }

    /// Whether there is something at a path.
    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    private static func failed(_ file: String) -> TrainingError {
        .input(file: file, reason: "can't be read: \(String(cString: strerror(errno)))")
    }
}
