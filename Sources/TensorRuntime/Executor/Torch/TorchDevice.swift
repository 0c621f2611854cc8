/// Where libtorch keeps tensors and computes.
public enum TorchDevice: Sendable, Hashable {
    case cpu
    /// A CUDA device by its number.
    case cuda(Int)

    /// The device of a setting: `CPU`, `CUDA` (or `GPU`), `CUDA:1`.
    public init(named name: String) throws(ExecutionError) {
        let parts = name.uppercased().split(separator: ":", omittingEmptySubsequences: false)
        let number = parts.count == 1 ? 0 : parts.count == 2 ? UInt8(parts[1]).map { Int($0) } : nil
        switch (parts.first, number) {
        case ("CPU", 0?) where parts.count == 1: self = .cpu
        case ("CUDA", let number?), ("GPU", let number?): self = .cuda(number)
        default:
            throw .wrongOption(
                name: "device", reason: "libtorch has no '\(name)'; give CPU, CUDA or CUDA:1")
        }
    }

    /// As in CTorch.h.
    var number: Int32 {
        switch self {
        case .cpu: -1
        case .cuda(let index): Int32(clamping: index)
        }
    }

    init(number: Int32) { self = number < 0 ? .cpu : .cuda(Int(number)) }

    /// Refuses a device that isn't there.
    func check(in runtime: TorchRuntime) throws(ExecutionError) {
        guard case .cuda(let index) = self else { return }
        let count = try runtime.cudaDevices()
        guard index < count else {
            throw .libraryLacks(
                library: "libtorch \(runtime.version)", what: "CUDA device \(index)",
                remedy: count == 0
                    ? "Choose the device CPU, or make libsyrinx-torch.so with a CUDA libtorch "
                        + "named by TORCH_ROOT on a machine with such a device"
                    : "It sees \(count); choose a number below that")
        }
    }
}
