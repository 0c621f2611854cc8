/// What a session runs on, other than the processor.
struct OnnxRuntimeProvider {
    /// As the library calls it, such as `CUDAExecutionProvider`.
    let name: String
    /// Number of the device.
    let number: Int

    init(name: String, number: Int) {
        self.name = name
        self.number = number
    }

    /// The provider of a setting: `CUDA`, `CUDA:1`, `TensorRT`; nil for the processor.
    init?(_ device: String, in library: OnnxRuntimeLibrary) throws(ExecutionError) {
        let parts = device.lowercased().split(separator: ":", omittingEmptySubsequences: false)
        if parts == ["cpu"] { return nil }
        let known = Self.devices(of: library)
        guard let provider = known.first(where: { $0.device.lowercased() == parts.first ?? "" })
        else {
            throw .libraryLacks(
                library: library.title,
                what: "execution provider \(device)",
                remedy: "It has \(known.map(\.device).joined(separator: ", ")): choose one of "
                    + "these, or name a build of the library that has \(device) in "
                    + RuntimeSearch.onnxRuntime.variable)
        }
        guard let number = parts.count == 1 ? 0 : parts.count == 2 ? UInt8(parts[1]) : nil else {
            throw .wrongOption(
                name: "device",
                reason: "'\(device)' is no device; give \(provider.device) or "
                    + "\(provider.device):1")
        }
        name = provider.name
        self.number = Int(number)
    }

    /// Devices with the library's names of their providers.
    static func devices(of library: OnnxRuntimeLibrary) -> [(device: String, name: String)] {
        // Azure's sends tensors to a service on the net.
        library.providers.filter { $0 != "AzureExecutionProvider" }.map { name in
            let suffix = "ExecutionProvider"
            return (name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name, name)
        }
    }

    /// The error of a provider that the library has and this machine can't run.
    func unusable(_ reason: String, in library: OnnxRuntimeLibrary) -> ExecutionError {
        .libraryLacks(
            library: library.title, what: "\(name) that works on this machine: \(reason)",
            remedy: "Install the driver and the libraries that this build of it needs where the "
                + "loader finds them (LD_LIBRARY_PATH), or choose the device CPU")
    }
}
