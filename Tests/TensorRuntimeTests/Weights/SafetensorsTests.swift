import Foundation
import Testing

@testable import TensorRuntime

@Suite struct `Safetensors` {
    @Test func `every element type is read as the library wrote it`() throws {
        let store = try WeightFiles.golden("types.safetensors")
        let fraction = ["f64", "f32", "f16", "bf16"]
        for name in fraction {
            #expect(store[name]?.floats() == WeightFiles.ramp(6), "\(name)")
            #expect(store[name]?.shape == [2, 3])
        }
        for name in ["i64", "i32", "i16", "i8"] {
            #expect(store[name]?.floats() == [-3, -2, -1, 0, 1, 2], "\(name)")
        }
        for name in ["u8", "bool"] {
            #expect(store[name]?.floats() == [0, 1, 1, 1, 0, 0], "\(name)")
        }
        for name in ["u16", "u32", "u64"] { #expect(store[name]?.floats() == [0, 1, 2]) }
        #expect(store["scalar"]?.shape == [] && store["scalar"]?.floats() == [2.5])
        #expect(store["empty"]?.shape == [0, 4] && store["empty"]?.floats() == [])
        #expect(store.metadata == ["format": "pt", "quote": "a\"b\\\n"])
        #expect(store["bf16"]?.element == .bfloat16 && store["bool"]?.element == .bool)
    }

    @Test func `tensors outlive the store and lie in the mapped file`() throws {
        var store: WeightStore? = try WeightFiles.golden("types.safetensors")
        let tensors = [store?["f32"], store?["f16"]].compactMap(\.self)
        #expect(tensors[0].storage === tensors[1].storage)
        store = nil
        #expect(tensors[0].floats() == WeightFiles.ramp(6))
    }

    @Test func `what is written is read again, with names sorted by width`() throws {
        try WeightFiles.withFolder { folder in
            let path = folder + "/out.safetensors"
            var store = try WeightFiles.golden("types.safetensors")
            store["ünï \"quoted\"\\\u{1}"] = Tensor([Int8(-4)], shape: [1])
            try store.write(to: path)
            for access in [WeightReading.Access.mapped, .copied] {
                let again = try WeightStore(at: path, reading: WeightReading(access: access))
                #expect(again.names == store.names && again.metadata == store.metadata)
                for name in store.names { #expect(again[name] == store[name], "\(name)") }
                for name in again.names {
                    #expect(
                        again[name]?.withBytes { Int(bitPattern: $0.baseAddress) }
                            .isMultiple(of: again[name]?.element.byteCount ?? 0) == true)
                }
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.safetensors"])
        }
    }

    @Test func `a file that can't be written leaves nothing behind and says where`() throws {
        #expect(throws: WeightError.self) {
            try WeightStore().write(to: "/nowhere/at/all.safetensors")
        }
    }

    @Test func `shards are gathered by their index`() throws {
        let store = try WeightFiles.golden("model.safetensors.index.json")
        #expect(store.names == ["a", "b.weight"])
        #expect(store["b.weight"]?.floats() == WeightFiles.ramp(4))
    }

    @Test(arguments: [
        #"{"metadata":nonsense,"weight_map":{}}"#, #"{"metadata":1e,"weight_map":{}}"#,
        #"{"weight_map":{"a":"b","a":"b"}}"#, #"{"weight_map":{},"weight_map":{}}"#,
        #"{"metadata":{}}"#, #"{"weight_map":{}"#,
    ])
    func `an index that is no JSON, or says something twice, is refused`(text: String) {
        let error = #expect(throws: WeightError.self) {
            try ShardIndex.read(
                WeightFiles.region(Array(text.utf8), named: "index.json"),
                reading: WeightReading())
        }
        #expect(error?.problem.isMalformed == true)
    }

    @Test func `an index can't lead out of its folder`() throws {
        try WeightFiles.withFolder { folder in
            let secret = folder + "/secret.safetensors"
            try WeightStore(["a": Tensor(Float(1))]).write(to: secret)
            let model = folder + "/model"
            try FileManager.default.createDirectory(
                atPath: model, withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(
                atPath: model + "/link.safetensors", withDestinationPath: secret)
            for shard in [
                "../secret.safetensors", secret, "link.safetensors", "x/../../secret.safetensors",
                "",
            ] {
                let path = model + "/index.json"
                try WeightFiles.write(
                    Array("{\"weight_map\":{\"a\":\"\(shard)\"}}".utf8), to: path)
                #expect { try WeightStore(at: path) } throws: { error in
                    (error as? WeightError)?.problem.leavesFolder == true
                }
            }
        }
    }

    @Test func `a download cache's links are followed to where the model lies`() throws {
        try WeightFiles.withFolder { folder in
            let files = FileManager.default
            for name in ["blobs", "snapshot"] {
                try files.createDirectory(
                    atPath: "\(folder)/\(name)", withIntermediateDirectories: false)
            }
            try WeightStore(["a": Tensor(Float(1))]).write(to: folder + "/blobs/1234")
            try WeightFiles.write(
                Array("{\"weight_map\":{\"a\":\"m.safetensors\"}}".utf8), to: folder + "/blobs/5678"
            )
            for (name, blob) in [("m.safetensors", "1234"), ("index.json", "5678")] {
                try files.createSymbolicLink(
                    atPath: "\(folder)/snapshot/\(name)", withDestinationPath: "../blobs/\(blob)")
            }
            #expect(try WeightStore(at: folder + "/snapshot/index.json")["a"]?.floats() == [1])
        }
    }

    @Test func `headers that break the format's rules are refused`() throws {
        func problem(_ header: String, data: Int = 0) -> WeightError.Problem? {
            WeightFiles.problem(
                WeightFiles.little(UInt64(header.utf8.count)) + Array(header.utf8)
                    + [UInt8](repeating: 0, count: data), named: "x.safetensors")
        }
        func entry(_ name: String, _ shape: String, _ offsets: String, _ type: String = "F32")
            -> String
        {
            "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
        }
        #expect(problem("{\(entry("a", "[1]", "[0,4]"))}", data: 4) == nil)
        #expect(problem("{}  ") == nil)
        let malformed: [(String, Int)] = [
            ("{\(entry("a", "[2]", "[0,8]")),\(entry("b", "[1]", "[4,8]"))}", 8),  // overlap
            ("{\(entry("a", "[1]", "[4,8]"))}", 8),  // a gap
            ("{\(entry("a", "[1]", "[0,4]"))}", 8),  // bytes left over
            ("{\(entry("a", "[1]", "[0,8]"))}", 8),  // not its size
            ("{\(entry("a", "[1]", "[4,0]"))}", 4),
            ("{\(entry("a", "[-1]", "[0,4]"))}", 4),
            ("{\(entry("a", "[1.0]", "[0,4]"))}", 4),
            ("{\(entry("a", "[01]", "[0,4]"))}", 4),
            ("{\(entry("a", "[4294967296,4294967296,4294967296]", "[0,0]"))}", 0),
            ("{\(entry("a", "[99999999999999999999]", "[0,0]"))}", 0),
            (
                "{\(entry("a", "[\(Array(repeating: "1", count: 100_000).joined(separator: ","))]", "[0,4]"))}",
                4
            ),
            ("{\(entry("a", "[1]", "[0,4]")),\(entry("a", "[1]", "[0,4]"))}", 4),  // twice
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", 0),
            ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"shape\":[1],\"data_offsets\":[0,4]}}", 4),
            ("{\"__metadata__\":{\"a\":1}}", 0),
            ("{\"a\":" + String(repeating: "[", count: 100_000), 0),
            ("{\"a\":{}", 0), ("{} x", 0), ("{\"\\ud800\":{}}", 0),
        ]
        for (header, data) in malformed {
            #expect(problem(header, data: data)?.isMalformed == true, "\(header.prefix(100))")
        }
        #expect(problem("{\(entry("a", "[4]", "[0,16]"))}", data: 4)?.isTruncated == true)
        #expect(
            problem("{\(entry("a", "[1]", "[0,1]", "F8_E4M3"))}", data: 1)?.isUnsupported == true)
        // A header longer than the file, and than any may be.
        let cut = WeightFiles.little(UInt64(50)) + Array("{}".utf8)
        #expect(WeightFiles.problem(cut)?.isTruncated == true)
        let huge = WeightFiles.little(UInt64.max) + Array("{}".utf8)
        #expect(WeightFiles.problem(huge, named: "x.safetensors")?.isMalformed == true)
    }
}
