import AudioFile
import AudioSignal
import Glibc
import SpeechCorpus

/// A folder that goes with its last use.
final class TemporaryFolder {
    let path: String

    init() {
        var name = Array("/tmp/syrinx-corpus-XXXXXX".utf8CString)
        path = name.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit {
        var stack = [path]
        var folders: [String] = []
        while let folder = stack.popLast() {
            folders.append(folder)
            chmod(folder, 0o700)
            guard let directory = opendir(folder) else { continue }
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                guard name != ".", name != ".." else { continue }
                var status = stat()
                lstat(folder + "/" + name, &status)
                if status.st_mode & S_IFMT == S_IFDIR {
                    stack.append(folder + "/" + name)
                } else {
                    unlink(folder + "/" + name)
                }
            }
            closedir(directory)
        }
        for folder in folders.reversed() { rmdir(folder) }
    }

    func folder(_ name: String) -> String {
        mkdir(path + "/" + name, 0o700)
        return path + "/" + name
    }

    /// Writes a recording.
    func record(_ name: String, _ samples: [Float], rate: Int = 16_000) throws {
        let writer = try AudioWriter(path: path + "/" + name, rate: SampleRate(rate))
        try writer.write(samples: samples)
        try writer.finish()
    }

    /// Writes any bytes.
    func write(_ name: String, _ bytes: [UInt8]) {
        let file = fopen(path + "/" + name, "wb")!
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}

/// Something like speech: a tone whose loudness swells and falls four times a second.
func murmur(_ seconds: Double, peak: Float = 0.3, rate: Int = 16_000) -> [Float] {
    (0..<Int(seconds * Double(rate))).map { index in
        let time = Double(index) / Double(rate)
        let tone = sin(2 * .pi * 187 * time) + 0.4 * sin(2 * .pi * 1531 * time)
        return peak / 1.4 * Float(tone * (0.6 - 0.4 * cos(2 * .pi * 4 * time)))
    }
}

/// Nothing.
func pause(_ seconds: Double, rate: Int = 16_000) -> [Float] {
    [Float](repeating: 0, count: Int(seconds * Double(rate)))
}

/// Prepares a folder with usual settings but for what is changed.
func prepare(
    _ folder: String, to path: String, _ change: (inout CorpusRecipe) -> Void = { _ in }
) throws -> CorpusReport {
    var recipe = CorpusRecipe()
    change(&recipe)
    return try CorpusPreparation(recipe).run([folder], to: path)
}
