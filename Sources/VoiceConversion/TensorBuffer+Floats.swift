internal import TensorRuntime

extension TensorBuffer {
    /// Writes all of its elements.
    func fill(_ values: some Sequence<Float>) {
        withElements(as: Float.self) { elements in
            let (_, end) = elements.update(from: values)
            precondition(end == elements.count, "\(end) numbers for \(elements.count)")
        }
    }

    /// A copy of its elements.
    func floats() -> [Float] { withElements(as: Float.self) { Array($0) } }
}
