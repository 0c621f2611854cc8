internal import Glibc
internal import TensorRuntime

/// The folder that a training writes into: checkpoint, weights, losses, sounds and pictures.
public struct TrainingFolder: Sendable {
    /// Its path.
    public let path: String

    /// Makes the folder if it isn't there.
    public init(_ path: String) throws(TrainingError) {
        self.path = path
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw .output(file: path, reason: String(cString: strerror(errno)))
        }
    }

    /// What training goes on from.
    public var checkpoint: String { Self.checkpoint(in: path) }

    /// The same of a folder that is only read.
    public static func checkpoint(in path: String) -> String {
        "\(path)/checkpoint.safetensors.index.json"
    }

    /// Losses, a line of JSON for each report.
    public var losses: String { "\(path)/losses.jsonl" }

    /// Whether a training stopped here before.
    public var hasCheckpoint: Bool { access(checkpoint, F_OK) == 0 }

    /// Adds the losses of a step, or their means since the line before, as a line of JSON.
    public func append(step: Int, _ losses: [(name: String, value: Double)]) throws(TrainingError) {
        let fields = losses.map { name, value in
            "\"\(name)\": \(value.isFinite ? "\(value)" : "null")"
        }
        let line = "{\"step\": \(step), \(fields.joined(separator: ", "))}\n"
        try TrainingFile.write(Array(line.utf8), to: self.losses, appending: true)
    }

    /// Forgets losses of steps beyond one, which a crash came after and which are done again.
    public func forgetLosses(beyond step: Int) throws(TrainingError) {
        let file = losses
        guard let bytes = try? TrainingFile.read(file, limit: LossLog.mostBytes) else { return }
        let old = String(decoding: bytes, as: UTF8.self)
        let kept = old.split(separator: "\n").filter { line in
            let number = line.dropFirst("{\"step\": ".count).prefix { $0.isNumber }
            return Int(number).map { $0 <= step } ?? false
        }
        try TrainingFile.write(Array(kept.map { $0 + "\n" }.joined().utf8), to: file)
    }

    /// Seconds that were trained in this folder before, as its losses tell; 0 where they don't.
    public func secondsSoFar() -> Double {
        (try? LossLog(at: losses))?.series("seconds")?.points.last?.value ?? 0
    }

    /// Writes weights to use.
    public func write(_ export: TrainingExport) throws(TrainingError) {
        do throws(WeightError) {
            try export.weights.write(to: "\(path)/\(export.file)")
        } catch {
            throw .weights(error)
        }
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
        try TrainingFile.write(bytes, to: "\(path)/\(name)")
    }

    /// Writes the sound of a clip that was held out, what was made of it, and spectrograms of both.
    public func write(
        _ real: [Float], _ made: [Float], of clip: Int, rate: Int, _ spectrogram: Spectrogram
    ) throws(TrainingError) {
        try write(real, rate: rate, to: "clip-\(clip)-real.wav")
        try write(made, rate: rate, to: "clip-\(clip).wav")
        try write(spectrogram.picture(of: [real, made]), to: "clip-\(clip).png")
    }

    /// Writes a picture as a PNG file.
    public func write(_ picture: Picture, to name: String) throws(TrainingError) {
        try TrainingFile.write(picture.png, to: "\(path)/\(name)")
    }
}
