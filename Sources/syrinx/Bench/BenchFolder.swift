import Glibc
import SpeechEngine

/// A folder for a benchmark, with a text to speak and a place for the speech.
struct BenchFolder {
    private let path: String
    /// The file with the text.
    var text: String { path + "/text.txt" }
    /// The file for the speech.
    var sound: String { path + "/speech.wav" }

    /// Makes the folder and writes the text.
    init(text bytes: [UInt8]) throws(EngineError) {
        var template = Array("/var/tmp/syrinx-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure("/var/tmp") }
        path = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        guard let file = fopen(text, "we"), fwrite(bytes, 1, bytes.count, file) == bytes.count,
            fclose(file) == 0
        else { throw Self.failure(text) }
    }

    /// Removes the folder with what is in it.
    func remove() {
        unlink(text)
        unlink(sound)
        rmdir(path)
    }

    private static func failure(_ path: String) -> EngineError {
        .output(path: path, reason: String(cString: strerror(errno)), remedy: "free some space")
    }
}
