import Foundation
import Testing

@testable import TensorRuntime

struct ShardWriterTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let weights: WeightStore

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var weights = WeightStore(metadata: ["step": "7"])
        for index in 0..<10 {
            weights["w\(index)"] = Tensor(
                [Float](repeating: Float(index), count: 25), shape: [5, 5])
        }
        weights["large"] = Tensor([Float](repeating: 1, count: 1000), shape: [1000])
        self.weights = weights
    }

    private var files: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
    }

    @Test func `what was divided reads as one`() throws {
        let index = folder.appending(path: "model.safetensors.index.json").path
        try weights.write(toIndex: index, partBytes: 350, tag: "a")
        #expect(files.count == 6)
        #expect(files.contains("model-a-00001-of-00005.safetensors"))
        let read = try WeightStore(at: index)
        #expect(read.names == weights.names)
        #expect(read.metadata["step"] == "7")
        for name in weights.names { #expect(read[name] == weights[name]) }
    }

    @Test func `files of the index before go, others stay`() throws {
        let index = folder.appending(path: "model.safetensors.index.json").path
        try weights.write(toIndex: index, partBytes: 350, tag: "a")
        try Data([1]).write(to: folder.appending(path: "model-mine.safetensors"))
        try weights.write(toIndex: index, partBytes: 10_000, tag: "b")
        #expect(
            files == [
                "model-b-00001-of-00001.safetensors", "model-mine.safetensors",
                "model.safetensors.index.json",
            ])
        #expect(try WeightStore(at: index).names == weights.names)
        // The same tag again replaces its own files and keeps them.
        try weights.write(toIndex: index, partBytes: 10_000, tag: "b")
        #expect(try WeightStore(at: index).names == weights.names)
    }

    @Test func `an index of strangers can't have other files removed`() throws {
        let index = folder.appending(path: "model.safetensors.index.json")
        let mine = folder.appending(path: "other.safetensors")
        try Data([1]).write(to: mine)
        try Data(#"{"weight_map": {"w": "other.safetensors", "v": "../x.safetensors"}}"#.utf8)
            .write(to: index)
        try weights.write(toIndex: index.path, partBytes: 10_000, tag: "b")
        #expect(FileManager.default.fileExists(atPath: mine.path))
    }

    @Test func `other names than those of an index are refused`() {
        #expect(throws: WeightError.self) {
            try weights.write(
                toIndex: folder.appending(path: "model.safetensors").path, partBytes: 10, tag: "a")
        }
    }
}
