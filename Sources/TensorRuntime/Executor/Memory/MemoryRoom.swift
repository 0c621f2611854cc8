internal import Glibc

/// What the machine still has, so that a model that won't fit is refused instead of being killed
/// for it.
enum MemoryRoom {
    /// Bytes that this process may still take: of the machine, and of the control groups
    /// (version 2) that it is in.
    static func available() -> Int {
        var room = Int.max
        if let text = text(of: "/proc/meminfo"),
            let kilobytes = number(after: "MemAvailable:", in: text)
        {
            room = kilobytes << 10
        }
        guard let groups = text(of: "/proc/self/cgroup") else { return room }
        guard let line = groups.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
        else { return room }
        var group = line.dropFirst(3)
        while true {
            let folder = "/sys/fs/cgroup\(group == "/" ? "" : group)"
            if let limit = text(of: folder + "/memory.max").flatMap({ integer($0) }),
                let used = text(of: folder + "/memory.current").flatMap({ integer($0) })
            {
                // Pages of files that can be dropped at once count as used.
                let droppable =
                    text(of: folder + "/memory.stat").flatMap {
                        number(after: "inactive_file ", in: $0)
                    } ?? 0
                room = min(room, max(limit - used + droppable, 0))
            }
            guard let slash = group.lastIndex(of: "/"), slash > group.startIndex else {
                return room
            }
            group = group[..<slash]
        }
    }

    /// Bytes of this process that are in memory now.
    static func resident() -> Int {
        guard let text = text(of: "/proc/self/statm") else { return 0 }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// - Throws: ``ExecutionError/doesNotFit(model:needs:available:)``
    static func check(
        _ model: String, needs bytes: Int, limit: Int?, of available: Int = available()
    ) throws(ExecutionError) {
        let room = min(available, limit ?? .max)
        guard bytes <= room else {
            throw .doesNotFit(model: model, needs: bytes, available: room)
        }
    }

    private static func integer(_ text: String) -> Int? {
        Int(text.prefix { $0.isNumber })
    }

    private static func number(after label: String, in text: String) -> Int? {
        for line in text.split(separator: "\n") where line.hasPrefix(label) {
            return Int(line.dropFirst(label.count).drop { $0 == " " }.prefix { $0.isNumber })
        }
        return nil
    }

    /// A small file of the kernel's.
    private static func text(of path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 16 {
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = read(file, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
