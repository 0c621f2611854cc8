import Foundation
import Testing

/// From recordings with texts to a recogniser of our own that judges them: `syrinx prepare`,
/// `syrinx-train recognizer` and `syrinx evaluate phones`.
@Suite struct EvaluatePhonesTests {
    private static let texts = [
        "A short recording to train with.", "Another one of the same voice, and somewhat longer.",
        "The third recording has words of its own.", "And a fourth, so that one may be held out.",
    ]

    /// Recordings in a folder, with their texts beside them.
    private func record(in folder: TemporaryFolder) throws {
        for (index, text) in Self.texts.enumerated() {
            let path = "\(folder.path)/clip\(index).wav"
            let said = try CommandRun.syrinx(
                ["say", "--voice", "flite/slt", "--quiet", "-o", path, text])
            try #require(said.status == 0, "\(said.errors)")
            _ = try folder.write(text, to: "clip\(index).txt")
        }
    }

    private func object(_ run: CommandRun) throws -> [String: Any] {
        try #require(run.status == 0, "\(run.errors)")
        return try #require(
            JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    }

    @Test(
        .enabled(if: VocoderTests.hasTorch, "libtorch's door is not built: scripts/torch-door"))
    func `a recogniser is trained, goes on, and tells phone errors and their ratio`() throws {
        try TemporaryFolder.with { folder in
            try record(in: folder)
            let package = folder.path + "/package.safetensors"
            let prepared = try CommandRun.syrinx([
                "prepare", folder.path, "-o", package, "--speech", "--speaker", "slt", "--json",
            ])
            try #require(prepared.status == 0, "\(prepared.errors)")
            let recipe = try folder.write(
                #"{"width": 16, "hidden": 24, "depth": 1, "kernel": 3, "rate": 0.01, "warmUp": 2}"#,
                to: "recipe.json")
            for steps in ["10", "20"] {
                let run = try CommandRun.syrinx(
                    [
                        "recognizer", "--data", package, "--out", folder.path + "/recognizer",
                        "--recipe", recipe, "--steps", steps, "--held-out", "1",
                    ], program: "syrinx-train")
                try #require(run.status == 0, "\(run.errors)")
                #expect(run.text.contains("saved at step \(steps)"))
                #expect(run.text.contains("held out ctc"))
            }
            let weights = folder.path + "/recognizer/recognizer.safetensors"
            func judged(_ arguments: [String]) throws -> CommandRun {
                try CommandRun.syrinx(
                    ["evaluate", "phones", "--recognizer", weights, "--language", "en"]
                        + arguments, in: folder.path)
            }
            let lines = Self.texts.enumerated().map { number, text in
                "clip\(number).opus\t\(text)\n"
            }
            _ = try folder.write(lines.joined(), to: "texts.list")
            let files = (0..<4).map { "clip\($0).wav" }
            let told = try object(judged(["--texts", "texts.list", "--json"] + files))
            let total = try #require(told["total"] as? [String: Any])
            let phones = try #require(total["phones"] as? Int)
            #expect((90...150).contains(phones))
            let kinds = ["correct", "substitutions", "deletions"]
            #expect(kinds.reduce(0) { $0 + (total[$1] as? Int ?? 0) } == phones)
            #expect(told["interval"] as? [String: Any] != nil)
            let first = try #require((told["files"] as? [[String: Any]])?.first)
            #expect((first["reference"] as? String)?.hasPrefix("AH SH AO R T ") == true)

            // The same texts, found beside the recordings; as many errors as before.
            _ = try folder.write(
                String(decoding: JSONSerialization.data(withJSONObject: told), as: UTF8.self),
                to: "earlier.json")
            let found = try object(
                judged(["--json", "--against", "earlier.json", folder.path]))
            let again = try #require(found["total"] as? [String: Any])
            #expect(again["errors"] as? Int == total["errors"] as? Int)
            let comparison = try #require(found["comparison"] as? [String: Any])
            #expect(comparison["ratio"] as? Double == 1)
            #expect(comparison["recordings"] as? Int == 4)
            let text = try judged(["--text", Self.texts[0], "clip0.wav"])
            #expect(text.text.hasPrefix("clip0.wav  "), "\(text.text)")
            #expect(text.text.contains(" phones: "))
        }
    }

    @Test func `mistakes are told before anything is listened to`() throws {
        try TemporaryFolder.with { folder in
            try folder.write("a.wav\tGood morning.\n", to: "texts.tsv")
            try folder.write("x", to: "a.wav")
            try folder.write("{}", to: "none.json")
            _ = folder.folder("empty")
            let given = ["--recognizer", "none.safetensors", "--language"]
            let cases: [([String], Int32, String)] = [
                (given + ["en", "a.wav", "--texts", "texts.tsv"], 3, "none.safetensors"),
                (given + ["xx", "a.wav", "--texts", "texts.tsv"], 2, "en, zh, ja"),
                (given + ["en", "b.wav", "--texts", "texts.tsv"], 3, "no text for b.wav"),
                (given + ["en", "a.wav"], 2, "only folders may hold their texts"),
                (given + ["en", "empty"], 2, "no text beside"),
                (given + ["en", "nowhere"], 3, "no such file"),
                (given + ["en", "a.wav", "b.wav", "--text", "hello"], 2, "--texts"),
                (
                    given + ["en", "a.wav", "--texts", "texts.tsv", "--against", "none.json"], 3,
                    "no JSON of"
                ),
                (given + ["en", "a.wav", "--texts", "texts.tsv", "--text", "x"], 2, "either"),
            ]
            for (arguments, status, words) in cases {
                let run = try CommandRun.syrinx(
                    ["evaluate", "phones"] + arguments, in: folder.path)
                #expect(run.status == status, "\(arguments): \(run.status) \(run.errors)")
                #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
            }
        }
    }
}
