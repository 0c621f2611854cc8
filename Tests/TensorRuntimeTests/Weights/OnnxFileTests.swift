import Foundation
import Testing

@testable import TensorRuntime

@Suite struct `ONNX files` {
    @Test func `a model describes itself`() throws {
        let model = try OnnxFile(at: WeightFiles.path("inline.onnx"))
        #expect(model.producerName == "syrinx-golden" && model.producerVersion == "1")
        #expect(model.graphName == "golden" && model.metadata == ["sample_rate": "24000"])
        #expect(
            model.operatorSets == [
                .init(domain: "", version: 20), .init(domain: "com.microsoft", version: 1),
            ])
        #expect(model.operatorCounts == ["MatMul": 1, "If": 1, "Neg": 1, "Identity": 1])
        #expect(model.inputs.map(\.name) == ["x", "flag"])
        #expect(model.inputs[0].shape == [.dynamic("batch"), .dynamic(""), .fixed(4)])
        #expect(model.inputs[0].element?.type == .float32 && model.inputs[1].shape == [])
        #expect(model.outputs.map(\.name) == ["y"])
        #expect(model.initializers.count == 7 && model.initializers[0].shape == [4, 3])
    }

    @Test(arguments: ["inline.onnx", "external.onnx"])
    func `weights are read from the model or beside it`(name: String) throws {
        let store = try WeightFiles.golden(name)
        #expect(store["weight"]?.floats() == WeightFiles.ramp(12))
        #expect(store["floats"]?.floats() == [0.5, -1, 2])
        #expect(store["halves"]?.element == .float16 && store["halves"]?.floats() == [0.5, -2])
        #expect(store["bytes"]?.elements(as: Int8.self) == [-3, 7])
        #expect(store["longs"]?.elements(as: Int64.self) == [-1, 1 << 40])
        #expect(store["doubles"]?.elements(as: Double.self) == [0.25])
        #expect(store["unsigned"]?.elements(as: UInt32.self) == [4_000_000_000])
    }

    @Test func `external data can't lie outside the model's folder`() throws {
        let model = try WeightFiles.bytes("external.onnx")
        let name = Array("external.onnx.data".utf8)
        let place = try #require(
            (0..<model.count - name.count).first { model[$0..<$0 + name.count].elementsEqual(name) }
        )
        try WeightFiles.withFolder { folder in
            let path = folder + "/model/m.onnx"
            try FileManager.default.createDirectory(
                atPath: folder + "/model", withIntermediateDirectories: false)
            try WeightFiles.write(
                try WeightFiles.bytes("external.onnx.data"), to: folder + "/outside.onnx.data")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/model/linked_onnx.data!!",
                withDestinationPath: "../outside.onnx.data")
            // Names of the same length, so that only they differ.
            for location in ["../outside.onnx.da", "/etc/ld.so.conf.dd", "x/../../outside.da"] {
                var hostile = model
                hostile.replaceSubrange(place..<place + name.count, with: Array(location.utf8))
                try WeightFiles.write(hostile, to: path)
                #expect { try WeightStore(at: path) } throws: { error in
                    (error as? WeightError)?.problem.leavesFolder == true
                }
            }
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/model/external.onnx.data",
                withDestinationPath: "../outside.onnx.data")
            try WeightFiles.write(model, to: path)
            #expect { try WeightStore(at: path) } throws: { error in
                (error as? WeightError)?.problem.leavesFolder == true
            }
        }
    }

    @Test func `messages that lie are refused`() {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2] + varint(UInt64(bytes.count)) + bytes
        }
        func varint(_ number: UInt64) -> [UInt8] {
            var bytes: [UInt8] = []
            var rest = number
            while rest >= 0x80 {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            return bytes + [UInt8(rest)]
        }
        func problem(initializer: [UInt8]) -> WeightError.Problem? {
            WeightFiles.problem([8, 8] + field(7, field(5, initializer)))
        }
        let float: [UInt8] = [16, 1]
        #expect(problem(initializer: [8, 1] + float + field(9, [0, 0, 0, 0])) == nil)
        let bad: [(String, [UInt8])] = [
            ("no data", [8, 1] + float),
            ("too few", [8, 2] + float + field(9, [0, 0, 0, 0])),
            ("a thousand million elements", [8] + varint(1_000_000_000) + float),
            ("overflow", [8] + varint(1 << 62) + [8, 16] + float),
            ("negative", [8] + varint(UInt64.max) + float),
            ("100000 axes", [UInt8](repeating: 8, count: 200_000) + float),
            ("too many numbers", [8, 1] + float + field(4, [UInt8](repeating: 0, count: 8))),
            ("no location", [8, 1] + float + [14 << 3, 1]),
        ]
        for (what, initializer) in bad {
            #expect(problem(initializer: initializer)?.isMalformed == true, "\(what)")
        }
        #expect(problem(initializer: [8, 1, 16, 17])?.isUnsupported == true)
        // Graphs in attributes of nodes, a thousand deep.
        var node = field(4, Array("If".utf8))
        for _ in 0..<1000 { node = field(5, field(6, field(1, node))) }
        #expect(WeightFiles.problem([8, 8] + field(7, field(1, node)))?.isMalformed == true)
        #expect(WeightFiles.problem([8, 8])?.isMalformed == true)
        #expect(WeightFiles.problem([8] + [UInt8](repeating: 0xFF, count: 20))?.isMalformed == true)
    }
}
