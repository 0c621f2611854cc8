import Glibc
import TensorRuntime

/// Many different lengths in a row, which is what texts bring: time and memory beside one length.
enum RuntimeLengths {
    /// 61 lengths with a mean of 200 frames.
    private static let lengths = Array(stride(from: 140, through: 260, by: 2))

    static func measure(runs: Int, threads: Int) throws -> [BenchFigure] {
        let executor = try OnnxRuntimeExecutor()
        let graph = try BenchNetworks.vocos()
        let model = try executor.load(
            .graph(graph, BenchNetworks.weights(for: graph)), ExecutionOptions(threads: threads))
        func pass(_ lengths: [Int]) throws -> Double {
            let inputs = lengths.map { Tensor(zeros: TensorType(.float32, [1, 100, $0])) }
            return try ContinuousClock().measure {
                for mel in inputs { _ = try model.run([mel]) }
            } / .milliseconds(1)
        }
        let same = lengths.map { _ in 200 }
        _ = try pass(lengths.shuffled())
        let before = residentBytes
        var times = (different: [Double](), same: [Double]())
        for _ in 0..<max(1, runs / 3) {
            times.different.append(try pass(lengths.shuffled()))
            times.same.append(try pass(same))
        }
        return [
            .atMost(
                1.15, "runtime", "Vocos, 61 different lengths ÷ as many of their mean",
                Spread(times.different).median / Spread(times.same).median, "×"),
            .atMost(
                1.05, "runtime", "memory after all of these ÷ after the first 61",
                Double(residentBytes) / Double(before), "×"),
        ]
    }

    /// Memory of this process that is resident now.
    private static var residentBytes: Int {
        guard let file = fopen("/proc/self/statm", "re") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
