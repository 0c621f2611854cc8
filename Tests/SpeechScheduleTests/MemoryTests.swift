import Testing

@testable import SpeechSchedule

@Suite struct MemoryTests {
    private let gibibyte = 1 << 30

    /// Memory as some files tell it.
    private func memory(_ files: [String: String], limit: Int? = nil) -> Int? {
        SystemMemory(read: { files[$0] }, addressSpaceLimit: { limit }).available()
    }

    private let machine = """
        MemTotal:       16384000 kB
        MemFree:          204800 kB
        MemAvailable:    8388608 kB
        Buffers:            1024 kB
        """

    @Test func `the machine tells what is available, not what is free`() {
        #expect(memory(["/proc/meminfo": machine]) == 8 * gibibyte)
    }

    @Test func `nothing known is nothing told`() {
        #expect(memory([:]) == nil)
        #expect(memory(["/proc/meminfo": "MemAvailable: lots"]) == nil)
        #expect(memory(["/proc/meminfo": "MemAvailable:"]) == nil)
    }

    @Test func `a container of version 2 limits, at every level, cache not counted`() {
        let files = [
            "/proc/meminfo": machine,
            "/proc/self/cgroup": "0::/outer/inner\n",
            "/sys/fs/cgroup/outer/memory.max": "\(2 * gibibyte)\n",
            "/sys/fs/cgroup/outer/memory.current": "\(gibibyte)\n",
            "/sys/fs/cgroup/outer/memory.stat": "anon 5\ninactive_file \(gibibyte / 2)\n",
            "/sys/fs/cgroup/outer/inner/memory.max": "max\n",
            "/sys/fs/cgroup/outer/inner/memory.current": "12\n",
        ]
        #expect(memory(files) == gibibyte + gibibyte / 2)
    }

    @Test func `a soft limit counts`() {
        let files = [
            "/proc/self/cgroup": "0::/",
            "/sys/fs/cgroup/memory.max": "max",
            "/sys/fs/cgroup/memory.high": "1000",
            "/sys/fs/cgroup/memory.current": "400",
        ]
        #expect(memory(files) == 600)
    }

    @Test func `a container of version 1 limits`() {
        let files = [
            "/proc/meminfo": machine,
            "/proc/self/cgroup": "5:cpu,cpuacct:/a\n9:memory:/docker/a:b\n0::/a\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/memory.usage_in_bytes": "5\n",
            "/sys/fs/cgroup/memory/docker/a:b/memory.limit_in_bytes": "1000\n",
            "/sys/fs/cgroup/memory/docker/a:b/memory.usage_in_bytes": "300\n",
            "/sys/fs/cgroup/memory/docker/a:b/memory.stat": "total_inactive_file 100\n",
        ]
        #expect(memory(files) == 800)
    }

    @Test func `more in use than allowed is nothing free`() {
        let files = [
            "/proc/self/cgroup": "0::/",
            "/sys/fs/cgroup/memory.max": "100",
            "/sys/fs/cgroup/memory.current": "400",
        ]
        #expect(memory(files) == 0)
    }

    @Test func `the address space limit counts what the process has`() {
        let files = ["/proc/meminfo": machine, "/proc/self/status": "VmSize:\t    1024 kB\n"]
        #expect(memory(files, limit: 3 << 20) == 2 << 20)
        #expect(memory(files, limit: 1 << 10) == 0)
    }

    @Test func `malformed groups are passed over`() {
        let files = [
            "/proc/meminfo": machine,
            "/proc/self/cgroup": "nonsense\n::\n0::/../../etc\n-1:memory",
            "/sys/fs/cgroup/memory.max": "-5",
            "/sys/fs/cgroup/memory.current": "99999999999999999999999",
        ]
        #expect(memory(files) == 8 * gibibyte)
        #expect(SystemMemory.levels(of: "/../x", under: "/c") == ["/c", "/c/x"])
    }

    @Test func `numbers too large do not trap`() {
        #expect(memory(["/proc/meminfo": "MemAvailable: \(Int.max) kB"]) == Int.max)
    }

    @Test func `this machine has some`() throws {
        let bytes = try #require(SystemMemory().available())
        #expect(bytes > 0)
        #expect(try #require(ProcessMemory.peak()) > 1 << 20)
    }

    @Test func `a device is named by processor, cores and memory`() {
        let processors = "processor\t: 0\nmodel name\t: Some  CPU @ 3 GHz\n"
        #expect(
            DeviceName.name(processors: processors, memory: "MemTotal: 16777216 kB", cores: 8)
                == "Some CPU @ 3 GHz x8, 16 GiB")
        #expect(DeviceName.name(processors: "", memory: "", cores: 0) == "processor x1, 0 GiB")
    }
}
