import Foundation
import ModelBlocks
import Synchronization
import TensorRuntime
import Testing

@testable import VoiceConversion

struct LivePartsTests {
    @Test func `a gate fades out what is quiet, and in what is loud`() {
        var gate = NoiseGate(threshold: -40, rate: 16_000)
        let quiet = (0..<16_000).map { Float($0 % 2 == 0 ? 0.001 : -0.001) }
        let loud = (0..<8_000).map { Float($0 % 2 == 0 ? 0.1 : -0.1) }
        #expect(gate.process(quiet).allSatisfy { $0 == 0 })
        let opened = gate.process(loud)
        #expect(gate.isOpen)
        // Within five thousandths of a second.
        #expect(opened[80...].allSatisfy { abs($0) == 0.1 })
        let closed = gate.process(quiet)
        // It stays open for a quarter of a second.
        #expect(closed[..<4_000].allSatisfy { $0 != 0 })
        #expect(closed[5_500...].allSatisfy { $0 == 0 } && !gate.isOpen)
    }

    @Test func `percentiles are within a twentieth`() {
        var meter = LatencyMeter()
        #expect(meter.percentile(0.5) == 0)
        for count in 1...1000 { meter.add(seconds: Double(count) * 1e-4) }
        #expect(abs(meter.percentile(0.5) - 0.05) < 0.0026)
        #expect(abs(meter.percentile(0.95) - 0.095) < 0.005)
        #expect(meter.percentile(1) == 0.1 && meter.longest == 0.1)
        meter.add(seconds: 100)
        meter.add(seconds: 0)
        #expect(meter.percentile(1) == 100 && meter.count == 1002)
    }

    @Test func `what is missing is the last frame, fading`() {
        var concealment = Concealment()
        #expect(concealment.missing(4) == [0, 0, 0, 0])
        #expect(concealment.heard([1, 1, 1, 1]) == [1, 1, 1, 1])
        let missing = concealment.missing(4) + concealment.missing(4) + concealment.missing(4)
        #expect(zip(missing, missing.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(missing[0] > 0.9 && missing[11] < 0.01)
        #expect(concealment.missing(4) == [0, 0, 0, 0])
        let back = concealment.heard([1, 1, 1, 1])
        #expect(back[0] < 0.3 && back[3] == 1)
    }

    @Test func `whose frame is due first is next`() throws {
        var queue = ConversionQueue(budget: 0.02, mostWaiting: 3, mostAtOnce: 2)
        queue.begin(1)
        queue.begin(2)
        let nothing = queue.next()
        #expect(nothing == nil)
        queue.arrived(2, at: 0.00)
        queue.arrived(1, at: 0.01)
        queue.arrived(2, at: 0.02)
        let turn = queue.next()
        let first = try #require(turn)
        #expect(first == .init(conversion: 2, concealing: 0, converting: 2, arrival: 0.02))
        // Nobody else gets what is being done.
        queue.arrived(2, at: 0.005)
        let other = queue.next()
        let second = try #require(other)
        let none = queue.next()
        #expect(second.conversion == 1 && none == nil)
        #expect(queue.isLate(second, at: 0.031) && !queue.isLate(second, at: 0.029))
        queue.done(first)
        let third = queue.next()
        #expect(third?.conversion == 2)
        #expect(!queue.isIdle(2) && !queue.isIdle(1))
        queue.done(second)
        #expect(queue.isIdle(1))
    }

    @Test func `too many that wait are concealed`() throws {
        var queue = ConversionQueue(budget: 0.02, mostWaiting: 3, mostAtOnce: 2)
        queue.begin(7)
        for index in 0..<8 { queue.arrived(7, at: Double(index)) }
        let turn = queue.next()
        #expect(turn == .init(conversion: 7, concealing: 5, converting: 2, arrival: 6))
        queue.end(7)
        let none = queue.next()
        #expect(queue.isIdle(7) && none == nil)
    }
}

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct LiveConversionTests {
    private static func converter() throws -> LoadedConverter {
        try LoadedConverter(
            try SmallConverter.weights(of: SmallConverter.sourceFilter),
            executor: Runtime.executor?.name ?? "")
    }

    private static let voice = TargetVoice(
        vector: [0.4, -0.3, 0.9, 0.1, -0.7, 0.2], pitchMean: 5.2, pitchDeviation: 0.2)

    private static func noise(_ count: Int, seed: UInt64) -> [Float] {
        var source = Source(seed: seed)
        return (0..<count).map { _ in Float.random(in: -0.3...0.3, using: &source) }
    }

    @Test func `bypassed, the speaker is heard as they are, as late as converted`() throws {
        var settings = LiveSettings(voice: Self.voice)
        settings.bypasses = true
        let live = try LiveConversion(try Self.converter(), settings)
        let speech = Self.noise(3_200, seed: 1)
        let made = try live.process(speech)
        #expect(made == [Float](repeating: 0, count: 320) + speech.dropLast(320))
        settings.bypasses = false
        try live.change(settings)
        let next = try live.process(Self.noise(320, seed: 2))
        #expect(next.count == 320 && live.meters.frames == 11)
    }

    @Test func `streams in a pool are what they are alone`() throws {
        let converter = try Self.converter()
        let frames = 12
        let speeches = (0..<5).map { Self.noise(frames * 320, seed: UInt64($0)) }
        let pool = ConversionPool(workers: 2)
        let made = speeches.map { _ in Collected() }
        let numbers = try made.map { made in
            pool.begin(try LiveConversion(converter, LiveSettings(voice: Self.voice))) {
                result, _ in
                made.add((try? result.get()) ?? [])
            }
        }
        for frame in 0..<frames {
            for (speech, number) in zip(speeches, numbers) {
                pool.give(Array(speech[frame * 320..<(frame + 1) * 320]), to: number)
            }
            // None waits for so long that it is concealed.
            for (index, _) in numbers.enumerated() {
                while made[index].samples.count < (frame + 1) * 320 { usleep(200) }
            }
        }
        for number in numbers { pool.finish(number) }
        for (speech, made) in zip(speeches, made) {
            let alone = try LiveConversion(converter, LiveSettings(voice: Self.voice))
            #expect(made.samples == (try alone.process(speech)))
        }
    }

    @Test func `a voice of another model ends a conversion with an error`() throws {
        let pool = ConversionPool(workers: 1)
        let errors = Collected()
        let number = pool.begin(
            try LiveConversion(try Self.converter(), LiveSettings(voice: Self.voice))
        ) { result, _ in
            if case .failure = result { errors.add([1]) }
        }
        pool.change(
            number, LiveSettings(voice: TargetVoice(vector: [1], pitchMean: 5, pitchDeviation: 0)))
        pool.give([Float](repeating: 0, count: 320), to: number)
        pool.finish(number)
        #expect(errors.samples == [1])
    }
}

/// Samples from other threads.
private final class Collected: Sendable {
    private let all = Mutex<[Float]>([])
    func add(_ samples: [Float]) { all.withLock { $0 += samples } }
    var samples: [Float] { all.withLock { $0 } }
}
