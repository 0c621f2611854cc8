import Glibc
import Synchronization

/// Memory and use of NVIDIA's GPUs, through the driver's own library (NVML), where it is
/// installed. The library is looked for when somebody first asks.
final class GPUProbe: Sendable {
    /// One GPU at one moment.
    struct Reading: Sendable, Equatable {
        /// Its number.
        var index: Int
        var usedBytes: UInt64
        var totalBytes: UInt64
        /// Share of time in which it worked, 0...1; nil where it doesn't tell.
        var use: Double?
    }

    private let path: String
    private let library = Mutex<Library??>(nil)

    /// - Parameter path: The library's file.
    init(path: String = "libnvidia-ml.so.1") { self.path = path }

    /// The GPUs there are; empty without the library.
    var readings: [Reading] {
        library.withLock { library in
            let opened = library ?? Library(path)
            library = .some(opened)
            return opened?.readings ?? []
        }
    }

    /// As metrics.
    var metrics: [MetricReading] {
        readings.flatMap { gpu in
            let label = ["\(gpu.index)"]
            var metrics = [
                MetricReading("syrinx_gpu_memory_used_bytes", Double(gpu.usedBytes), labels: label),
                MetricReading(
                    "syrinx_gpu_memory_total_bytes", Double(gpu.totalBytes), labels: label),
            ]
            if let use = gpu.use {
                metrics.append(MetricReading("syrinx_gpu_use_ratio", use, labels: label))
            }
            return metrics
        }
    }
}

/// NVML's functions; names and layouts as in its header, nvml.h. All return 0 on success.
private struct Library: Sendable {
    private typealias Begin = @convention(c) () -> Int32
    private typealias Count = @convention(c) (UnsafeMutablePointer<UInt32>) -> Int32
    private typealias Handle =
        @convention(c) (UInt32, UnsafeMutablePointer<OpaquePointer?>) -> Int32
    /// nvmlMemory_t: total, free and used bytes, 64 bits each.
    private typealias Memory = @convention(c) (OpaquePointer, UnsafeMutablePointer<UInt64>) -> Int32
    /// nvmlUtilization_t: per cent of time for computing and for memory, 32 bits each.
    private typealias Use = @convention(c) (OpaquePointer, UnsafeMutablePointer<UInt32>) -> Int32

    private let count: Count
    private let handle: Handle
    private let memory: Memory
    private let use: Use

    /// The library stays open as long as the process lives.
    init?(_ path: String) {
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { return nil }
        guard let begin = Self.function("nvmlInit_v2", library, Begin.self),
            let count = Self.function("nvmlDeviceGetCount_v2", library, Count.self),
            let handle = Self.function("nvmlDeviceGetHandleByIndex_v2", library, Handle.self),
            let memory = Self.function("nvmlDeviceGetMemoryInfo", library, Memory.self),
            let use = Self.function("nvmlDeviceGetUtilizationRates", library, Use.self),
            begin() == 0
        else {
            dlclose(library)
            return nil
        }
        self.count = count
        self.handle = handle
        self.memory = memory
        self.use = use
    }

    private static func function<Function>(
        _ name: String, _ library: UnsafeMutableRawPointer, _ type: Function.Type
    ) -> Function? {
        dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }

    var readings: [GPUProbe.Reading] {
        var devices: UInt32 = 0
        guard count(&devices) == 0 else { return [] }
        return (0..<min(devices, 64)).compactMap { index in
            var device: OpaquePointer?
            var bytes: (UInt64, UInt64, UInt64) = (0, 0, 0)
            guard handle(index, &device) == 0, let device,
                withUnsafeMutableBytes(
                    of: &bytes,
                    { buffer in
                        buffer.bindMemory(to: UInt64.self).baseAddress
                            .map { memory(device, $0) == 0 } ?? false
                    })
            else { return nil }
            var shares: (UInt32, UInt32) = (0, 0)
            let isTold = withUnsafeMutableBytes(of: &shares) { buffer in
                buffer.bindMemory(to: UInt32.self).baseAddress
                    .map { use(device, $0) == 0 } ?? false
            }
            return GPUProbe.Reading(
                index: Int(index), usedBytes: bytes.2, totalBytes: bytes.0,
                use: isTold ? min(1, Double(shares.0) / 100) : nil)
        }
    }
}
