/// The executors that Syrinx knows: which are here, and why not the others.
///
/// A library is loaded when its executor is first asked for, and once only.
public struct ExecutorCatalogue: Sendable {
    /// An executor that Syrinx knows.
    public struct Entry: Sendable {
        /// As settings name it.
        public let name: String
        /// The executor; or why it can't be had, with the remedy.
        public let executor: Result<any Executor, ExecutionError>
    }

    /// ONNX Runtime's file or folder; nil: where it usually is.
    public let onnxRuntime: String?
    /// OpenVINO's file or folder; nil: where it usually is.
    public let openVINO: String?

    /// A catalogue of libraries where they usually are, or where they are said to be.
    public init(onnxRuntime: String? = nil, openVINO: String? = nil) {
        self.onnxRuntime = onnxRuntime
        self.openVINO = openVINO
    }

    /// Names of all executors, the default one first.
    public static let names = ["onnxruntime", "native", "openvino", "torch"]

    /// All executors, the default one first. Loads every library that is here.
    public func entries() -> [Entry] {
        Self.names.map { name in
            do throws(ExecutionError) {
                return Entry(name: name, executor: .success(try executor(named: name)))
            } catch {
                return Entry(name: name, executor: .failure(error))
            }
        }
    }

    /// The executor of a name.
    ///
    /// - Throws: ``ExecutionError/wrongOption(name:reason:)`` if there is none of that name, or
    ///   why it can't be had.
    public func executor(named name: String) throws(ExecutionError) -> any Executor {
        switch name {
        case "onnxruntime": return try OnnxRuntimeExecutor(library: onnxRuntime)
        case "native": return NativeExecutor()
        case "openvino": return try OpenVINOExecutor(library: openVINO)
        case "torch": return try TorchExecutor()
        default:
            throw .wrongOption(
                name: "executor",
                reason: "there is no \(name.prefix(80)); choose one of "
                    + "\(Self.names.joined(separator: ", "))")
        }
    }
}
