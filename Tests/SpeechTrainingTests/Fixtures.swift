import Foundation
import SpeechTraining
import TensorRuntime
import Testing

/// Whether libtorch's door is there.
enum Torch {
    static let isHere = (try? TorchRuntime.loaded()) != nil
    static let isMissing: Comment =
        "libsyrinx-torch.so is not there: scripts/torch-door makes it, SYRINX_TORCH names it"
}

/// What PyTorch gives (scripts/golden/training.py).
struct Golden: Decodable {
    struct Steps: Decodable {
        let norms: [Double]
        let weights: [[Float]]
    }
    struct Ridge: Decodable {
        let weights: [Float]
        let bias: [Float]
    }
    let adamw: Steps
    let oneCycle: [Double]
    let cosine: [Double]
    let exponential: [Double]
    let ridge: Ridge

    static func read() throws -> Golden {
        let folder = Bundle.module.resourceURL!.appending(path: "Golden")
        let data = try Data(contentsOf: folder.appending(path: "training.json"))
        return try JSONDecoder().decode(Golden.self, from: data)
    }
}

/// A folder that goes away with the test.
func withFolder(_ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "training-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
}
