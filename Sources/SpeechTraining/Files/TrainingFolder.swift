internal import Glibc

/// The folder that a training writes into: checkpoint, weights, losses, sounds and pictures.
public struct TrainingFolder: Sendable {
    /// Its path.
    public let path: String
    /// The weights to use.
    public let weights: String

    /// Makes the folder if it isn't there.
    ///
    /// - Parameter weights: What the weights to use are called in it.
    public init(
        _ path: String, weights: String = "vocoder.safetensors"
    ) throws(TrainingError) {
        self.path = path
        self.weights = "\(path)/\(weights)"
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .output(file: path, reason: String(cString: strerror(errno)))
        }
    }

    /// What training goes on from.
    public var checkpoint: String { "\(path)/checkpoint.safetensors.index.json" }

    /// Whether a training stopped here before.
    public var hasCheckpoint: Bool { access(checkpoint, F_OK) == 0 }

    /// Adds the losses of a step, or their means since the line before, as a line of JSON.
    public func append(step: Int, _ losses: [(name: String, value: Double)]) throws(TrainingError) {
        let fields = losses.map { name, value in
            "\"\(name)\": \(value.isFinite ? "\(value)" : "null")"
        }
        let line = "{\"step\": \(step), \(fields.joined(separator: ", "))}\n"
        try write(Array(line.utf8), to: "\(path)/losses.jsonl", appending: true)
    }

    /// Forgets losses of steps beyond one, which a crash came after and which are done again.
    public func forgetLosses(beyond step: Int) throws(TrainingError) {
        let file = "\(path)/losses.jsonl"
        guard let old = try? String(decoding: Self.bytes(of: file), as: UTF8.self) else { return }
        let kept = old.split(separator: "\n").filter { line in
            let number = line.dropFirst("{\"step\": ".count).prefix { $0.isNumber }
            return Int(number).map { $0 <= step } ?? false
        }
        try write(Array(kept.map { $0 + "\n" }.joined().utf8), to: file)
    }

    /// Writes samples within -1 ... 1 as a WAV file of 16 bits.
    public func write(_ samples: [Float], rate: Int, to name: String) throws(TrainingError) {
        func little(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let size = samples.count * 2
        var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
        bytes += little(16, 4) + little(1, 2) + little(1, 2) + little(rate, 4)
        bytes += little(rate * 2, 4) + little(2, 2) + little(16, 2)
        bytes += Array("data".utf8) + little(size, 4)
        for sample in samples {
            bytes += little(Int((min(max(sample, -1), 1) * 32_767).rounded()), 2)
        }
        try write(bytes, to: "\(path)/\(name)")
    }

    /// Writes a picture as a PNG file.
    public func write(_ picture: Picture, to name: String) throws(TrainingError) {
        try write(picture.png, to: "\(path)/\(name)")
    }

    private static func bytes(of file: String) throws(TrainingError) -> [UInt8] {
        guard let handle = fopen(file, "re") else {
            throw .output(file: file, reason: String(cString: strerror(errno)))
        }
        defer { fclose(handle) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&part, 1, part.count, handle), count > 0 {
            bytes += part[..<count]
        }
        return bytes
    }

    /// A file that is written anew gets its name when it is complete.
    private func write(
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
}
