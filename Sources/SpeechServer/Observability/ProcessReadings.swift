import Glibc

/// What the kernel says of this process.
struct ProcessReadings: Sendable {
    /// Memory that is resident, in bytes.
    let residentBytes: Int
    /// Address space, in bytes.
    let virtualBytes: Int
    /// Processor time of all threads, in seconds.
    let processorSeconds: Double
    /// Seconds since the process began.
    let uptime: Double
    /// When the process began, in seconds since 1970.
    let startTime: Double

    /// Reads them now.
    init() {
        uptime = max(0, Self.seconds(CLOCK_BOOTTIME) - (Self.secondsFromBootToStart ?? 0))
        startTime = Self.seconds(CLOCK_REALTIME) - uptime
        processorSeconds = Self.seconds(CLOCK_PROCESS_CPUTIME_ID)
        let pages = Self.pages()
        let size = max(1, sysconf(Int32(_SC_PAGESIZE)))
        virtualBytes = pages.0 * size
        residentBytes = pages.1 * size
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

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// When the process began; nil where the kernel doesn't tell.
    private static let secondsFromBootToStart: Double? = {
        // The name, in parentheses, may hold anything; the 22nd field is the 20th behind it.
        let fields = line(of: "/proc/self/stat").split(separator: ")").last?.split(separator: " ")
        guard let fields, fields.count > 19, let ticks = Double(fields[19]) else { return nil }
        return ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }()

    /// Pages of address space and of resident memory.
    private static func pages() -> (Int, Int) {
        let numbers = line(of: "/proc/self/statm").split(separator: " ").prefix(2)
            .compactMap { Int($0) }
        return numbers.count == 2 ? (numbers[0], numbers[1]) : (0, 0)
    }

    /// The first line of a file of the kernel's; empty where it can't be read.
    private static func line(of path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 1_024)
        guard fgets(&line, Int32(line.count), file) != nil else { return "" }
        return String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
