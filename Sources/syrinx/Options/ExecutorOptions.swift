import ArgumentParser
import SpeechEngine
import TensorRuntime

/// What runs a network, and how.
struct ExecutorOptions: ParsableArguments {
    /// The runtimes by name.
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case onnxruntime, openvino, torch, auto
    }

    /// What operators compute in.
    enum Precision: String, ExpressibleByArgument, CaseIterable {
        case float32, bfloat16
    }

    @Option(help: "What runs the network; auto measures.")
    var executor = Choice.onnxruntime

    @Option(help: "What it computes in.")
    var precision = Precision.float32

    @Option(help: ArgumentHelp("Threads; 0 for all cores.", valueName: "n"))
    var threads = 0

    /// As executors take them.
    func options() throws(EngineError) -> ExecutionOptions {
        guard (0...1024).contains(threads) else {
            throw .invalid(field: "--threads", value: "\(threads)", expected: "0 to 1024")
        }
        var options = ExecutionOptions(threads: threads)
        options.precision = precision == .bfloat16 ? .bfloat16 : .float32
        return options
    }
}
