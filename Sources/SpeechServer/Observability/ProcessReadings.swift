import Glibc

/// What the kernel says of this process.
struct ProcessReadings: Sendable {
    /// When this process was first asked about, which the server does as it begins.
    private static let start = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }()

    /// Memory that is resident, in bytes.
    let residentBytes: Int
    /// Address space, in bytes.
    let virtualBytes: Int
    /// Processor time of all threads, in seconds.
    let processorSeconds: Double
    /// Seconds since 1970.
    let startTime: Double

    /// Reads them now.
    init() {
        startTime = Self.start
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        processorSeconds = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        let pages = Self.pages()
        let size = max(1, sysconf(Int32(_SC_PAGESIZE)))
        virtualBytes = pages.0 * size
        residentBytes = pages.1 * size
    }

    /// Seconds since the server began.
    var uptime: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return max(0, Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9 - startTime)
    }

    /// Open file descriptors; nil where the kernel doesn't tell.
    static var openDescriptors: Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without the two dots and the folder's own.
        return max(0, count - 3)
    }

    /// File descriptors that may be open; nil where there is no limit.
    static var maximumDescriptors: Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        return Int(exactly: limit.rlim_cur)
    }

    /// As metrics.
    var metrics: [MetricReading] {
        var readings = [
            MetricReading("process_resident_memory_bytes", Double(residentBytes)),
            MetricReading("process_virtual_memory_bytes", Double(virtualBytes)),
            MetricReading("process_cpu_seconds_total", processorSeconds),
            MetricReading("process_start_time_seconds", startTime),
        ]
        if let open = Self.openDescriptors {
            readings.append(MetricReading("process_open_fds", Double(open)))
        }
        if let limit = Self.maximumDescriptors {
            readings.append(MetricReading("process_max_fds", Double(limit)))
        }
        return readings
    }

    /// Pages of address space and of resident memory.
    private static func pages() -> (Int, Int) {
        guard let file = fopen("/proc/self/statm", "re") else { return (0, 0) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return (0, 0) }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let numbers = text.split(separator: " ").prefix(2).compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }
}
