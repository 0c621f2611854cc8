import Glibc

/// The most memory that this process has had in use (`VmHWM`, `proc(5)`).
public enum PeakMemory {
    /// Starts anew from what is in use now; without effect where the kernel doesn't
    /// offer that.
    public static func reset() {
        guard let file = fopen("/proc/self/clear_refs", "we") else { return }
        fputs("5", file)
        fclose(file)
    }

    /// The peak in bytes since the start of the process or ``reset()``; nil where unknown.
    public static func bytes() -> Int? { status("VmHWM:") }

    /// What is in use now, in bytes (`VmRSS`); nil where unknown.
    public static func current() -> Int? { status("VmRSS:") }

    private static func status(_ field: String) -> Int? {
        SystemMemory.contents(of: "/proc/self/status").flatMap {
            SystemMemory.field(field, in: $0)
        }.map(SystemMemory.bytes(kibibytes:))
    }
}
