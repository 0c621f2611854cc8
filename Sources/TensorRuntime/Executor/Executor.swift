/// What runs networks: our own kernels, ONNX Runtime, OpenVINO or libtorch.
public protocol Executor: Sendable {
    /// The name that settings and reports use: `native`, `onnxruntime`, `openvino`, `torch`.
    var name: String { get }
    /// The library's version, as in `1.31.1`.
    var version: String { get }

    /// Reads and prepares a model: weights in memory, kernels chosen.
    ///
    /// - Throws: ``ExecutionError``, before memory is taken if the model would not fit.
    func load(_ model: ModelSource, _ options: ExecutionOptions) throws(ExecutionError)
        -> any LoadedModel
}

/// What an executor loads.
public enum ModelSource: Sendable {
    /// A network of ours with its weights.
    case graph(Graph, WeightStore)
    /// Somebody's ONNX file.
    case onnx(path: String)
}

/// How a model is to be run. Everything has a default that suits a 2-core machine.
public struct ExecutionOptions: Sendable, Hashable {
    /// Threads for the inside of an operator; 0: as many as cores are there.
    public var threads: Int
    /// Cores that the threads are bound to, by number; empty: not bound.
    public var cores: [Int] = []
    /// Whether threads wait for work by spinning: some percent faster, but a core is busy
    /// between calls.
    public var spins = false
    /// ONNX Runtime's execution provider by name: `CPU`, `CUDA`, `TensorRT`. Others: `CPU`, `GPU`.
    public var device = "CPU"
    /// The precision that floating-point operators may be computed in.
    public var precision: ElementType = .float32
    /// What is compiled for the sizes that inputs come in, by executors that compile at all.
    public var shapes: ShapePolicy = .dynamic
    /// Compilations kept at a time where `shapes` makes several; the one unused for longest goes.
    public var mostCompilations = 8
    /// Folder for what is kept for the next process: OpenVINO's compilations, and which executor
    /// was fastest. nil: nothing is kept. ONNX Runtime has nothing to keep: it loads 200 MB of
    /// convolutions in a hundredth of a second, of matrices in a seventh.
    public var cacheFolder: String?
    /// Bytes that loading may take in all; nil: what the machine has free.
    public var memoryLimit: Int?

    /// Defaults with a number of threads.
    public init(threads: Int = 0) { self.threads = threads }
}

/// What OpenVINO compiles for inputs whose sizes differ from call to call. The other executors
/// run any size at the same cost and give the same results whatever is chosen here.
public enum ShapePolicy: Sendable, Hashable {
    /// Once, for any size: each new size costs time when it comes first, and memory.
    case dynamic
    /// Once for each size that comes.
    case exact
    /// For each symbol, the sizes that its axes are rounded up to. Inputs are filled up with zeros
    /// at their ends and outputs are cut to the size that the true input gives.
    ///
    /// Right only where zeros after the end don't change what comes before it: causal networks,
    /// or ones that are given a mask. A convolution that looks ahead, a mean over time or an
    /// attention without a mask gives something else near the end, or everywhere.
    case buckets([String: [Int]])
}

/// A model that is ready. Shared by all who run it, from any thread; it never changes.
public protocol LoadedModel: AnyObject, Sendable {
    /// What the model takes, in the order of `run`.
    var inputs: [Port] { get }
    /// What the model gives, in the order of `run`.
    var outputs: [Port] { get }
    /// Bytes that loading added to the process, as far as can be told.
    var memory: Int { get }

    /// Runs once, with memory of the executor's for the results.
    ///
    /// - Throws: ``ExecutionError/wrongInput(name:expected:got:)`` before anything runs.
    func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor]

    /// Prepares a call on the same memory again and again.
    ///
    /// - Parameters:
    ///   - inputs: One for each input, read at each run. A buffer may be an output of another
    ///     bound call, which is how state goes from step to step without being copied.
    ///   - outputs: One for each output, written at each run; they must have the shapes that
    ///     follow from the inputs.
    func bind(inputs: [TensorBuffer], outputs: [TensorBuffer]) throws(ExecutionError)
        -> any BoundCall
}

/// A call with its memory. One thread at a time; keeps model and buffers alive.
public protocol BoundCall: AnyObject {
    func run() throws(ExecutionError)
}

/// An input or output of a model.
public struct Port: Sendable, Hashable {
    /// The name that the model gives it.
    public let name: String
    /// What one element is.
    public let element: ElementType
    /// Sizes of the axes, outermost first.
    public let shape: [PortSize]

    /// A port as a model declares it.
    public init(name: String, element: ElementType, shape: [PortSize]) {
        self.name = name
        self.element = element
        self.shape = shape
    }
}

/// The size of one axis of a port.
public enum PortSize: Sendable, Hashable {
    case fixed(Int)
    /// Any size; the same name means the same size. Empty if the model names none.
    case dynamic(String)
}

extension Port: CustomStringConvertible {
    /// As in `mel float32[1, 80, frames]`.
    public var description: String {
        let sizes = shape.map { size in
            switch size {
            case .fixed(let size): "\(size)"
            case .dynamic(let name): name.isEmpty ? "?" : name
            }
        }
        return "\(name) \(element)[\(sizes.joined(separator: ", "))]"
    }
}
