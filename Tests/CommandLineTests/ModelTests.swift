import Glibc
import Testing

/// `syrinx model` and `syrinx evaluate`.
@Suite struct ModelTests {
    /// Small models that the runtime's tests have, made by their own libraries.
    private static let models: String = {
        let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return "/\(folder)/TensorRuntimeTests/Golden/weights"
    }()

    @Test func `tensors are listed with name, type and shape`() throws {
        let run = try CommandRun.syrinx(["model", "inspect", "\(Self.models)/types.safetensors"])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text.contains("safetensors, 15 tensors, 70 elements"))
        #expect(run.text.contains("bf16    bfloat16[2, 3]"))
        let json = try CommandRun.syrinx(
            ["model", "inspect", "--json", "\(Self.models)/stored.npz"])
        #expect(json.status == 0, "\(json.errors)")
        #expect(json.text.contains("\"name\" : \"b.c\""))
    }

    @Test func `a network is told by its ports, operators and parameters`() throws {
        let run = try CommandRun.syrinx(
            ["model", "inspect", "--no-load", "\(Self.models)/inline.onnx"])
        #expect(run.status == 0, "\(run.errors)")
        for title in ["ONNX, format", "operator set  ai.onnx", "parameters", "operators"] {
            #expect(run.text.contains(title), "\(run.text)")
        }
    }

    @Test func `nothing but Syrinx writes into the user's cache`() throws {
        // ONNX Runtime would leave an ID of the machine there, and tell its maker.
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                ["model", "inspect", "\(Self.models)/inline.onnx"],
                environment: ["HOME": folder.path])
            #expect(run.status == 0, "\(run.errors)")
            #expect(folder.names == [])
        }
    }

    @Test func `what is no model, or one with code, is refused`() throws {
        for (file, reason) in [
            ("attack.pt", "nothing was executed"), ("none.onnx", "no such file"),
            ("../weights", "it is a folder"),
        ] {
            let run = try CommandRun.syrinx(["model", "inspect", "\(Self.models)/\(file)"])
            #expect(run.status == 3)
            #expect(run.errors.contains(reason), "\(run.errors)")
            #expect(run.output.isEmpty)
        }
    }

    @Test func `weights are renamed, left out and narrowed`() throws {
        try TemporaryFolder.with { folder in
            let output = folder.path + "/out.safetensors"
            let run = try CommandRun.syrinx([
                "model", "convert", "\(Self.models)/checkpoint.pt", output, "--part", "state_dict",
                "--rename", "f*=float.*", "--drop", "i*", "--half",
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.text.contains("15 tensors, 4 left out"), "\(run.text)")
            let names = try CommandRun.syrinx(["model", "inspect", output]).text
            #expect(names.contains("float.64    float16[2, 3]"), "\(names)")
            #expect(!names.contains("i32"))
        }
    }

    @Test func `quantising tells the error of each layer`() throws {
        try TemporaryFolder.with { folder in
            let output = folder.path + "/out.safetensors"
            let run = try CommandRun.syrinx([
                "model", "convert", "\(Self.models)/types.safetensors", output, "--quantize",
                "int8",
                "--layer", "f32", "--block", "16",
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.text.contains("f32: ") && run.text.contains(" dB"), "\(run.text)")
            let names = try CommandRun.syrinx(["model", "inspect", output]).text
            #expect(names.contains("f32.packed  uint8[2, 1, 16]"), "\(names)")
            #expect(names.contains("quantization = int8, blocks of 16"))
        }
    }

    @Test(arguments: [
        ["--half", "--bfloat16"], ["--block", "7"], ["--rename", "a*=b"], ["--rename", "a"],
        ["--layer", "x"], ["--part", "nowhere"], ["--quantize", "int4", "--layer", "nothing"],
    ])
    func `options that can't be followed are refused before work`(options: [String]) throws {
        try TemporaryFolder.with { folder in
            let run = try CommandRun.syrinx(
                [
                    "model", "convert", "\(Self.models)/types.safetensors",
                    folder.path + "/out.safetensors",
                ] + options)
            #expect(run.status == 2, "\(run.errors)")
            #expect(access(folder.path + "/out.safetensors", F_OK) != 0)
        }
    }

    @Test func `DNSMOS without its models says what is missing`() throws {
        let run = try CommandRun.syrinx([
            "evaluate", "naturalness", "x.wav", "--dnsmos", "/nowhere",
        ])
        // 4 where no runtime is installed, which is told first.
        #expect(run.status == 3 || run.status == 4)
        #expect(run.errors.contains("sig_bak_ovr.onnx") || run.errors.contains("scripts/setup"))
    }
}
