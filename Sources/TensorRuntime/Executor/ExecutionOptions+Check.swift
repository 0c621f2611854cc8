internal import CGlibc
internal import Glibc

extension ExecutionOptions {
    /// Threads, with 0 resolved to the cores that this process may use.
    var threadCount: Int {
        if threads > 0 { return threads }
        return cores.isEmpty ? Self.usableCores.count : cores.count
    }

    /// Refuses what no executor can follow.
    ///
    /// - Throws: ``ExecutionError/wrongOption(name:reason:)``
    func check() throws(ExecutionError) {
        guard (0...1024).contains(threads) else {
            throw .wrongOption(name: "threads", reason: "\(threads) is not in 0...1024")
        }
        if !cores.isEmpty {
            let usable = Self.usableCores
            guard cores.allSatisfy({ usable.contains($0) }) else {
                throw .wrongOption(
                    name: "cores", reason: "\(cores) are not all among \(usable.sorted())")
            }
            guard Set(cores).count == cores.count, threadCount == cores.count else {
                throw .wrongOption(
                    name: "cores",
                    reason: "\(cores.count) cores for \(threadCount) threads; name one for each")
            }
        }
        guard mostCompilations > 0 else {
            throw .wrongOption(name: "mostCompilations", reason: "it must be at least 1")
        }
        if let memoryLimit, memoryLimit < 0 {
            throw .wrongOption(name: "memoryLimit", reason: "it must not be negative")
        }
        if let cacheFolder {
            var status = stat()
            guard stat(cacheFolder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw .wrongOption(
                    name: "cacheFolder", reason: "there is no folder \(cacheFolder); make it")
            }
        }
        if case .buckets(let buckets) = shapes {
            for (symbol, sizes) in buckets where sizes.isEmpty || sizes.contains(where: { $0 < 1 })
            {
                throw .wrongOption(
                    name: "shapes", reason: "the buckets of \(symbol) must be sizes above 0")
            }
        }
    }

    /// Numbers of the cores that this process may use.
    static var usableCores: Set<Int> {
        var numbers = [Int32](repeating: 0, count: 1024)
        let count = cglibc_usable_cores(&numbers, Int32(numbers.count))
        guard count > 0 else {
            return Set(0..<max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        }
        return Set(numbers.prefix(Int(count)).map { Int($0) })
    }
}
