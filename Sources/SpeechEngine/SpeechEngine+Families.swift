internal import SpeechModel
internal import SystemVoices
internal import TensorRuntime
internal import Wren

#if canImport(Glibc)
    internal import Glibc
#endif

extension SpeechEngine {
    /// The families of this build, in the order of their use: our own voices, and where they
    /// can't be had, or don't speak a language, those of the system.
    static func families(_ settings: Settings) -> [FamilyEntry] {
        [wren(settings)] + SystemVoices.entries
    }

    /// Voices of our own, or with weights of somebody's own training.
    private static func wren(_ settings: Settings) -> FamilyEntry {
        let folder = settings.wren
        let asked = (settings.models["wren"] ?? RuntimeSettings()).over(settings.runtime)
        // Each of several calls at once has a thread; more inside would wait for each other.
        var options = ExecutionOptions(threads: asked.threads ?? 1)
        options.device = asked.device ?? options.device
        // Our own kernels take these networks as they are, at once and fastest.
        let executor = asked.executor ?? "native"
        options.precision = asked.precision ?? (executor == "native" ? .bfloat16 : .float32)
        options.cores = asked.cores ?? []
        let given = options
        let files = folder.map { folder in
            ["acoustic", "vocoder"].reduce(0) { $0 + size(of: "\(folder)/\($1).safetensors") }
        }
        return FamilyEntry(
            id: "wren",
            summary: folder == nil
                ? "Neural voices of our own" : "Neural voices, trained by syrinx-train",
            // 16-bit weights as 32-bit ones, as they are packed, and an executor's library.
            bytes: 64 << 20 + (files.map { 2 * $0 } ?? 4 * WrenWeights.shippedBytes)
        ) { () throws(LoadError) in
            let weights =
                if let folder { try weights(in: folder) } else { try WrenWeights.shipped() }
            return try WrenFamily(WrenNetworks(weights, executor: executor, given))
        }
    }

    /// `acoustic.safetensors`, `vocoder.safetensors` and, if it is there, `voices.json`.
    private static func weights(in folder: String) throws(LoadError) -> WrenWeights {
        WrenWeights(
            vocoder: try store(at: folder + "/vocoder.safetensors"),
            models: [
                WrenWeights.Model(
                    acoustic: try store(at: folder + "/acoustic.safetensors"),
                    voices: try description(at: folder + "/voices.json"))
            ])
    }

    private static func store(at path: String) throws(LoadError) -> WeightStore {
        do throws(WeightError) {
            return try WeightStore(at: path)
        } catch {
            throw .unusable(component: "Wren's weights", reason: error.description)
        }
    }

    /// The bytes of a description; nil if there is no such file.
    private static func description(at path: String) throws(LoadError) -> [UInt8]? {
        do throws(FileBytes.ReadError) {
            return try FileBytes.read(path, limit: 1 << 20)
        } catch .notFound {
            return nil
        } catch {
            throw .unusable(component: "Wren's voices", reason: "\(path): \(error.reason)")
        }
    }

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
