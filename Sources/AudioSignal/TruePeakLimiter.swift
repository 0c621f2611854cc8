/// Keeps the true peak of a stream under a ceiling.
///
/// It looks ahead, so that the gain is already down when a peak arrives, and comes
/// back smoothly; audio that stays under the ceiling passes bit for bit. As many
/// samples come out as go in, in place: the delay of the look-ahead is taken out
/// by ``finish()``. The samples don't depend on how the input is cut.
///
/// The needed reduction is held over the look-ahead, released exponentially, and
/// averaged over the look-ahead. It is kept in whole numbers: sums over them don't
/// drift, so the gain returns to exactly 1.
public struct TruePeakLimiter: Sendable {
    /// The ceiling, in dBTP.
    public let ceiling: Double
    /// The most that the gain was reduced so far, in dB; 0 where it never was.
    public var largestReduction: Double {
        -amplitudeToDecibels(1 - Double(largestSum) / unitSum)
    }

    private let threshold: Float
    private let interpolator = TruePeakInterpolator()
    private let lookAhead: Int
    /// What is left of a reduction after one sample of release, in 2^-32.
    private let decay: Int64
    /// The sum that stands for a gain of 0.
    private let unitSum: Double

    /// Input from the first sample that has not been given out, or is still needed
    /// for interpolation; ``delay`` samples when running.
    private var line: [Float]
    /// Samples at the front that stand before the stream's start.
    private var preroll: Int
    private var isFinished = false

    /// The true peaks of the stretch that is looked at.
    private var peaks = [Float](repeating: 0, count: Self.stretch)
    private var previousNeed: Int64 = 0
    private var holder: SlidingMaximum
    private var envelope: Int64 = 0
    private var average: [Int64]
    private var averageIndex = 0
    private var sum: Int64 = 0
    private var largestSum: Int64 = 0

    /// A reduction by all, in its whole-number unit.
    private static let unit: Int64 = 1 << 30

    /// Starts a stream.
    ///
    /// - Parameters:
    ///   - ceiling: In dBTP, at most 0.
    ///   - lookAhead: How long the gain takes to go down, and the delay; at least 8
    ///     samples, at most 50 ms.
    ///   - release: The time constant of its return, at least 1 ms.
    public init(
        rate: SampleRate, ceiling: Double = -1, lookAhead: Duration = .milliseconds(5),
        release: Duration = .milliseconds(60)
    ) {
        self.ceiling = min(ceiling, 0)
        threshold = Gain(decibels: self.ceiling).factor
        let clamped = min(lookAhead, .milliseconds(50))
        // Interpolation must not read samples whose gain is applied already.
        self.lookAhead = max(TruePeakInterpolator.reach, rate.samples(in: clamped))
        let constant = max(release.seconds, 0.001) * Double(rate.hertz)
        decay = Int64((1 - 1 / max(constant, 1.001)) * 0x1p32)
        unitSum = Double(Self.unit) * Double(self.lookAhead)
        holder = SlidingMaximum(length: self.lookAhead)
        average = [Int64](repeating: 0, count: self.lookAhead)
        let delay = self.lookAhead + TruePeakInterpolator.reach - 1
        // Interpolation at the first sample reads seven samples before it.
        line = [Float](repeating: 0, count: delay)
        preroll = delay
    }

    /// How many samples the output lags behind the input while the stream runs.
    public var delay: Int { lookAhead + TruePeakInterpolator.reach - 1 }

    /// Whether what is appended next comes out as it would at the start of a stream: what
    /// is held back is silence, and no reduction is in force or being released.
    public var isAtRest: Bool {
        sum == 0 && envelope == 0 && previousNeed == 0 && line.allSatisfy { $0 == 0 }
    }

    /// Takes the next samples and gives those whose gain is known.
    ///
    /// - Precondition: The stream was not finished.
    public mutating func process(_ samples: [Float]) -> [Float] {
        precondition(!isFinished, "a finished limiter takes no more samples")
        return run(samples)
    }

    /// Ends the stream and gives what it held back.
    public mutating func finish() -> [Float] {
        guard !isFinished else { return [] }
        isFinished = true
        return run([Float](repeating: 0, count: delay))
    }

    private mutating func run(_ samples: [Float]) -> [Float] {
        let count = samples.count
        guard count > 0 else { return [] }
        line += samples
        // Before each stretch nothing may be pending but the last `delay` samples;
        // the needs of the interval that starts at sample m are known once m + 8 is.
        var start = 0
        while start < count {
            let stretch = min(Self.stretch, count - start)
            limit(start, stretch)
            start += stretch
        }
        let result = [Float](line[preroll..<max(count, preroll)].prefix(max(0, count - preroll)))
        line.removeFirst(count)
        preroll = max(0, preroll - count)
        return result
    }

    /// How many samples are looked at together to see that nothing is to be done.
    private static let stretch = 64

    /// Finds the gain for samples of the line and applies it.
    private mutating func limit(_ start: Int, _ count: Int) {
        // Output sample k = start + i; the interval examined for it starts at
        // k + lookAhead - 1 and is read from seven before that.
        let first = start + lookAhead - 1 - 7
        let isQuiet = line.withUnsafeBufferPointer { samples in
            let read = UnsafeBufferPointer(rebasing: samples[first..<first + count + 15])
            if read.peak * interpolator.bound <= threshold { return true }
            interpolator.findPeaks(read, &peaks)
            return !peaks[..<count].contains { $0 > threshold }
        }
        if isQuiet, sum == 0 { return }
        for index in 0..<count {
            var need: Int64 = 0
            if !isQuiet, peaks[index] > threshold {
                let reduction = 1 - Double(threshold) / Double(peaks[index])
                need = Int64((reduction * Double(Self.unit)).rounded(.up))
            }
            // An interval's peak concerns the samples at both its ends.
            let held = holder.push(max(need, previousNeed))
            previousNeed = need
            envelope = max(held, (envelope * decay) >> 32)
            sum += envelope - average[averageIndex]
            average[averageIndex] = envelope
            averageIndex = averageIndex + 1 == lookAhead ? 0 : averageIndex + 1
            if sum > 0 {
                largestSum = max(largestSum, sum)
                line[start + index] *= Float(1 - Double(sum) / unitSum)
            }
        }
    }
}

/// The maximum of the last values of a stream, in constant time on average.
struct SlidingMaximum: Sendable {
    private let length: Int
    private var clock = 0
    /// Candidates in a ring, descending: a value that came before a larger one never counts again.
    private var values: [Int64]
    private var times: [Int]
    private var head = 0
    private var count = 0

    /// Starts a stream of which the last `length` values count.
    init(length: Int) {
        self.length = length
        values = [Int64](repeating: 0, count: length)
        times = [Int](repeating: 0, count: length)
    }

    /// Adds a value, and gives the largest of the last.
    mutating func push(_ value: Int64) -> Int64 {
        if count > 0, times[head] <= clock - length {
            head = head + 1 == length ? 0 : head + 1
            count -= 1
        }
        while count > 0, values[slot(count - 1)] <= value { count -= 1 }
        let free = slot(count)
        values[free] = value
        times[free] = clock
        count += 1
        clock += 1
        return values[head]
    }

    private func slot(_ offset: Int) -> Int {
        let index = head + offset
        return index >= length ? index - length : index
    }
}
