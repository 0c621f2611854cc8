internal import SpeechModel
internal import SystemVoices
internal import TensorRuntime
internal import Wren

#if canImport(Glibc)
    internal import Glibc
#endif

extension SpeechEngine {
    /// The families of this build, in the order of their use.
    static func families(_ settings: Settings) -> [FamilyEntry] {
        let system = SystemVoices.entries
        guard let folder = settings.wren else { return system }
        return system + [wren(in: folder, settings)]
    }

    /// Voices with weights of somebody's own training.
    private static func wren(in folder: String, _ settings: Settings) -> FamilyEntry {
        let files = ["acoustic", "vocoder"].map { "\(folder)/\($0).safetensors" }
        let asked = (settings.models["wren"] ?? RuntimeSettings()).over(settings.runtime)
        // Each of several calls at once has a thread; more inside would wait for each other.
        var options = ExecutionOptions(threads: asked.threads ?? 1)
        options.device = asked.device ?? options.device
        options.precision = asked.precision ?? options.precision
        options.cores = asked.cores ?? []
        let (executor, given) = (asked.executor ?? ExecutorCatalogue.names[0], options)
        return FamilyEntry(
            id: "wren", summary: "Neural voices, trained by syrinx-train",
            // Weights, once more as an executor packs them, and its library.
            bytes: 64 << 20 + 2 * files.reduce(0) { $0 + size(of: $1) }
        ) { () throws(LoadError) in
            let weights = try files.map { (path) throws(LoadError) in try store(at: path) }
            return try WrenFamily(
                WrenNetworks(acoustic: weights[0], vocoder: weights[1], executor: executor, given))
        }
    }

    private static func store(at path: String) throws(LoadError) -> WeightStore {
        do throws(WeightError) {
            return try WeightStore(at: path)
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
