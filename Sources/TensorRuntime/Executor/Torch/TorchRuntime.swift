internal import CTorch

/// libtorch, reached through `libsyrinx-torch.so`, which is loaded when first asked for and
/// stays. `scripts/torch-door` makes that library against any libtorch from 1.13 on.
///
/// Unchecked, since C structures of functions aren't `Sendable`: the table is constant, and its
/// functions may be called from any thread.
public struct TorchRuntime: @unchecked Sendable {
    let table: ctorch_interface

    /// libtorch's version, as in `2.13.0`.
    public let version: String

    /// The runtime, if the library is there.
    ///
    /// - Throws: ``ExecutionError/libraryMissing(library:reason:remedy:)``
    public static func loaded() throws(ExecutionError) -> TorchRuntime { try shared.get() }

    private static let shared = load()

    private static func load() -> Result<TorchRuntime, ExecutionError> {
        Result { () throws(ExecutionError) in try TorchRuntime(at: nil) }
    }

    /// Loads the library.
    ///
    /// - Parameter path: File or folder; nil: where ``RuntimeSearch`` finds it.
    init(at path: String?) throws(ExecutionError) {
        ctorch_set_defaults()
        let (library, path) = try RuntimeSearch.torch.open(path)
        guard let table = ctorch_table(library)?.pointee else {
            throw .libraryMissing(
                library: "libtorch", reason: "\(path) is of another version of Syrinx",
                remedy: RuntimeSearch.torch.remedy)
        }
        self.table = table
        version = String(cString: table.library)
    }

    /// Number of CUDA devices that can be used.
    public func cudaDevices() throws(ExecutionError) -> Int {
        var count: Int32 = 0
        try check(table.cuda_devices(&count), "CUDA")
        return Int(count)
    }

    /// Threads for the inside of an operator, for calls on this thread; 0: one for each core.
    public func useThreads(_ count: Int) throws(ExecutionError) {
        let options = ExecutionOptions(threads: count)
        try options.check()
        try check(table.set_threads(Int32(options.threadCount)), "threads")
    }

    /// Turns a status into an error with libtorch's message.
    func check(_ status: Int32, _ what: @autoclosure () -> String) throws(ExecutionError) {
        guard status != 0 else { return }
        throw failure(status, what())
    }

    /// The error of a status that isn't 0, of the last failure on this thread.
    func failure(_ status: Int32, _ model: String, place: String = "") -> ExecutionError {
        let reason = place + (table.error().map { String(cString: $0) } ?? "")
        return status == CTORCH_OUT_OF_MEMORY.rawValue
            ? .outOfMemory(model: model, reason: reason) : .failed(model: model, reason: reason)
    }
}
