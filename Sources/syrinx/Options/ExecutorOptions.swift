import ArgumentParser
import SpeechEngine
import TensorRuntime

/// What runs a network, and how; over `[runtime]` and `[models.NAME]` of the settings.
struct ExecutorOptions: ParsableArguments {
    @OptionGroup var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "What runs the network: native, onnxruntime, openvino, torch, or auto, which measures.",
            valueName: "name"))
    var executor: String?

    @Option(
        help: ArgumentHelp(
            "Where: CPU, or by executor CUDA, TensorRT or GPU.", valueName: "name"))
    var device: String?

    @Option(
        help: ArgumentHelp(
            "What it computes in: float32, bfloat16 or float16.", valueName: "type"))
    var precision: String?

    @Option(help: ArgumentHelp("Threads; 0 for all cores.", valueName: "n"))
    var threads: String?

    @Option(
        help: ArgumentHelp("Cores that the threads are bound to, as 0,2.", valueName: "list"))
    var cores: String?

    /// How a model of a name is to be run.
    ///
    /// - Parameter usual: The executor where nobody asks for one.
    func choice(
        for model: String, usually usual: String = ExecutorCatalogue.names[0]
    ) throws(EngineError) -> RuntimeChoice {
        let flags: [(SettingKey, String?, String)] = [
            (.runtimeExecutor, executor, "--executor"), (.runtimeDevice, device, "--device"),
            (.runtimePrecision, precision, "--precision"), (.runtimeThreads, threads, "--threads"),
            (.runtimeCores, cores, "--cores"),
        ]
        let effective = try settings.load()
        do throws(SettingsError) {
            return try effective.runtime(
                for: model,
                flags: flags.compactMap { key, value, flag in value.map { (key, $0, flag) } },
                usually: usual)
        } catch {
            throw .settings(error)
        }
    }
}
