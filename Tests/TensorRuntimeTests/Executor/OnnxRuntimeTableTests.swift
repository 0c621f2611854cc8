import Testing

@testable import TensorRuntime

/// Places in ONNX Runtime's table that the other tests don't come by: on a library for processors
/// alone, each answers that it has no such provider, by name.
@Suite(.enabled(if: Available.onnxRuntimeIsHere, "ONNX Runtime is not installed"))
struct OnnxRuntimeTableTests {
    private func message(appending provider: String) throws -> String {
        let library = try OnnxRuntimeLibrary.open(nil)
        let settings = try OnnxRuntimeSettings(.oneThread, library)
        do throws(OnnxRuntimeFailure) {
            try settings.append(OnnxRuntimeProvider(name: provider, number: 0))
            return ""
        } catch {
            return error.message
        }
    }

    @Test(arguments: ["CUDA", "Tensorrt"])
    func `a provider with settings of its own is asked for at its place`(name: String) throws {
        let provider = "\(name)ExecutionProvider"
        let library = try OnnxRuntimeLibrary.open(nil)
        // A library with the provider takes it.
        guard !library.providers.contains(provider) else { return }
        let message = try message(appending: provider)
        #expect(message.lowercased().contains(name.lowercased()), "\(message)")
    }

    @Test func `other providers are asked for by name`() throws {
        #expect(try message(appending: "SyrinxExecutionProvider").contains("Syrinx"))
    }
}
