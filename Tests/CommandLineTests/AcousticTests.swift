import Testing

/// From recordings with texts to an acoustic model and a vocoder that knows its spectra:
/// `syrinx prepare --speech`, `syrinx-train acoustic`, `mels` and `vocoder`.
@Suite struct AcousticTests {
    private static let texts = [
        "A short recording to train with.", "Another one of the same voice, and somewhat longer.",
        "The third recording has words of its own.", "And a fourth, so that one may be held out.",
    ]

    @Test(
        .enabled(if: VocoderTests.hasTorch, "libtorch's door is not built: scripts/torch-door"))
    func `texts are aligned, a model learns from them, and a vocoder from the model`() throws {
        try TemporaryFolder.with { folder in
            for (index, text) in Self.texts.enumerated() {
                let path = "\(folder.path)/clip\(index).wav"
                let said = try CommandRun.syrinx(
                    ["say", "--voice", "flite/slt", "--quiet", "-o", path, text])
                try #require(said.status == 0, "\(said.errors)")
                _ = try folder.write(text, to: "clip\(index).txt")
            }
            // Something else than what is said.
            _ = try folder.write("no recording of this name", to: "clip9.txt")
            let package = folder.path + "/package.safetensors"
            let run = try CommandRun.syrinx([
                "prepare", folder.path, "-o", package, "--speech", "--speaker", "slt", "--json",
            ])
            try #require(run.status == 0, "\(run.errors)")
            #expect(run.text.contains(#""texts" : 4"#), "\(run.text)")
            #expect(run.text.contains(#""aligned" : 4"#), "\(run.text)")

            func train(_ name: String, _ recipe: String, _ options: [String]) throws {
                let recipe = try folder.write(recipe, to: name + ".json")
                let run = try CommandRun.syrinx(
                    [name, "--out", "\(folder.path)/\(name)", "--recipe", recipe, "--steps", "2"]
                        + options, program: "syrinx-train")
                try #require(run.status == 0, "\(run.errors)")
            }
            try train(
                "acoustic",
                #"{"width": 16, "hidden": 24, "encoderDepth": 2, "decoderDepth": 1, "heads": 2}"#,
                ["--data", package, "--held-out", "1"])
            let taught = folder.path + "/taught.safetensors"
            let mels = try CommandRun.syrinx(
                [
                    "mels", "--data", package, "--weights",
                    folder.path + "/acoustic/acoustic.safetensors", "-o", taught,
                ], program: "syrinx-train")
            try #require(mels.status == 0, "\(mels.errors)")
            try train(
                "vocoder",
                """
                {"width": 16, "hidden": 24, "depth": 1, "batch": 2, "frames": 16,
                 "head": "sourceFilter", "givenShare": 0.5}
                """, ["--data", taught])
        }
    }
}
