import Foundation
import Testing

@Suite struct EvaluateSpeechTests {
    private func run(_ arguments: [String], _ folder: TemporaryFolder) throws -> CommandRun {
        try CommandRun.syrinx(["evaluate", "speech"] + arguments, in: folder.path)
    }

    @Test func `voices are judged over a list, what is missing is left out aloud`() throws {
        try TemporaryFolder.with { folder in
            try folder.write("a\tGood morning.\nb\tIt is <late>.\n", to: "list.tsv")
            let run = try run(
                [
                    "list.tsv", "--voice", "slt", "--voice", "flite/kal16", "-o", "out/report",
                    "--model", "/nonexistent", "--json",
                ], folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("DNSMOS is left out"))
            #expect(run.errors.contains("word errors are left out"))
            let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
            let subjects = try #require(object?["subjects"] as? [[String: Any]])
            #expect(subjects.map { $0["name"] as? String } == ["flite/slt", "flite/kal16"])
            #expect(subjects[0]["words"] == nil)
            #expect(subjects[0]["peak_bytes"] as? Int ?? 0 > 1_000_000)
            #expect((subjects[0]["pitch"] as? [String: Any])?["median_hertz"] as? Double != nil)
            let report = folder.folder("out").folder("report")
            #expect(report.names == ["audio", "report.html", "report.json"])
            #expect(
                report.folder("audio").names
                    == ["1-1.flac", "1-2.flac", "2-1.flac", "2-2.flac"])
            #expect(report.read("report.json") == run.output)
            let page = String(decoding: report.read("report.html") ?? [], as: UTF8.self)
            #expect(page.contains("It is &lt;late&gt;."))
        }
    }

    @Test func `mistakes are told before anything is spoken`() throws {
        try TemporaryFolder.with { folder in
            try folder.write("a.wav\tGood morning.\n", to: "list.tsv")
            try folder.write("a\tOne.\na\tTwo.\n", to: "twice.tsv")
            try folder.write("../a.wav\tOne.\n", to: "outside.tsv")
            try folder.write("", to: "empty.tsv")
            try folder.write("x", to: "file")
            _ = folder.folder("recordings")
            let cases: [([String], Int32, String)] = [
                (["list.tsv", "-o", "out"], 2, "nothing to judge"),
                (["none.tsv", "--voice", "slt", "-o", "out"], 3, "none.tsv"),
                (["empty.tsv", "--voice", "slt", "-o", "out"], 3, "has no sentence"),
                (["twice.tsv", "--voice", "slt", "-o", "out"], 3, "line 2"),
                (["list.tsv", "--voice", "slx", "-o", "out"], 2, "no voice 'slx'"),
                (["list.tsv", "--voice", "slt", "--voice", "flite/slt", "-o", "out"], 2, "twice"),
                (["list.tsv", "--voice", "slt", "-o", "file"], 2, "can't be written"),
                (["list.tsv", "--recordings", "nowhere", "-o", "out"], 3, "no such folder"),
                (["list.tsv", "--recordings", "recordings", "-o", "out"], 3, "no file"),
                (["outside.tsv", "--recordings", "recordings", "-o", "out"], 2, "within"),
                (
                    ["list.tsv", "--voice", "slt", "--reference", "recordings", "-o", "out"], 2,
                    "NAME=FOLDER"
                ),
                (
                    ["list.tsv", "--voice", "slt", "--reference", "a=recordings", "-o", "out"], 3,
                    "no recording"
                ),
            ]
            for (arguments, status, words) in cases {
                let run = try run(arguments, folder)
                #expect(run.status == status, "\(arguments): \(run.errors)")
                #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
                #expect(!folder.names.contains("out"), "\(arguments)")
            }
        }
    }
}
