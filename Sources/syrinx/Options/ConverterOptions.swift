import ArgumentParser
import ConversionEngine
import ModelBlocks
import SpeechEngine
import SpeechModel
import TensorRuntime

/// Which voice converter, and how it is run.
struct ConverterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A converter's weights, as trained; by default those of the program.",
            valueName: "file"))
    var model: String?

    @OptionGroup var executor: ExecutorOptions

    /// The settings in force.
    func settings() throws(EngineError) -> Settings { try executor.settings.load().settings }

    /// The engine, with nothing loaded yet.
    func engine() throws(EngineError) -> ConversionEngine {
        var path = model
        if path == nil { path = try settings().converter }
        return ConversionEngine(
            weights: path,
            try executor.choice(
                for: ConversionEngine.family, usually: ConversionEngine.usualExecutor))
    }
}

extension ConversionEngine {
    /// The error as it is told: with the converter, where that is to blame.
    func reported(_ error: ConversionError) -> any Error {
        switch error {
        case .execution(let error), .state(.execution(let error)): error
        case .state(let error): EngineError.synthesis(.failed(error.description))
        case .weights, .melody, .missing, .wrongTensor, .wrongMetadata, .graph:
            EngineError.unreadable(path: name, reason: error.description)
        }
    }
}
