internal import Glibc
internal import SpeechModel

extension WrenWeights {
    /// The most that a description may have, in bytes.
    private static let mostBytes = 1 << 20

    /// The bytes of a description; nil if there is no such file.
    static func description(at path: String) throws(LoadError) -> [UInt8]? {
        func unusable(_ reason: String) -> LoadError {
            .unusable(component: "Wren's voices", reason: "\(path): \(reason)")
        }
        guard let file = fopen(path, "re") else {
            if errno == ENOENT { return nil }
            throw unusable(String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw unusable("it can't be read") }
        guard count <= mostBytes else { throw unusable("more than \(mostBytes) bytes") }
        return Array(bytes.prefix(count))
    }
}
