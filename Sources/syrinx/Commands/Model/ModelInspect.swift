import ArgumentParser
import SpeechEngine
import TensorRuntime

/// `syrinx model inspect`: what a network or a file of weights holds.
struct ModelInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a model file: ONNX, safetensors, PyTorch or NumPy.",
        discussion: """
            The format is told by the content. Nothing in the file is executed, except that an \
            ONNX network is loaded on each runtime that is installed, to tell whether it can be.
            """)

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @Flag(help: "Don't load an ONNX network on the installed runtimes.")
    var noLoad = false

    @Flag(help: "Print JSON.")
    var json = false

    mutating func run() throws {
        switch try WeightFormat(ofFileAt: file) {
        case .onnx:
            let network = NetworkDescription(
                try OnnxFile(at: file),
                runtimes: noLoad ? nil : RuntimeFinding.all(loading: file))
            try json ? Console.print(JSONOutput.text(network)) : network.print()
        case let format:
            let weights = WeightsDescription(
                try WeightStore(at: file), file: file, format: format.rawValue)
            try json ? Console.print(JSONOutput.text(weights)) : weights.print()
        }
    }
}
