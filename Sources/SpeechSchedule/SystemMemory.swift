import Glibc

/// The memory of this machine and of the container that the process runs in.
///
/// The least of: `MemAvailable` of `/proc/meminfo`; for each level of the process's
/// control group the limit minus what is in use (version 2: `memory.max`,
/// `memory.high`, `memory.current`; version 1: `memory.limit_in_bytes`,
/// `memory.usage_in_bytes`), page cache that can be dropped not counted as used;
/// and the address space limit (`ulimit -v`) minus the size of the process.
/// Source: Linux `Documentation/admin-guide/cgroup-v2.rst`, `proc(5)`.
public struct SystemMemory: MemoryProbe {
    private let read: @Sendable (String) -> String?
    private let addressSpaceLimit: @Sendable () -> Int?

    /// The memory of this machine.
    public init() {
        self.init(read: Self.contents, addressSpaceLimit: Self.limitOfProcess)
    }

    /// Memory told by other files than this machine's.
    init(
        read: @escaping @Sendable (String) -> String?,
        addressSpaceLimit: @escaping @Sendable () -> Int? = { nil }
    ) {
        self.read = read
        self.addressSpaceLimit = addressSpaceLimit
    }

    /// The bytes that could be taken now; nil where none of the files can be read.
    public func available() -> Int? {
        [machine(), controlGroup(), addressSpace()].compactMap { $0 }.min().map { max(0, $0) }
    }

    private func machine() -> Int? {
        read("/proc/meminfo").flatMap { Self.field("MemAvailable:", in: $0) }.map {
            Self.bytes(kibibytes: $0)
        }
    }

    private func addressSpace() -> Int? {
        guard let limit = addressSpaceLimit() else { return nil }
        let used = read("/proc/self/status").flatMap { Self.field("VmSize:", in: $0) } ?? 0
        return limit - min(limit, Self.bytes(kibibytes: used))
    }

    private func controlGroup() -> Int? {
        guard let groups = read("/proc/self/cgroup") else { return nil }
        var least: Int?
        for line in groups.split(separator: "\n") {
            // hierarchy-ID:controllers:path, the path may hold colons itself.
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let isVersion2 = parts[0] == "0" && parts[1].isEmpty
            guard isVersion2 || parts[1].split(separator: ",").contains("memory") else { continue }
            let root = isVersion2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory"
            for folder in Self.levels(of: String(parts[2]), under: root) {
                let free = isVersion2 ? version2(folder) : version1(folder)
                if let free { least = min(least ?? free, free) }
            }
        }
        return least
    }

    private func version2(_ folder: String) -> Int? {
        let limits = ["memory.max", "memory.high"].compactMap { number(folder + "/" + $0) }
        guard let limit = limits.min(), let used = number(folder + "/memory.current") else {
            return nil
        }
        let cache = read(folder + "/memory.stat").flatMap { Self.field("inactive_file", in: $0) }
        return limit - max(0, used - (cache ?? 0))
    }

    private func version1(_ folder: String) -> Int? {
        // "No limit" is written as the largest page-aligned number: no special case.
        guard let limit = number(folder + "/memory.limit_in_bytes"),
            let used = number(folder + "/memory.usage_in_bytes")
        else { return nil }
        let cache = read(folder + "/memory.stat").flatMap {
            Self.field("total_inactive_file", in: $0)
        }
        return limit - max(0, used - (cache ?? 0))
    }

    /// The number in a file that holds nothing else; nil for `max`.
    private func number(_ path: String) -> Int? {
        read(path).flatMap { text in
            Int(String(text.prefix { !$0.isWhitespace })).flatMap { $0 >= 0 ? $0 : nil }
        }
    }

    /// The folders of a group and of all groups that hold it. In a container the
    /// path may lie outside what is mounted: the mount's root is always looked at.
    static func levels(of path: String, under root: String) -> [String] {
        var folder = root
        var folders = [root]
        for name in path.split(separator: "/").prefix(64) where name != ".." {
            folder += "/" + name
            folders.append(folder)
        }
        return folders
    }

    /// The number behind a name at the start of a line.
    static func field(_ name: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count >= 2, words[0] == name, let value = Int(words[1]), value >= 0 else {
                continue
            }
            return value
        }
        return nil
    }

    static func bytes(kibibytes: Int) -> Int {
        let (bytes, overflow) = kibibytes.multipliedReportingOverflow(by: 1024)
        return overflow ? .max : bytes
    }

    @Sendable private static func limitOfProcess() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0,
            limit.rlim_cur <= UInt(Int.max)
        else { return nil }
        return Int(limit.rlim_cur)
    }

    /// The first 64 KiB of a file.
    @Sendable static func contents(of path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
