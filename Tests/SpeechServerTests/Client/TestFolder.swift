import Glibc

/// A folder that goes with its test.
final class TestFolder {
    let path: String

    init() {
        var template = Array("/tmp/syrinx-test-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/nowhere"
        }
    }

    deinit { Self.remove(path) }

    /// Removes a folder with what is in it.
    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard name != ".", name != ".." else { continue }
                if unlink(path + "/" + name) != 0 { remove(path + "/" + name) }
            }
            closedir(folder)
        }
        rmdir(path)
    }

    /// Writes a file; returns its path.
    func write(_ text: String, _ name: String) throws -> String {
        let file = path + "/" + name
        guard let stream = fopen(file, "w") else { throw ClientError.system("fopen", errno) }
        defer { fclose(stream) }
        fputs(text, stream)
        return file
    }
}
