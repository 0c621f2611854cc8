import Testing

/// `syrinx profiles`: voice profiles on the command line.
@Suite struct ProfilesTests {
    /// An exported profile as the first version wrote it, which every later one must read.
    private static var file: [UInt8] {
        let header = #"""
            {"__metadata__":{"clip_sha256":\#
            "e899537b4c9149cd5edb2000ea1e14f1d8eb76be0ceec7868ad01c7e389eb5b9",\#
            "consent":"true","created":"1795435170.0113242","display_name":"花子 mara",\#
            "features_sha256":"7dbce6ac772a5bf4c7086a12937f61d13046c88c708d45d6d5843b645bf1cebd",\#
            "format":"syrinx-voice-profile","id":"362815b2-3e8a-4127-9517-77868e3f5e9b",\#
            "model_sha256":"2f782beca6c497e09ee1b67bd6a1202048f19e97f7e1364a58d415ce7b3ecd9e",\#
            "name":"mara","quality":"{\"active_level\":-23.25,\"active_seconds\":4,\#
            \"broken_samples\":0,\"clipped_part\":0,\"offset\":1e-05,\"peak\":0.5,\"rate\":16000,\#
            \"seconds\":12.5,\"signal_to_noise\":41.5,\"unused_seconds\":0}","version":"1"},\#
            "speaker":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}
            """#
        let bytes = Array(header.utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) }
        let tensor = [Float(0.5), -1, 2, 0.25].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * UInt32($0))) }
        }
        return length + bytes + tensor
    }

    @Test func `a profile comes, is renamed, goes on and is deleted`() throws {
        try TemporaryFolder.with { folder in
            try folder.write(Self.file, to: "in.safetensors")
            func profiles(_ arguments: String...) throws -> CommandRun {
                try CommandRun.syrinx(
                    ["profiles"] + arguments + ["--data", "data"], in: folder.path)
            }
            #expect(try profiles("list", "--json").text == "[\n\n]\n")
            let imported = try profiles("import", "in.safetensors")
            #expect(imported.status == 0, "\(imported.errors)")
            #expect(imported.text == "mara: imported\n")
            let list = try profiles("list")
            #expect(
                list.text == "mara  2026-11-23  consent  2f782beca6c4  花子 mara\n", "\(list.text)")
            #expect(try profiles("rename", "mara", "ann", "--display-name", "Ann").status == 0)
            let shown = try profiles("show", "362815b2-3e8a-4127-9517-77868e3f5e9b")
            #expect(shown.text.hasPrefix("ann: Ann\n"))
            #expect(shown.text.contains("warning: the clip has only 4.0 s of speech"))
            let json = try profiles("show", "ann", "--json")
            #expect(json.text.contains(#""code" : "little_speech""#))
            #expect(json.text.contains(#""created_at" : "2026-11-23T"#))
            #expect(try profiles("export", "ann").status == 0)
            #expect(folder.read("ann.safetensors")?.suffix(16) == Self.file.suffix(16))
            #expect(try profiles("delete", "ann").text == "ann: deleted\n")
            #expect(try profiles("list").text.isEmpty)
            #expect(try profiles("import", "ann.safetensors", "--name", "mary").status == 0)
            #expect(try profiles("list").text.hasPrefix("mary"))
        }
    }

    @Test func `mistakes are told with their remedy`() throws {
        try TemporaryFolder.with { folder in
            try folder.write(Self.file, to: "in.safetensors")
            try folder.write(Array(Self.file.dropLast()), to: "cut.safetensors")
            try folder.write("hello", to: "hello.txt")
            func profiles(_ arguments: String...) throws -> CommandRun {
                try CommandRun.syrinx(
                    ["profiles"] + arguments, environment: ["SYRINX_SERVER_DATA": "data"],
                    in: folder.path)
            }
            #expect(try profiles("import", "in.safetensors").status == 0)
            for (arguments, status, words) in [
                (["show", "marra"], 2, "did you mean mara?"),
                (["delete", "../data"], 2, "there is no voice profile"),
                (["rename", "mara", "../mara"], 2, "name: '../mara' is not valid"),
                (["rename", "mara"], 2, "--display-name"),
                (["import", "hello.txt"], 3, "no voice profile"),
                (["import", "cut.safetensors"], 3, "truncated"),
                (["import", "nothing"], 3, "no such file"),
                (["export", "mara", "-o", "no/where.safetensors"], 2, "can't be written"),
                (["list", "--data", "hello.txt"], 2, "it is no folder"),
            ] {
                let run = try CommandRun.syrinx(
                    ["profiles"] + arguments, environment: ["SYRINX_SERVER_DATA": "data"],
                    in: folder.path)
                #expect(run.status == Int32(status), "\(arguments): \(run.errors)")
                #expect(run.errors.contains(words), "\(arguments): \(run.errors)")
                #expect(run.output.isEmpty)
            }
            #expect(try profiles("list").text.hasPrefix("mara"))
        }
    }
}
