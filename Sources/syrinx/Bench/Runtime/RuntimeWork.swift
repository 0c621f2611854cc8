import ModelBlocks
import TensorRuntime

/// Something that the runtime is timed with, made ready on an executor.
enum RuntimeWork: String, CaseIterable {
    case vocos, hifigan, codec, transformer, transformer8

    /// What is timed, in words.
    var title: String {
        switch self {
        case .vocos: "Vocos 8 × 512, 200 frames"
        case .hifigan: "HiFi-GAN V1, 200 frames"
        case .codec: "causal codec, a step of 20 ms"
        case .transformer: "decoder of 440 M, 4 bits, a step at 256"
        case .transformer8: "the same, eight sequences"
        }
    }

    /// Runs of a sample, so that short ones are not the clock's noise.
    var repetitions: Int { self == .codec ? 50 : 1 }

    /// A call that does the work once, on memory that is bound.
    func prepared(
        on executor: any Executor, _ options: ExecutionOptions
    ) throws -> () throws -> Void {
        switch self {
        case .vocos: try Self.vocoder(BenchNetworks.vocos(), bands: 100, executor, options)
        case .hifigan: try Self.vocoder(BenchNetworks.hifigan(), bands: 80, executor, options)
        case .codec: try Self.codec(executor, options)
        case .transformer: try Self.transformer(batch: 1, executor, options)
        case .transformer8: try Self.transformer(batch: 8, executor, options)
        }
    }

    private static func vocoder(
        _ graph: Graph, bands: Int, _ executor: any Executor, _ options: ExecutionOptions
    ) throws -> () throws -> Void {
        let model = try executor.load(.graph(graph, BenchNetworks.weights(for: graph)), options)
        let mel = Tensor(
            (0..<bands * 200).map { Float($0 % 17) / 8 - 1 }, shape: [1, bands, 200])
        return { _ = try model.run([mel]) }
    }

    private static func codec(
        _ executor: any Executor, _ options: ExecutionOptions
    ) throws -> () throws -> Void {
        let graph = try BenchNetworks.codec()
        let model = try executor.load(.graph(graph, BenchNetworks.weights(for: graph)), options)
        let streams = try StateBatch(graph, rows: 1)
        _ = try streams.join()
        let call = try streams.call(model)
        return {
            try call.run()
            withExtendedLifetime(streams) {}
        }
    }

    private static func transformer(
        batch: Int, _ executor: any Executor, _ options: ExecutionOptions
    ) throws -> () throws -> Void {
        let whole = try BenchNetworks.transformer()
        let (graph, weights, _) = try whole.quantized(
            BenchNetworks.weights(for: whole), as: .int4(block: 128))
        let model = try executor.load(.graph(graph, weights), options)
        let (before, capacity) = (255, 320)
        let streams = try StateBatch(graph, rows: batch, sizes: ["capacity": capacity])
        _ = try streams.join()
        for _ in 0..<before { try streams.call(model).run() }
        let behind = try streams.leave(0)
        return {
            if try streams.count == 0 || streams.position(of: 0) == capacity {
                while streams.count > 0 { try streams.remove(0) }
                for _ in 0..<batch { _ = try streams.join(behind) }
            }
            try streams.call(model).run()
        }
    }
}
