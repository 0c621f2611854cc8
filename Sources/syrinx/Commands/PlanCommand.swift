import ArgumentParser
import SpeechEngine
import SpeechPlan
import SpeechText

/// `syrinx plan`: how a text is cut, without speaking it.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show the chunks that a text is spoken in.")

    @Argument(help: "The text; - means standard input.")
    var text: String?

    @Option(
        name: [.short, .customLong("file")],
        help: ArgumentHelp("File to read; - means standard input.", valueName: "file"))
    var file: String?

    @OptionGroup var speech: SpeechOptions

    @Option(help: "How the text is written: plain, markdown or ssml; told by its file otherwise.")
    var markup: TextFormat?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var settings: SettingsOptions

    mutating func run() throws {
        var chosen = try settings.load(flags: speech.flags).settings
        if speech.llm != nil { chosen.profile = nil }
        let engine = try SpeechEngine(chosen)
        let inputs = try TextInput.all(text: text, files: file.map { [$0] } ?? [])
        guard inputs.count == 1, let input = inputs.first else {
            throw EngineError.invalid(
                field: "--file", value: file ?? "", expected: "one text, not a folder of several")
        }
        let bytes = try input.read(
            limit: chosen.maximumText ?? TextOptions().maximumBytes)
        var request = try engine.request(bytes, for: .listening)
        request.format = input.format(asked: markup, text: bytes)
        let planned = try engine.plan(request)
        if json { return try printJSON(planned) }
        var total = 0.0
        for chunk in planned.chunks {
            let entry = PlanLogEntry(chunk, source: planned.document.source)
            total += entry.estimatedSeconds
            let warnings = entry.warnings.map { "  (\($0.rawValue))" }.joined()
            try Console.print(
                "\(entry.index)  \(Self.seconds(entry.estimatedSeconds))  "
                    + "\(entry.boundary.padded(to: 9))  \(entry.language)  \(entry.text)\(warnings)"
            )
        }
        try Console.print("\(ProgressLine.clock(total)) of speech, estimated")
    }

    private func printJSON(_ planned: PlannedText) throws {
        // Entry by entry, so that the log of a long text takes no more memory than a
        // short one's.
        var separator = "{\"chunks\":["
        var count = 0
        for chunk in planned.chunks {
            let entry = PlanLogEntry(chunk, source: planned.document.source)
            try Console.write(
                separator + "\n" + JSONOutput.text(entry, pretty: false), to: 1,
                name: "standard output")
            separator = ","
            count += 1
        }
        try Console.print(count == 0 ? separator + "]}" : "\n]}")
    }

    private static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s".padded(to: 7)
    }
}
