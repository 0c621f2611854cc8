public import AudioSignal
internal import Glibc

/// Measures a clip, block by block, in constant memory.
public struct ClipMeter: Sendable {
    /// The rate of the clip.
    public let rate: SampleRate

    private var count = 0
    private var sum = 0.0
    private var peak: Float = 0
    private var broken = 0
    private var unused = 0
    private var tops = FlatTops()
    private var level: ActiveLevelMeter
    private var noise: NoiseMeter

    /// Takes away what lies below 20 Hz: an offset is no speech.
    private let memory: Double
    private var last: (input: Double, output: Double)?

    /// Starts a measurement.
    public init(rate: SampleRate) {
        self.rate = rate
        level = ActiveLevelMeter(rate: rate)
        noise = NoiseMeter(rate: rate)
        memory = exp(-2 * Double.pi * 20 / Double(rate.hertz))
    }

    /// Takes the next samples, as they were recorded; any number of them.
    public mutating func process(_ samples: [Float]) {
        var samples = samples
        for index in samples.indices where !samples[index].isFinite {
            samples[index] = 0
            broken += 1
        }
        tops.process(samples)
        var steady = samples
        for index in samples.indices {
            let input = Double(samples[index])
            sum += input
            peak = max(peak, samples[index].magnitude)
            let output = last.map { memory * ($0.output + input - $0.input) } ?? 0
            last = (input, output)
            steady[index] = Float(output)
        }
        count += samples.count
        level.process(steady)
        noise.process(steady)
    }

    /// Counts samples that nobody uses.
    public mutating func skip(_ samples: Int) { unused += samples }

    /// What the clip is like so far.
    public var quality: ClipQuality {
        let seconds = Double(count) / Double(rate.hertz)
        let active = level.level
        return ClipQuality(
            rate: rate, seconds: seconds, unusedSeconds: Double(unused) / Double(rate.hertz),
            activeSeconds: level.activity * seconds, activeLevel: active, peak: Double(peak),
            clippedPart: tops.part,
            signalToNoise: active.flatMap { noise.signalToNoise(ofActiveLevel: $0) },
            offset: count == 0 ? 0 : sum / Double(count), brokenSamples: broken)
    }
}
