import ArgumentParser
import SpeechEngine

/// `syrinx config`: the settings in force, and where each comes from.
struct Config: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the settings in force and where each comes from.",
        discussion: """
            Options win over environment variables (SYRINX_VOICE and so on, also from .env in \
            the working directory), those over the settings file \
            (~/.config/syrinx/config.toml, --config or SYRINX_CONFIG), that over defaults.
            """)

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print a table of all settings with what they mean, in Markdown.")
    var markdown = false

    private struct Row: Encodable {
        let name: String
        let value: String?
        let origin: String
        let variable: String?
        let summary: String?

        /// The row of a table in Markdown.
        var markdown: String {
            "| `\(name)` | \(value.map { "`\($0)`" } ?? "") | "
                + (summary ?? "").replacing("|", with: "\\|") + " |"
        }
    }

    mutating func validate() throws {
        if json, markdown { throw ValidationError("--json or --markdown, not both") }
    }

    mutating func run() throws {
        let effective = try settings.load()
        let rows = effective.entries.map { entry in
            Row(
                name: entry.name, value: entry.value, origin: entry.origin.description,
                variable: SettingKey(rawValue: entry.name)?.variable,
                summary: SettingKey(rawValue: entry.name)?.summary)
        }
        if json { return try Console.print(JSONOutput.text(rows)) }
        if markdown {
            let head = ["| setting | value | meaning |", "|---|---|---|"]
            return try Console.print((head + rows.map(\.markdown)).joined(separator: "\n"))
        }
        let names = rows.map(\.name.count).max() ?? 0
        let values = rows.map { ($0.value ?? "-").count }.max() ?? 0
        for row in rows {
            try Console.print(
                row.name.padded(to: names) + "  " + (row.value ?? "-").padded(to: min(values, 40))
                    + "  " + row.origin)
        }
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
