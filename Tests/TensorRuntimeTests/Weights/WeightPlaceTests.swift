import Foundation
import Testing

@testable import TensorRuntime

@Suite struct `Places of weight files` {
    private static func problem(_ path: String) -> WeightError.Problem? {
        do throws(WeightError) {
            _ = try WeightStore(at: path)
            return nil
        } catch {
            #expect(error.description.contains(path))
            return error.problem
        }
    }

    @Test func `what can't be a weight file is told before anything is read`() throws {
        try WeightFiles.withFolder { folder in
            #expect(Self.problem(folder) == .isFolder)
            #expect(Self.problem(folder + "/none.pt") == .notFound)
            #expect(Self.problem(folder + "/a/none.pt") == .notFound)
            try WeightFiles.write([], to: folder + "/empty.pt")
            #expect(Self.problem(folder + "/empty.pt")?.isTruncated == true)
            try WeightFiles.write(Array("some text".utf8), to: folder + "/text.pt")
            #expect(Self.problem(folder + "/text.pt") == .unknownFormat)
            // Opening one for reading must not wait for a writer.
            #expect(mkfifo(folder + "/pipe", 0o600) == 0)
            guard case .unreadable? = Self.problem(folder + "/pipe") else {
                Issue.record("a pipe was read")
                return
            }
            for (magic, name) in [("GGUF", "GGUF"), ("\u{80}\u{4}", "")] {
                let path = "\(folder)/other\(name)"
                let bytes = magic.unicodeScalars.map { UInt8($0.value) }
                try WeightFiles.write(bytes + [1, 2, 3, 4, 5, 6, 7, 8], to: path)
                #expect(Self.problem(path)?.isUnsupported == true)
            }
        }
    }

    @Test func `content decides, not the name`() throws {
        try WeightFiles.withFolder { folder in
            for name in ["types.safetensors", "checkpoint.pt", "stored.npz", "inline.onnx"] {
                let path = folder + "/weights.bin"
                try WeightFiles.write(try WeightFiles.bytes(name), to: path)
                let names = try WeightFiles.golden(name).names
                #expect(try WeightStore(at: path).names == names)
            }
        }
    }
}
