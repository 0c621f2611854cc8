internal import COnnxRuntime

/// A session and what it uses of ours.
///
/// Unchecked, since pointers aren't `Sendable`: a session may be run from any number of threads
/// at once (onnxruntime_c_api.h, `OrtApi::Run`).
final class OnnxRuntimeSession: @unchecked Sendable {
    let pointer: OpaquePointer
    let library: OnnxRuntimeLibrary
    /// Whether it reads memory of ours in place.
    let isOnProcessor: Bool
    /// Weights that are used where they lie.
    private let weights: [Tensor]

    init(
        _ pointer: OpaquePointer, _ library: OnnxRuntimeLibrary, keeping weights: [Tensor],
        isOnProcessor: Bool
    ) {
        self.pointer = pointer
        self.isOnProcessor = isOnProcessor
        self.library = library
        self.weights = weights
    }

    deinit { cort_release_session(library.table, pointer) }

    func inputs() throws(OnnxRuntimeFailure) -> [Port] { try ports(output: 0) }
    func outputs() throws(OnnxRuntimeFailure) -> [Port] { try ports(output: 1) }

    private func ports(output: Int32) throws(OnnxRuntimeFailure) -> [Port] {
        var count = 0
        try library.check(cort_port_count(library.table, pointer, output, &count))
        var ports: [Port] = []
        for index in 0..<count { ports.append(try port(output, index)) }
        return ports
    }

    private func port(_ output: Int32, _ index: Int) throws(OnnxRuntimeFailure) -> Port {
        var described = cort_port()
        defer { cort_release_port(library.table, &described) }
        try library.check(
            cort_describe_port(library.table, pointer, output, index, &described))
        let name = described.name.map { String(cString: $0) } ?? ""
        guard let element = ElementType(rawValue: described.element) else {
            throw OnnxRuntimeFailure(
                message: "\(output == 0 ? "input" : "output") \(name) is no tensor of numbers")
        }
        var shape: [PortSize] = []
        for axis in 0..<described.rank {
            let size = described.sizes[axis]
            if size >= 0 {
                shape.append(.fixed(Int(size)))
            } else {
                shape.append(
                    .dynamic(described.symbols[axis].map { String(cString: $0) } ?? ""))
            }
        }
        return Port(name: name, element: element, shape: shape)
    }
}
