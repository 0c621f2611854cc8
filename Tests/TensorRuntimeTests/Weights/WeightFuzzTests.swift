import Testing

@testable import TensorRuntime

/// Files with bytes changed, cut off or added: whatever comes of them is weights or an error.
@Suite struct `Damaged weight files` {
    private static let cases = 400

    @Test(arguments: [
        "types.safetensors", "model.safetensors.index.json", "checkpoint.pt", "module.pt",
        "protocol4.pt", "sparse.pt", "attack.pt", "plain.npy", "fortran.npy", "big-endian.npy",
        "objects.npy", "stored.npz", "deflated.npz", "inline.onnx", "external.onnx",
        "weight-norm.safetensors",
    ])
    func `end in weights or a typed error`(name: String) throws {
        let original = try WeightFiles.bytes(name)
        var random = SplitMix(state: UInt64(original.count))
        var outcomes = (weights: 0, errors: 0)
        for _ in 0..<Self.cases {
            let damaged = Self.damaged(original, &random)
            guard !damaged.isEmpty else { continue }
            do throws(WeightError) {
                let file = WeightFiles.region(damaged, named: WeightFiles.path(name))
                let store =
                    ShardIndex.looksLikeOne(file)
                    ? try ShardIndex.read(file, reading: WeightReading())
                    : try WeightFiles.read(damaged, named: WeightFiles.path(name))
                // Every byte that a tensor claims must be there.
                for name in store.names { _ = store[name]?.floats() }
                _ = try? store.foldingWeightNorm()
                outcomes.weights += 1
            } catch {
                #expect(!error.description.isEmpty)
                outcomes.errors += 1
            }
        }
        #expect(outcomes.errors > 0)
    }

    /// One to eight changes, mostly small; a third of the time to numbers that readers get wrong.
    private static func damaged(_ original: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = original
        let edges: [[UInt8]] = [
            [0xFF], [0x7F], [0x80], [0], [0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF],
            [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [UInt8](repeating: 0xFF, count: 8),
            [UInt8](repeating: 0xFF, count: 7) + [0x7F], [0, 0, 0, 0, 1, 0, 0, 0],
            Array("999999999".utf8),
        ]
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            guard !bytes.isEmpty else { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<9, using: &random) {
            case 0...2: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 4...6:
                let edge = edges[Int.random(in: 0..<edges.count, using: &random)]
                let end = min(bytes.count, place + edge.count)
                bytes.replaceSubrange(place..<end, with: edge.prefix(end - place))
            case 7:
                // A piece of the file where another was.
                let from = Int.random(in: 0..<bytes.count, using: &random)
                let count = min(
                    Int.random(in: 1...40, using: &random), bytes.count - max(from, place))
                bytes.replaceSubrange(place..<place + count, with: bytes[from..<from + count])
            default:
                let cut = Int.random(in: 0..<20, using: &random)
                if cut == 0 {
                    bytes.removeSubrange(place...)
                } else if cut < 10 {
                    bytes.remove(at: place)
                } else {
                    bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
        }
        return bytes
    }
}
