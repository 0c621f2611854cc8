internal import FoundationEssentials
internal import TensorRuntime

/// Labels of frames as others write them, by the recordings' names: fairseq's `.km` (a line of
/// numbers for each recording) with its `.tsv` manifest, or a folder of `.npy` files.
public struct UnitLabels: Sendable, Hashable {
    private var labels: [String: [Int32]] = [:]

    /// The names of recordings, without folders and endings, sorted.
    public var names: [String] { labels.keys.sorted() }

    /// The labels of a recording; its folders and ending don't matter.
    public subscript(name: String) -> [Int32]? { labels[Self.key(name)] }

    /// A recording's name without folders and ending.
    static func key(_ name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return String(last) }
        return String(last[..<dot])
    }

    private mutating func add(
        _ name: String, _ units: [Int32], from file: String
    ) throws(TrainingError) {
        guard labels.updateValue(units, forKey: Self.key(name)) == nil else {
            throw .input(file: file, reason: "two recordings are called '\(Self.key(name))'")
        }
    }

    /// Reads fairseq's files.
    ///
    /// - Parameters:
    ///   - path: `.km`: a line for each recording, whole numbers from 0 on with spaces between.
    ///   - manifest: `.tsv`: a folder, then a line for each recording, its path and a tab.
    /// - Throws: ``TrainingError/input(file:reason:)`` that names the first line that is wrong.
    public init(lines path: String, manifest: String) throws(TrainingError) {
        let lines = try Self.lines(path)
        var recordings = try Self.lines(manifest)
        guard !recordings.isEmpty else {
            throw .input(file: manifest, reason: "it is empty; its first line names a folder")
        }
        recordings.removeFirst()
        guard lines.count == recordings.count else {
            throw .input(
                file: path,
                reason: "it has \(lines.count) lines, the manifest names \(recordings.count) "
                    + "recordings")
        }
        for (number, (line, recording)) in zip(lines, recordings).enumerated() {
            var units: [Int32] = []
            for word in line.split(separator: " ") {
                guard let unit = Int32(word), (0..<ClipUnits.most).contains(unit) else {
                    throw .input(
                        file: path,
                        reason: "line \(number + 1) has '\(word.prefix(20))', not a number from 0 "
                            + "to \(ClipUnits.most - 1)")
                }
                units.append(unit)
            }
            let name = recording.prefix { $0 != "\t" }
            guard !name.isEmpty else {
                throw .input(file: manifest, reason: "line \(number + 2) names no recording")
            }
            try add(String(name), units, from: manifest)
        }
    }

    /// Reads a folder of `.npy` files, each with the whole numbers of one recording.
    ///
    /// - Throws: ``TrainingError/input(file:reason:)`` that names the first file that is wrong.
    public init(folder: String) throws(TrainingError) {
        let files: [String]
        do {
            files = try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(".npy") }.sorted()
        } catch {
            throw .input(file: folder, reason: "the folder can't be read")
        }
        guard !files.isEmpty else { throw .input(file: folder, reason: "it has no .npy files") }
        for file in files {
            let path = folder + "/" + file
            let store: WeightStore
            do throws(WeightError) { store = try WeightStore(at: path) } catch {
                throw .weights(error)
            }
            guard let tensor = store.names.first.flatMap({ store[$0] }), tensor.shape.count == 1
            else { throw .input(file: path, reason: "it isn't a list of numbers") }
            let units =
                tensor.elements(as: Int32.self)
                ?? tensor.elements(as: Int64.self)?.map { Int32(clamping: $0) }
                ?? tensor.elements(as: UInt16.self)?.map { Int32($0) }
                ?? tensor.elements(as: UInt8.self)?.map { Int32($0) }
            guard let units, units.allSatisfy({ (0..<ClipUnits.most).contains($0) }) else {
                throw .input(
                    file: path,
                    reason: "it is \(tensor.type), not whole numbers from 0 to "
                        + "\(ClipUnits.most - 1)")
            }
            try add(file, units, from: folder)
        }
    }

    private static func lines(_ path: String) throws(TrainingError) -> [String] {
        let text = String(decoding: try TrainingFile.read(path, limit: 1 << 32), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
