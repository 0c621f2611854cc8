import Glibc
import SpeechEngine

extension AccessKeys {
    /// The keys of the settings and of the file that they name.
    ///
    /// - Throws: ``ServerError`` where the file can't be read or holds none, or where the
    ///   server would be open to other machines without a key.
    static func of(_ settings: ServerSettings) throws(ServerError) -> AccessKeys {
        var keys = settings.apiKeys
        if let path = settings.apiKeyFile { keys += try lines(of: path) }
        if keys.isEmpty, !settings.isInsecure, !OriginRules.isLocal(settings.host) {
            throw .settings(
                name: "server.host",
                reason: "'\(settings.host)' can be reached by other machines; set "
                    + "server.api_key or server.api_key_file, or say --insecure")
        }
        return AccessKeys(keys)
    }

    private static func lines(of path: String) throws(ServerError) -> [String] {
        guard let file = fopen(path, "re") else {
            throw .file(path: path, reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0, count < bytes.count else {
            throw .file(path: path, reason: "it can't be read, or is no file of keys")
        }
        var keys: [String] = []
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let key = words.first, !key.hasPrefix("#") else { continue }
            guard words.count == 1, !key.contains("\0") else {
                throw .file(
                    path: path,
                    reason: "a line holds more than a key: one key a line, and # before remarks")
            }
            keys.append(String(key))
        }
        guard !keys.isEmpty else { throw .file(path: path, reason: "there is no key in it") }
        return keys
    }
}
