import SpeechEngine
import TensorRuntime

/// What a file of weights holds.
struct WeightsDescription: Encodable {
    struct Entry: Encodable {
        let name: String
        let element: String
        let shape: [Int]
        let bytes: Int
    }

    let file: String
    let format: String
    let count: Int
    let elements: Int
    let bytes: Int
    let tensors: [Entry]
    let metadata: [String: String]
    /// What a PyTorch archive holds beside tensors and was passed over.
    let skipped: [String]

    init(_ weights: WeightStore, file: String, format: String) {
        self.file = file
        self.format = format
        count = weights.count
        bytes = weights.byteCount
        tensors = weights.names.compactMap { name in
            weights[name].map {
                Entry(
                    name: name, element: $0.element.description, shape: $0.shape,
                    bytes: $0.type.byteCount)
            }
        }
        elements = weights.names.reduce(0) { $0 + (weights[$1]?.count ?? 0) }
        metadata = weights.metadata
        skipped = weights.skipped
    }

    /// Prints it for people.
    func print() throws(EngineError) {
        try Console.print(
            "\(file.visible): \(format), \(count) tensors, \(elements) elements, "
                + ByteCount.text(bytes))
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            try Console.print("metadata  \(key.visible) = \(value.visible)")
        }
        let width = min(tensors.map { $0.name.count }.max() ?? 0, 80)
        for tensor in tensors {
            try Console.print(
                "\(tensor.name.visible.padded(to: width))  \(tensor.element)\(tensor.shape)")
        }
        for place in skipped { try Console.print("passed over  \(place.visible)") }
    }
}
