import Glibc
import TensorRuntime
import Testing

@Suite struct SafetensorsStreamTests {
    private let path =
        "/tmp/syrinx-stream-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).safetensors"

    @Test func `tensors that grow are there when the file is complete`() throws {
        defer { unlink(path) }
        let file = try SafetensorsStream(at: path)
        try file.begin("a", .int16)
        for part in 0..<3 { try file.append([Int16](repeating: Int16(part), count: 4)) }
        try file.begin("b", .float32, row: [2])
        try file.append([Float(1), 2, 3, 4])
        try file.begin("empty", .uint8)
        #expect(access(path, F_OK) != 0)
        try file.finish(metadata: ["who": "\"me\""])
        let store = try WeightStore(at: path)
        #expect(store["a"]?.elements(as: Int16.self) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2])
        #expect(store["b"]?.shape == [2, 2])
        #expect(store["empty"]?.shape == [0])
        #expect(store.metadata == ["who": "\"me\""])
    }

    @Test func `names that come twice, rows that end early and headers without room are refused`()
        throws
    {
        let file = try SafetensorsStream(at: path, room: 64)
        try file.begin("a", .float32, row: [2])
        #expect(throws: WeightError.self) { try file.begin("a", .int8) }
        #expect(throws: WeightError.self) { try SafetensorsStream(at: "/nowhere/a.safetensors") }
        let second = try SafetensorsStream(at: path)
        try second.begin("a", .float32, row: [2])
        try second.append([Float(1)])
        #expect(throws: WeightError.self) { try second.finish() }
        let third = try SafetensorsStream(at: path, room: 64)
        #expect(throws: WeightError.self) {
            try third.finish(metadata: ["a": String(repeating: "x", count: 100)])
        }
        #expect(access(path, F_OK) != 0)
    }
}
