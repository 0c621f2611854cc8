public import SpeechModel

/// Finds the batch size that a voice gains most from on this device.
///
/// Sizes are doubled until memory runs out, speed has fallen off or the largest is
/// reached; then the sizes half-way to the best one's neighbours are measured too.
public struct BatchSweep: Sendable {
    /// What one size gave.
    public struct Measurement: Sendable, Equatable {
        /// Segments per batch.
        public var batch: Int
        /// Audio made, in seconds.
        public var audioSeconds: Double
        /// Time that took, in seconds.
        public var wallSeconds: Double
        /// The most memory in use meanwhile; nil where not known.
        public var peakBytes: Int?

        /// Makes a measurement.
        public init(batch: Int, audioSeconds: Double, wallSeconds: Double, peakBytes: Int? = nil) {
            self.batch = batch
            self.audioSeconds = audioSeconds
            self.wallSeconds = wallSeconds
            self.peakBytes = peakBytes
        }

        /// Seconds of audio per second.
        public var throughput: Double { audioSeconds / max(wallSeconds, 1e-9) }
    }

    /// What a sweep found.
    public struct Outcome: Sendable, Equatable {
        /// What was measured, by ascending size.
        public var measurements: [Measurement]
        /// The smallest size at which memory ran out, if it did.
        public var outOfMemory: Int?
        /// The smallest size within ``BatchSweep/tolerance`` of the highest
        /// throughput: larger ones cost memory and waiting, and gain nothing.
        public var best: Int
    }

    /// The largest size to try.
    public var largest: Int
    /// What difference in throughput counts as none, as a fraction.
    public var tolerance: Double

    /// Makes a sweep.
    public init(largest: Int = 64, tolerance: Double = 0.03) {
        self.largest = max(1, largest)
        self.tolerance = min(max(tolerance, 0), 0.5)
    }

    /// Measures sizes until the best is known.
    ///
    /// - Parameter measure: Speaks batches of a size; an
    ///   `SynthesisError/outOfMemory` from it ends the way up.
    /// - Throws: What `measure` throws else, and `SynthesisError/outOfMemory` where
    ///   memory doesn't even suffice for one.
    public func run(
        _ measure: (Int) async throws(SynthesisError) -> Measurement
    ) async throws(SynthesisError) -> Outcome {
        var found: [Int: Measurement] = [:]
        var outOfMemory: Int?
        func attempt(_ size: Int) async throws(SynthesisError) {
            guard found[size] == nil, size >= 1, size <= largest,
                outOfMemory.map({ size < $0 }) ?? true
            else { return }
            do throws(SynthesisError) {
                found[size] = try await measure(size)
            } catch .outOfMemory {
                if size == 1 { throw .outOfMemory }
                outOfMemory = size
            } catch {
                throw error
            }
        }
        var size = 1
        var highest = 0.0
        var slower = 0
        while true {
            try await attempt(size)
            guard let throughput = found[size]?.throughput else { break }
            // One slow size may be noise, two are a slope.
            slower = throughput < highest * (1 - tolerance) ? slower + 1 : 0
            highest = max(highest, throughput)
            guard slower < 2, size < largest else { break }
            size = min(size * 2, largest)
        }
        for _ in 0..<2 {
            let peak = Self.best(of: found, tolerance: 0)
            let sizes = found.keys.sorted()
            let below = sizes.last { $0 < peak }
            let above = sizes.first { $0 > peak } ?? outOfMemory
            if let below { try await attempt((below + peak) / 2) }
            if let above { try await attempt((peak + above) / 2) }
        }
        return Outcome(
            measurements: found.values.sorted { $0.batch < $1.batch }, outOfMemory: outOfMemory,
            best: Self.best(of: found, tolerance: tolerance))
    }

    /// The smallest size whose throughput is within a tolerance of the highest.
    private static func best(of found: [Int: Measurement], tolerance: Double) -> Int {
        let highest = found.values.map(\.throughput).max() ?? 0
        return found.filter { $0.value.throughput >= highest * (1 - tolerance) }.keys.min() ?? 1
    }
}
