internal import StrictJSON

/// What a training left in its folder, as a report shows it. Reads only, so the training may go
/// on meanwhile.
public struct TrainingRecord: Sendable {
    /// The folder as it was named.
    public let path: String
    /// What it measured.
    public let losses: LossLog
    /// What couldn't be read, for whoever asks for the report.
    public private(set) var notes: [String] = []
    /// Settings by name, in alphabetical order; empty where there is no checkpoint.
    private(set) var recipe: [(name: String, value: String)] = []
    /// The step of the last checkpoint; nil where there is none.
    private(set) var savedStep: Int?
    /// Recordings that it showed.
    private(set) var clips: [ClipExhibit] = []

    /// The most lines that are told one by one.
    private static let mostTold = 3

    /// Reads the folder of a training.
    ///
    /// - Parameter most: How many recordings are taken into the report at the most.
    /// - Throws: ``TrainingError/input(file:reason:)`` for a folder without losses.
    public init(of folder: String, clips most: Int) throws(TrainingError) {
        path = folder
        losses = try LossLog(at: "\(folder)/losses.jsonl")
        for line in losses.skipped.prefix(Self.mostTold) {
            notes.append("\(folder)/losses.jsonl, line \(line.line): \(line.reason); left out")
        }
        if losses.skipped.count > Self.mostTold {
            notes.append(
                "\(folder)/losses.jsonl: \(losses.skipped.count - Self.mostTold) more lines left out"
            )
        }
        readCheckpoint(in: folder)
        for number in 0..<max(most, 0) {
            guard let clip = ClipExhibit(number, in: folder, notes: &notes) else { break }
            clips.append(clip)
        }
    }

    private mutating func readCheckpoint(in folder: String) {
        let index = "\(folder)/checkpoint.safetensors.index.json"
        guard TrainingFile.isThere(index) else {
            notes.append("\(folder): no checkpoint yet, so no recipe")
            return
        }
        do {
            let checkpoint = try Checkpoint(at: index)
            savedStep = try? checkpoint.value(Int.self, "step")
            recipe = try Self.settings(checkpoint.text("recipe") ?? "")
        } catch {
            notes.append("\(index): the recipe can't be read: \(error)")
        }
    }

    /// The settings of an object of JSON, as they are written.
    private static func settings(
        _ json: String
    ) throws(JSONError) -> [(name: String, value: String)] {
        var settings: [(name: String, value: String)] = []
        var reader = JSONReader(Array(json.utf8), mostValues: 1000)
        try reader.enterObject()
        while let name = try reader.nextKey() {
            settings.append((name, try value(&reader)))
        }
        try reader.end()
        return settings.sorted { $0.name < $1.name }
    }

    private static func value(_ reader: inout JSONReader) throws(JSONError) -> String {
        switch try reader.kind() {
        case .bool: return try reader.bool() ? "yes" : "no"
        case .number: return String(figure: try reader.number(), digits: 15)
        case .string: return try reader.string()
        case .array:
            var parts: [String] = []
            try reader.enterArray()
            while try reader.nextElement() { parts.append(try value(&reader)) }
            return parts.joined(separator: ", ")
        case .null, .object:
            try reader.skip()
            return "–"
        }
    }

    /// What it trains, by the settings that only one kind has.
    var network: String {
        let names = Set(recipe.map(\.name))
        if names.contains("encoderDepth") { return "acoustic model" }
        if names.contains("spectralWeight") { return "vocoder" }
        if losses.series("duration") != nil { return "acoustic model" }
        return losses.series("spectral") == nil ? "–" : "vocoder"
    }
}
