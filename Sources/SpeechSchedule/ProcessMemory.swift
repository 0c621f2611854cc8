public import Glibc

/// The memory that a process has in use, as the kernel tells (`proc(5)`).
///
/// `VmHWM` rather than `getrusage`, whose value a program inherits from the shell that
/// started it.
public enum ProcessMemory {
    /// Starts the peak of this process anew from what is in use now; without effect where
    /// the kernel doesn't offer that.
    public static func resetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "we") else { return }
        fputs("5", file)
        fclose(file)
    }

    /// The most that this process has had in use since its start or ``resetPeak()``, in
    /// bytes (`VmHWM`); nil where unknown.
    public static func peak() -> Int? { status("VmHWM:", of: "self") }

    /// What is in use now, in bytes (`VmRSS`); nil where unknown.
    ///
    /// - Parameter process: Another process; nil for this one.
    public static func current(of process: pid_t? = nil) -> Int? {
        status("VmRSS:", of: process.map(String.init) ?? "self")
    }

    private static func status(_ field: String, of process: String) -> Int? {
        SystemMemory.contents(of: "/proc/\(process)/status").flatMap {
            SystemMemory.field(field, in: $0)
        }.map(SystemMemory.bytes(kibibytes:))
    }
}
