import Glibc

/// A folder that is gone after use, with what is in it.
struct TemporaryFolder {
    struct Failure: Error { let code: Int32 }

    let path: String

    static func with<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try body(folder)
    }

    private init() throws {
        var template = Array("/tmp/syrinx-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(code: errno) }
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
    }

    /// The names in the folder, sorted.
    var names: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The folder of a name in this one.
    func folder(_ name: String) -> TemporaryFolder {
        mkdir(path + "/" + name, 0o700)
        return TemporaryFolder(path: path + "/" + name)
    }

    /// What a file holds; nil where there is none.
    func read(_ name: String) -> [UInt8]? {
        guard let file = fopen(path + "/" + name, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }

    private init(path: String) { self.path = path }

    private func remove() {
        for name in names where unlink(path + "/" + name) != 0 {
            TemporaryFolder(path: path + "/" + name).remove()
        }
        rmdir(path)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let file = path + "/" + name
        let descriptor = open(file, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw Failure(code: errno)
        }
        return file
    }
}

extension TemporaryFolder {
    /// Whether files can be written without a name where these folders are.
    static let takesNamelessFiles: Bool = {
        // O_TMPFILE less its O_DIRECTORY.
        let descriptor = open("/tmp", 0o20_000_000 | O_DIRECTORY | O_RDWR, 0o600)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }()
}
