internal import COpenVINO

/// A model as OpenVINO has read it: what compilations are made of.
///
/// Unchecked, since pointers aren't `Sendable`: it is reshaped in place, so who holds it takes
/// care that one thread does so at a time.
final class OpenVINONetwork: @unchecked Sendable {
    let library: OpenVINOLibrary
    private let pointer: OpaquePointer
    /// Weights that are read where they lie.
    private let weights: [Tensor]

    /// Reads somebody's file.
    convenience init(file path: String, _ library: OpenVINOLibrary) throws(OpenVINOFailure) {
        var pointer: OpaquePointer?
        try library.check(library.api.core_read_model(library.core, path, nil, &pointer))
        try self.init(pointer, library, keeping: [])
    }

    /// Reads a lowered graph. Its weights are named by their addresses, as ONNX Runtime does when
    /// it hands models to OpenVINO, so that they need not be serialised.
    convenience init(
        _ model: OnnxModel, _ library: OpenVINOLibrary
    ) throws(OpenVINOFailure) {
        let bytes: [UInt8]
        do {
            bytes = try model.placing { number in
                let tensor = model.external[number].tensor
                return OnnxWeightPlace(
                    location: "*/_ORT_MEM_ADDR_/*",
                    offset: tensor.withBytes { UInt(bitPattern: $0.baseAddress!) },
                    length: tensor.type.byteCount)
            }
        } catch {
            throw OpenVINOFailure(message: "its lowering is damaged")
        }
        var pointer: OpaquePointer?
        let status = bytes.withUnsafeBytes { bytes in
            library.api.core_read_model_from_memory_buffer(
                library.core, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count,
                nil, &pointer)
        }
        try library.check(status)
        try self.init(pointer, library, keeping: model.external.map(\.tensor))
    }

    private init(
        _ pointer: OpaquePointer?, _ library: OpenVINOLibrary, keeping weights: [Tensor]
    ) throws(OpenVINOFailure) {
        guard let pointer else { throw OpenVINOFailure(message: "no model was read") }
        self.pointer = pointer
        self.library = library
        self.weights = weights
    }

    deinit { library.api.model_free(pointer) }

    /// Inputs as they are now; -1 stands for an open size.
    func inputs() throws(OpenVINOFailure) -> [OpenVINOPort] {
        var count = 0
        try library.check(library.api.model_inputs_size(pointer, &count))
        var ports: [OpenVINOPort] = []
        for index in 0..<count {
            var port: OpaquePointer?
            try library.check(library.api.model_const_input_by_index(pointer, index, &port))
            ports.append(try describe(port))
        }
        return ports
    }

    /// Outputs as they are now.
    func outputs() throws(OpenVINOFailure) -> [OpenVINOPort] {
        var count = 0
        try library.check(library.api.model_outputs_size(pointer, &count))
        var ports: [OpenVINOPort] = []
        for index in 0..<count {
            var port: OpaquePointer?
            try library.check(library.api.model_const_output_by_index(pointer, index, &port))
            ports.append(try describe(port))
        }
        return ports
    }

    private func describe(_ port: OpaquePointer?) throws(OpenVINOFailure) -> OpenVINOPort {
        let api = library.api
        defer { api.output_const_port_free(port) }
        var number: Int32 = 0
        try library.check(api.port_get_element_type(port, &number))
        // A port needs no name.
        var text: UnsafeMutablePointer<CChar>?
        var name = ""
        if api.port_get_any_name(port, &text) == 0, let text {
            name = String(cString: text)
            api.free(text)
        }
        var partial = ov_partial_shape()
        try library.check(api.port_get_partial_shape(port, &partial))
        defer { api.partial_shape_free(&partial) }
        var shape: [Int]?
        if partial.rank.smallest == partial.rank.largest, partial.rank.largest >= 0 {
            shape = (0..<Int(partial.rank.largest)).map { axis in
                let size = partial.sizes[axis]
                return size.smallest == size.largest && size.largest >= 0
                    ? Int(size.largest) : -1
            }
        }
        guard let element = OpenVINOLibrary.element(number) else {
            throw OpenVINOFailure(message: "\(name) is no tensor of numbers")
        }
        return OpenVINOPort(name: name, element: element, shape: shape)
    }

    /// Gives the inputs new shapes, from which those of everything else follow.
    func reshape(_ shapes: [[Int]]) throws(OpenVINOFailure) {
        guard !shapes.isEmpty else { return }
        var sizes = shapes.map { shape in
            shape.map { ov_dimension(smallest: Int64($0), largest: Int64($0)) }
        }
        let total = sizes.reduce(0) { $0 + $1.count }
        let room = UnsafeMutableBufferPointer<ov_dimension>.allocate(capacity: max(total, 1))
        defer { room.deallocate() }
        var partial: [ov_partial_shape] = []
        var used = 0
        for index in sizes.indices {
            let start = room.baseAddress! + used
            start.initialize(from: &sizes[index], count: sizes[index].count)
            used += sizes[index].count
            let rank = Int64(sizes[index].count)
            partial.append(
                ov_partial_shape(
                    rank: ov_dimension(smallest: rank, largest: rank), sizes: start))
        }
        try library.check(
            library.api.model_reshape_by_port_indexes(
                pointer, Array(shapes.indices), partial, shapes.count))
    }

    /// Makes kernels for the shapes as they are now.
    func compile(
        _ device: String, _ properties: [(key: String, value: String)]
    ) throws(OpenVINOFailure) -> OpaquePointer {
        var texts = CStrings(properties.flatMap { [$0.key, $0.value] })
        defer { texts.free() }
        let pairs = properties.indices.map { index in
            ov_property(
                key: texts.pointers[2 * index],
                value: UnsafeRawPointer(texts.pointers[2 * index + 1]))
        }
        var compiled: OpaquePointer?
        try library.check(
            library.api.core_compile_model_props(
                library.core, pointer, device, pairs.count, pairs, &compiled))
        guard let compiled else { throw OpenVINOFailure(message: "nothing was compiled") }
        return compiled
    }
}

/// An input or output as OpenVINO describes it.
struct OpenVINOPort {
    let name: String
    let element: ElementType
    /// nil if even the number of axes is open; -1 for an open size.
    let shape: [Int]?
}
