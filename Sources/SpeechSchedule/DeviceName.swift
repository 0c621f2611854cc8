import Glibc
import SpeechModel

/// What a measurement is remembered for.
public enum DeviceName {
    /// This machine: its processor, how many of its cores are on, and its memory.
    public static var current: String {
        name(
            processors: SystemMemory.contents(of: "/proc/cpuinfo") ?? "",
            memory: SystemMemory.contents(of: "/proc/meminfo") ?? "",
            cores: Processors.count)
    }

    /// A name from the texts of `/proc/cpuinfo` and `/proc/meminfo`.
    static func name(processors: String, memory: String, cores: Int) -> String {
        let model =
            processors.split(separator: "\n")
            .first { $0.hasPrefix("model name") || $0.hasPrefix("Model") }
            .flatMap { line in line.firstIndex(of: ":").map { line[line.index(after: $0)...] } }
            .map { $0.split(separator: " ").joined(separator: " ") } ?? "processor"
        let gibibytes = (SystemMemory.field("MemTotal:", in: memory) ?? 0) / 1_048_576
        return "\(model) x\(max(1, cores)), \(gibibytes) GiB"
    }
}
