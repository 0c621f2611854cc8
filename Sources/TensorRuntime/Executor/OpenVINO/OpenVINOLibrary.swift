internal import COpenVINO
internal import Synchronization

/// OpenVINO's shared library with its one core. Never unloaded: it keeps threads.
///
/// Unchecked, since pointers aren't `Sendable`: the table is filled once, and a core is for all
/// threads (OpenVINO, `ov::Core`: "thread safe").
final class OpenVINOLibrary: @unchecked Sendable {
    let api: covino_api
    let core: OpaquePointer
    let version: String
    let path: String

    private static let opened = Mutex<[String: OpenVINOLibrary]>([:])

    /// The library, loaded when first asked for.
    ///
    /// - Parameter path: File or folder; nil: as ``RuntimeSearch`` finds it.
    static func open(_ path: String?) throws(ExecutionError) -> OpenVINOLibrary {
        let found = try RuntimeSearch.openVINO.open(path)
        return try opened.withLock { (opened) throws(ExecutionError) in
            let key = "\(found.handle)"
            if let library = opened[key] { return library }
            let library = try OpenVINOLibrary(handle: found.handle, path: found.path)
            opened[key] = library
            return library
        }
    }

    private init(handle: UnsafeMutableRawPointer, path: String) throws(ExecutionError) {
        var api = covino_api()
        let missing = covino_resolve(handle, &api)
        if let missing {
            throw .libraryLacks(
                library: "OpenVINO (\(path))", what: "function \(String(cString: missing))",
                remedy: RuntimeSearch.openVINO.remedy)
        }
        self.api = api
        self.path = path
        var version = ov_version()
        _ = api.get_openvino_version(&version)
        self.version =
            version.build.map { String(String(cString: $0).prefix { $0 != "-" }) } ?? "unknown"
        api.version_free(&version)
        // The numbers of element types have changed between releases: eight elements of each must
        // have the bytes that we expect.
        for (element, number) in Self.numbers {
            guard Self.byteCount(ofEight: number, api) == element.byteCount * 8 else {
                throw .libraryLacks(
                    library: "OpenVINO \(self.version) (\(path))",
                    what: "element type \(element) where version 2026 has it",
                    remedy: RuntimeSearch.openVINO.remedy)
            }
        }
        var core: OpaquePointer?
        guard api.core_create(&core) == 0, let core else {
            throw .libraryMissing(
                library: "OpenVINO \(self.version)", reason: "it gave no core",
                remedy: RuntimeSearch.openVINO.remedy)
        }
        self.core = core
    }

    /// Numbers of the element types (`ov_element_type_e`, OpenVINO 2026).
    static let numbers: [ElementType: Int32] = [
        .bool: 1, .bfloat16: 2, .float16: 3, .float32: 4, .float64: 5, .int8: 7, .int16: 8,
        .int32: 9, .int64: 10, .uint8: 16, .uint16: 17, .uint32: 18, .uint64: 19,
    ]

    static func element(_ number: Int32) -> ElementType? {
        numbers.first { $0.value == number }?.key
    }

    private static func byteCount(ofEight number: Int32, _ api: covino_api) -> Int? {
        var sizes: [Int64] = [8]
        var tensor: OpaquePointer?
        let status = sizes.withUnsafeMutableBufferPointer { sizes in
            api.tensor_create(number, ov_shape(rank: 1, sizes: sizes.baseAddress), &tensor)
        }
        guard status == 0, let tensor else { return nil }
        defer { api.tensor_free(tensor) }
        var bytes = 0
        guard api.tensor_get_byte_size(tensor, &bytes) == 0 else { return nil }
        return bytes
    }

    /// Takes what a function returned: nothing if all went well, an error otherwise.
    func check(_ status: Int32) throws(OpenVINOFailure) {
        guard status != 0 else { return }
        let kind = api.get_error_info(status).map { String(cString: $0) } ?? "error \(status)"
        var message = ""
        if let text = api.get_last_err_msg() {
            message = String(cString: text)
            api.free(text)
        }
        // A line for each place in its source that an error came through, then what it is.
        let lines = message.split(separator: "\n").filter { !$0.hasPrefix("Exception from ") }
        throw OpenVINOFailure(message: lines.isEmpty ? kind : lines.joined(separator: "; "))
    }

    /// What the library says of a device; nil if there is no such device or property.
    func property(_ key: String, of device: String) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard api.core_get_property(core, device, key, &text) == 0, let text else { return nil }
        defer { api.free(text) }
        return String(cString: text)
    }
}
