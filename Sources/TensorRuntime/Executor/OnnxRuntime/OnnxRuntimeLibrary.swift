internal import COnnxRuntime
internal import Synchronization

/// ONNX Runtime's shared library with its one environment. Never unloaded: it keeps threads.
///
/// Unchecked, since pointers aren't `Sendable`: table, environment and memory description are
/// made once and are for all threads (onnxruntime_c_api.h says so of each).
final class OnnxRuntimeLibrary: @unchecked Sendable {
    let table: OpaquePointer
    let environment: OpaquePointer
    /// Says of memory that it is the processor's.
    let hostMemory: OpaquePointer
    let version: String
    let path: String
    /// What errors call it.
    var title: String { "ONNX Runtime \(version) (\(path))" }
    /// Execution providers as the library calls them, such as `CPUExecutionProvider`.
    let providers: [String]

    private static let opened = Mutex<[String: OnnxRuntimeLibrary]>([:])

    /// The library, loaded when first asked for.
    ///
    /// - Parameter path: File or folder; nil: as ``RuntimeSearch`` finds it.
    static func open(_ path: String?) throws(ExecutionError) -> OnnxRuntimeLibrary {
        OnnxRuntimeTelemetry.refuse()
        let found = try RuntimeSearch.onnxRuntime.open(path)
        return try opened.withLock { (opened) throws(ExecutionError) in
            // The loader gives the same handle for the same file, however it is named.
            let key = "\(found.handle)"
            if let library = opened[key] { return library }
            let library = try OnnxRuntimeLibrary(handle: found.handle, path: found.path)
            opened[key] = library
            return library
        }
    }

    private init(handle: UnsafeMutableRawPointer, path: String) throws(ExecutionError) {
        var versionText: UnsafePointer<CChar>?
        let table = cort_table(handle, &versionText)
        guard let versionText else {
            throw .libraryMissing(
                library: "ONNX Runtime", reason: "\(path) is another library",
                remedy: RuntimeSearch.onnxRuntime.remedy)
        }
        version = String(cString: versionText)
        guard let table else {
            throw .libraryLacks(
                library: "ONNX Runtime \(version) (\(path))", what: "functions of version 1.18",
                remedy: RuntimeSearch.onnxRuntime.remedy)
        }
        self.table = table
        self.path = path
        do throws(OnnxRuntimeFailure) {
            var environment: OpaquePointer?
            try Self.check(cort_create_env(table, "syrinx", &environment), table)
            var memory: OpaquePointer?
            try Self.check(cort_create_memory_info(table, &memory), table)
            guard let environment, let memory else {
                throw OnnxRuntimeFailure(message: "it gave no environment")
            }
            self.environment = environment
            hostMemory = memory
            var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
            var count: Int32 = 0
            try Self.check(cort_providers(table, &names, &count), table)
            providers = (0..<Int(count)).compactMap { index in
                names?[index].map { String(cString: $0) }
            }
            cort_release_providers(table, names, count)
        } catch {
            throw .libraryMissing(
                library: "ONNX Runtime \(version)", reason: error.message,
                remedy: RuntimeSearch.onnxRuntime.remedy)
        }
    }

    /// Takes a status: nothing if all went well, an error otherwise.
    func check(_ status: OpaquePointer?) throws(OnnxRuntimeFailure) {
        try Self.check(status, table)
    }

    private static func check(
        _ status: OpaquePointer?, _ table: OpaquePointer
    ) throws(OnnxRuntimeFailure) {
        guard let status else { return }
        defer { cort_release_status(table, status) }
        throw OnnxRuntimeFailure(message: String(cString: cort_message(table, status)))
    }
}
