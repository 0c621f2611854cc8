import Glibc
import TensorRuntime
import Testing

@Suite struct `Safetensors in memory` {
    private let path = "/tmp/syrinx-bytes-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"

    private var store: WeightStore {
        WeightStore(
            ["a": Tensor([Float(1), 2], shape: [2]), "b": Tensor([Int8(3)], shape: [1])],
            metadata: ["who": "\"me\""])
    }

    @Test func `bytes are those of the file, and are read again`() throws {
        defer { unlink(path) }
        try store.write(to: path)
        let bytes = try store.safetensors()
        let read = try WeightStore(safetensors: bytes, named: "upload")
        let file = try WeightStore(safetensorsAt: path, atMost: bytes.count)
        for other in [read, file] {
            #expect(other.names == ["a", "b"] && other.metadata == store.metadata)
            #expect(other["a"] == store["a"] && other["b"] == store["b"])
            #expect(try other.safetensors() == bytes)
        }
    }

    @Test func `a limit holds, and no other format is read`() throws {
        defer { unlink(path) }
        try store.write(to: path)
        let count = try store.safetensors().count
        #expect(throws: WeightError(file: path, .tooLarge("its bytes", limit: count - 1))) {
            try WeightStore(safetensorsAt: path, atMost: count - 1)
        }
        for other: [UInt8] in [
            [], [1, 2], Array("PK\u{3}\u{4}........".utf8), Array("{\"weight_map\":{}}".utf8),
        ] {
            #expect(throws: WeightError.self) {
                try WeightStore(safetensors: other, named: "upload")
            }
        }
    }
}
