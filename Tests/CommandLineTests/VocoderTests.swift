import Testing

/// From recordings to a vocoder that runs: `syrinx prepare`, `syrinx-train` and `syrinx vocode`.
@Suite struct VocoderTests {
    static let hasTorch: Bool = {
        let run = try? CommandRun.syrinx(["doctor", "--json"])
        // Told as a version where it is there, as the remedy where it is not.
        return run?.text.split(separator: "},").contains {
            $0.contains("runtime torch") && $0.contains(#""state" : "ok""#)
        } ?? false
    }()

    private static let texts = [
        "A short recording to train with.", "Another one, of the same voice, somewhat longer.",
        "And a third, so that one may be held out.",
    ]

    /// Prepares speech of the system's voices in a folder.
    private func prepare(in folder: TemporaryFolder) throws -> String {
        for (index, text) in Self.texts.enumerated() {
            let path = "\(folder.path)/clip\(index).wav"
            let said = try CommandRun.syrinx(
                ["say", "--voice", "flite/slt", "--quiet", "-o", path, text])
            try #require(said.status == 0, "\(said.errors)")
        }
        let package = folder.path + "/package.safetensors"
        let run = try CommandRun.syrinx(["prepare", folder.path, "-o", package, "--quiet"])
        try #require(run.status == 0, "\(run.errors)")
        return package
    }

    @Test func `what is kept and what is not is told`() throws {
        try TemporaryFolder.with { folder in
            _ = try prepare(in: folder)
            try folder.write("no audio at all", to: "text.wav")
            let run = try CommandRun.syrinx([
                "prepare", folder.path, "-o", folder.path + "/out.safetensors", "--json",
                "--quiet",
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.text.contains("text.wav"), "\(run.text)")
            let inspected = try CommandRun.syrinx(
                ["model", "inspect", folder.path + "/out.safetensors"])
            #expect(inspected.text.contains("safetensors"), "\(inspected.text)")
        }
    }

    @Test func `nothing to prepare is an error, and leaves no file`() throws {
        try TemporaryFolder.with { folder in
            let out = folder.path + "/out.safetensors"
            let run = try CommandRun.syrinx(["prepare", folder.path, "-o", out, "--quiet"])
            #expect(run.status != 0)
            #expect(!run.errors.isEmpty)
            #expect(folder.names == [])
        }
    }

    @Test(
        .enabled(if: hasTorch, "libtorch's door is not built: scripts/torch-door"),
        arguments: ["spectral", "sourceFilter"])
    func `a vocoder is trained, goes on, and makes speech anew on every runtime`(
        _ head: String
    ) throws {
        try TemporaryFolder.with { folder in
            let package = try prepare(in: folder)
            let recipe = try folder.write(
                #"{"width": 16, "hidden": 32, "depth": 1, "batch": 2, "frames": 16, "head": "\#(head)"}"#,
                to: "recipe.json")
            for steps in ["2", "4"] {
                let run = try CommandRun.syrinx(
                    [
                        "vocoder", "--data", package, "--out", folder.path, "--recipe", recipe,
                        "--steps", steps,
                    ], program: "syrinx-train")
                try #require(run.status == 0, "\(run.errors)")
            }
            let model = folder.path + "/vocoder.safetensors"
            var sounds: [[UInt8]] = []
            for executor in ["onnxruntime", "openvino", "torch", "auto"] {
                let run = try CommandRun.syrinx([
                    "vocode", folder.path + "/clip0.wav", "-o", "-", "--model", model, "--quiet",
                    "--executor", executor, "--threads", "1",
                ])
                #expect(run.status == 0, "\(executor): \(run.errors)")
                sounds.append(run.output)
            }
            #expect(sounds.allSatisfy { $0.count == sounds[0].count && $0.count > 20_000 })
        }
    }

    @Test func `what is no vocoder and no executor is refused by name`() throws {
        try TemporaryFolder.with { folder in
            let model = try folder.write("nothing", to: "m.safetensors")
            let wrong = try CommandRun.syrinx(
                ["vocode", "in.wav", "-o", "-", "--model", model, "--quiet"])
            #expect(wrong.status == 3)
            #expect(wrong.errors.contains("m.safetensors"), "\(wrong.errors)")
            let executor = try CommandRun.syrinx(
                ["vocode", "in.wav", "-o", "-", "--model", model, "--executor", "gpu"])
            #expect(executor.status == 2)
            #expect(executor.errors.contains("--executor"), "\(executor.errors)")
            let settings = try CommandRun.syrinx(
                ["vocode", "in.wav", "-o", "-", "--model", model],
                environment: ["SYRINX_RUNTIME_PRECISION": "int3"])
            #expect(settings.status == 2)
            #expect(settings.errors.contains("SYRINX_RUNTIME_PRECISION"), "\(settings.errors)")
        }
    }
}
