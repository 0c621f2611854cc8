internal import COpenVINO

/// A tensor as OpenVINO holds it, over memory of ours.
///
/// Unchecked, since pointers aren't `Sendable`: it is made and never changed.
final class OpenVINOTensor: @unchecked Sendable {
    let pointer: OpaquePointer
    private let library: OpenVINOLibrary
    private let storage: TensorStorage

    init(
        _ type: TensorType, in storage: TensorStorage, at offset: Int, _ library: OpenVINOLibrary
    ) throws(OpenVINOFailure) {
        guard let number = OpenVINOLibrary.numbers[type.element] else {
            throw OpenVINOFailure(message: "OpenVINO has no \(type.element)")
        }
        var sizes = type.shape.map { Int64($0) }
        var pointer: OpaquePointer?
        let status = sizes.withUnsafeMutableBufferPointer { sizes in
            library.api.tensor_create_from_host_ptr(
                number, ov_shape(rank: Int64(sizes.count), sizes: sizes.baseAddress),
                storage.bytes.baseAddress! + offset, &pointer)
        }
        try library.check(status)
        guard let pointer else { throw OpenVINOFailure(message: "no tensor was made") }
        self.pointer = pointer
        self.library = library
        self.storage = storage
    }

    deinit { library.api.tensor_free(pointer) }

    /// A copy of a tensor of OpenVINO's.
    static func copy(
        of tensor: OpaquePointer, _ library: OpenVINOLibrary
    ) throws(OpenVINOFailure) -> Tensor {
        let api = library.api
        var number: Int32 = 0
        try library.check(api.tensor_get_element_type(tensor, &number))
        let sizes = try sizes(of: tensor, library)
        guard let element = OpenVINOLibrary.element(number),
            let type = TensorType(element, checking: sizes)
        else { throw OpenVINOFailure(message: "a result is no tensor of numbers") }
        guard type.byteCount > 0 else { return Tensor(zeros: type) }
        var bytes: UnsafeMutableRawPointer?
        try library.check(api.tensor_data(tensor, &bytes))
        guard let bytes else { throw OpenVINOFailure(message: "a result has no elements") }
        return Tensor(type) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: type.byteCount))
        }
    }

    private static func sizes(
        of tensor: OpaquePointer, _ library: OpenVINOLibrary
    ) throws(OpenVINOFailure) -> [Int] {
        let api = library.api
        var shape = ov_shape()
        do {
            try library.check(api.tensor_get_shape(tensor, &shape))
        } catch {
            // The library can't say that a tensor has no axes: it takes that for a mistake.
            var bytes = 0
            guard api.tensor_get_byte_size(tensor, &bytes) == 0, (1...8).contains(bytes) else {
                throw error
            }
            return []
        }
        defer { _ = api.shape_free(&shape) }
        return (0..<Int(shape.rank)).map { Int(shape.sizes[$0]) }
    }
}
