import FoundationEssentials
import Glibc
import Testing

/// Commands that only tell something.
@Suite struct InformationTests {
    @Test func `the plan's sources joined are the document`() throws {
        let text = """
            First sentence, with a clause; and another one. 2 + 2 = 4!\n\n\u{FEFF}Second \
            paragraph… 日本語の文です。 Fim.\n
            """
        let run = try CommandRun.syrinx(["plan", "--json"], input: Array(text.utf8))
        #expect(run.status == 0, "\(run.errors)")
        #expect(try PlanJSON.source(of: run.output) == Array(text.utf8))
    }

    @Test func `voices are listed`() throws {
        let run = try CommandRun.syrinx(["voices", "--language", "en", "--family", "flite"])
        #expect(run.status == 0)
        #expect(run.text.contains("flite/slt"))
        #expect(run.text.contains("flite/kal16"))
    }

    @Test func `settings tell where they come from`() throws {
        try TemporaryFolder.with { folder in
            try folder.write("speed = 1.5\n", to: "c.toml")
            try folder.write("SYRINX_SEED=4\n", to: ".env")
            let run = try CommandRun.syrinx(
                ["config", "--json", "--config", "c.toml"],
                environment: ["TTS_PROVIDER": "flite"], in: folder.path)
            #expect(run.status == 0, "\(run.errors)")
            let rows = try JSONDecoder().decode([[String: JSONShape]].self, from: Data(run.output))
            let origins = Dictionary(
                rows.compactMap { row -> (String, String)? in
                    guard case .text(let name)? = row["name"],
                        case .text(let origin)? = row["origin"]
                    else { return nil }
                    return (name, origin)
                }, uniquingKeysWith: { $1 })
            #expect(origins["speed"] == "c.toml")
            #expect(origins["seed"] == ".env, SYRINX_SEED")
            #expect(origins["family"] == "environment, TTS_PROVIDER")
            #expect(origins["voice"] == "default")
        }
    }

    @Test func `the doctor finds that the default voice speaks`() throws {
        let run = try CommandRun.syrinx(["doctor", "--json"])
        #expect(run.status == 0, "\(run.text)")
        #expect(run.text.contains("\"speech\""))
    }

    @Test func `the version is one line`() throws {
        let run = try CommandRun.syrinx(["--version"])
        #expect(run.status == 0)
        #expect(run.text.filter(\.isNewline).count == 1)
    }

    @Test func `the page of settings is as the program has them`() throws {
        let run = try TemporaryFolder.with { folder in
            try CommandRun.syrinx(
                ["config", "--markdown"], environment: ["SYRINX_WORKERS": "2"], in: folder.path)
        }
        #expect(run.status == 0)
        try compare(run.text, with: "docs/settings.md", from: "| setting |")
    }

    @Test(arguments: ["", "say", "plan", "voices", "config", "doctor", "bench", "serve", "health"])
    func `help is as it was`(_ command: String) throws {
        let name = command.isEmpty ? "syrinx" : command
        let run = try CommandRun.syrinx(
            (command.isEmpty ? [] : [command]) + ["--help"], environment: ["COLUMNS": "80"])
        #expect(run.status == 0)
        try compare(run.text, with: "Tests/Snapshots/help-\(name).txt")
    }

    /// Compares with the rest of a file of the project from a mark on; `RECORD_SNAPSHOTS=1`
    /// writes it anew, and the run still fails.
    private func compare(_ text: String, with file: String, from mark: String = "") throws {
        let parts = #filePath.split(separator: "/").dropLast(3)
        let path = "/" + parts.joined(separator: "/") + "/" + file
        let recorded = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        let start = recorded.firstRange(of: mark)?.lowerBound ?? recorded.startIndex
        if getenv("RECORD_SNAPSHOTS") != nil, recorded[start...] != text {
            try Data((recorded[..<start] + text).utf8).write(to: URL(filePath: path))
        }
        #expect(recorded[start...] == text)
    }
}
