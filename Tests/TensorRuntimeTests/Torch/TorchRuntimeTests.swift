import Testing

@testable import TensorRuntime

struct TorchRuntimeTests {
    @Test(arguments: ["/nowhere/libsyrinx-torch.so", "/"])
    func `a wrong path of the library is told with the remedy`(_ path: String) {
        let error = #expect(throws: ExecutionError.self) { try TorchRuntime(at: path) }
        #expect(error?.description.contains(path) == true)
        #expect(error?.description.contains("scripts/torch-door") == true)
    }

    @Test func `a file that is no library is refused with the loader's reason`() {
        let error = #expect(throws: ExecutionError.self) {
            try TorchRuntime(at: "/proc/self/cmdline")
        }
        guard case .libraryMissing(_, let reason, _)? = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(!reason.isEmpty)
    }

    @Test func `devices are read as settings name them`() throws {
        #expect(try TorchDevice(named: "cpu") == .cpu)
        #expect(try TorchDevice(named: "CUDA") == .cuda(0))
        #expect(try TorchDevice(named: "GPU:2") == .cuda(2))
        for name in ["", "CPU:0", "CUDA:", "CUDA:-1", "CUDA:1:2", "CUDA:99999999"] {
            #expect(throws: ExecutionError.self) { try TorchDevice(named: name) }
        }
    }
}
