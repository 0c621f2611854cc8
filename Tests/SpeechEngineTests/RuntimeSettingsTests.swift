import Glibc
import TensorRuntime
import Testing

@testable import SpeechEngine

@Suite struct RuntimeSettingsTests {
    private func effective(
        _ file: String = "", environment: [String: String] = [:]
    ) throws -> EffectiveSettings {
        try TemporaryFolder.with { folder in
            let path = try folder.write(file, to: "config.toml")
            return try EffectiveSettings(SettingsSources(environment: environment, file: path))
        }
    }

    private func refusal(_ file: String) throws -> String {
        try #require(throws: SettingsError.self) { try effective(file) }.description
    }

    @Test func `a model's own table wins over what is for all, a flag over both`() throws {
        let settings = try effective(
            """
            [runtime]
            executor = "openvino"
            threads = 3
            precision = "bfloat16"
            [models.wren]
            executor = "auto"
            cores = "0, 1"
            threads = 2
            """)
        let other = try settings.runtime(for: "other")
        #expect(other.executor == "openvino")
        #expect(other.options.threads == 3)
        #expect(other.options.precision == .bfloat16)
        #expect(other.options.cores == [])
        let wren = try settings.runtime(for: "wren")
        #expect(wren.executor == "auto")
        #expect(wren.options.threads == 2)
        #expect(wren.options.precision == .bfloat16)
        #expect(wren.options.cores == [0, 1])
        let flags: [(key: SettingKey, value: String, flag: String)] = [
            (.runtimeExecutor, "torch", "--executor"), (.runtimeDevice, "CUDA", "--device"),
        ]
        let flagged = try settings.runtime(for: "wren", flags: flags)
        #expect(flagged.executor == "torch")
        #expect(flagged.options.device == "CUDA")
        #expect(flagged.options.threads == 2)
    }

    @Test func `without any settings ONNX Runtime computes in float32 on the processor`() throws {
        let choice = try effective().runtime(for: "any")
        #expect(choice == RuntimeChoice(executor: "onnxruntime", options: ExecutionOptions()))
    }

    @Test func `the environment sets what is for all`() throws {
        let settings = try effective(environment: ["SYRINX_RUNTIME_THREADS": "7"])
        #expect(try settings.runtime(for: "any").options.threads == 7)
    }

    @Test func `the folder that is kept is made, the user's own where none is named`() throws {
        try TemporaryFolder.with { folder in
            let own = folder.path + "/.cache/syrinx"
            let usual = try effective(environment: ["HOME": folder.path])
            #expect(try usual.runtime(for: "any").options.cacheFolder == own)
            let named = try effective("runtime.cache = \"\(folder.path)/named\"")
            #expect(try named.runtime(for: "any").options.cacheFolder == folder.path + "/named")
            let elsewhere = try effective(
                environment: ["HOME": "/nowhere", "XDG_CACHE_HOME": folder.path + "/xdg"])
            #expect(
                try elsewhere.runtime(for: "any").options.cacheFolder
                    == folder.path + "/xdg/syrinx")
            let folders = ["/.cache/syrinx", "/.cache", "/named", "/xdg/syrinx", "/xdg"]
            for made in folders.map({ folder.path + $0 }) {
                #expect(rmdir(made) == 0)
            }
        }
    }

    @Test func `a folder that can't be made is refused if it was named, else done without`() throws
    {
        let named = try effective("runtime.cache = \"/proc/nothing\"")
        let error = #expect(throws: SettingsError.self) { try named.runtime(for: "any") }
        #expect(error?.description.contains("runtime.cache = '/proc/nothing'") == true)
        for home in ["/proc", "/nowhere/home"] {
            let usual = try effective(environment: ["HOME": home])
            #expect(try usual.runtime(for: "any").options.cacheFolder == nil)
        }
    }

    @Test func `what can't be is refused by the name it has in the file`() throws {
        #expect(try refusal("runtime.executor = \"tensorflow\"").contains("openvino"))
        #expect(try refusal("runtime.cores = \"1,,2\"").contains("runtime.cores"))
        #expect(try refusal("runtime.cores = \"0 2\"").contains("commas"))
        #expect(try refusal("runtime = 3").contains("[runtime]"))
        #expect(try refusal("models = 3").contains("[models]"))
        #expect(try refusal("[models]\nwren = 3").contains("models.wren"))
        #expect(try refusal("[models.wren]\nthreads = -1").contains("models.wren.threads"))
        #expect(try refusal("[models.wren]\nprecison = \"x\"").contains("did you mean precision"))
        #expect(try refusal("[models.wren]\ncache = \"x\"").contains("models.wren.cache"))
    }

    @Test func `tables of models are listed with where they stand`() throws {
        let entries = try effective("[models.wren]\nthreads = 2").entries
        let entry = try #require(entries.first { $0.name == "models.wren.threads" })
        #expect(entry.value == "2")
    }
}
