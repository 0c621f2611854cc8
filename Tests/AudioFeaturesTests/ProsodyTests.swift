import AudioSignal
import Foundation
import Testing

@testable import AudioFeatures

private let rate = SampleRate(16_000)

/// Harmonics of a pitch, the first of them left out if wanted.
private func tone(
    _ pitch: Double, seconds: Double = 0.5, harmonics: ClosedRange<Int> = 1...1,
    loudness: Double = 0.2
) -> [Float] {
    (0..<Int(seconds * 16_000)).map { index in
        let angle = 2 * Double.pi * pitch * Double(index) / 16_000
        return Float(
            harmonics.reduce(0) { $0 + cos(angle * Double($1) + Double($1)) / Double($1) }
                * loudness)
    }
}

private func audio(_ samples: [Float]) -> AudioBuffer { AudioBuffer(rate: rate, samples: samples) }

/// What YIN says of every whole window of a signal, by threshold.
private func estimates(
    _ samples: [Float], _ recipe: ProsodyRecipe = ProsodyRecipe()
) throws -> [[YinEstimate]] {
    let yin = try Yin(recipe)
    var work = yin.workspace()
    return stride(from: 0, through: samples.count - yin.windowLength, by: recipe.hop).map { start in
        var results: [YinEstimate] = []
        samples.withUnsafeBufferPointer {
            yin.estimate($0.baseAddress! + start, using: &work) { results.append($1) }
        }
        return results
    }
}

/// The definition at whole lags, with a Hann window at both samples.
private func plainNormalised(_ window: ArraySlice<Float>, longest: Int) -> [Double] {
    let mean = window.reduce(0.0) { $0 + Double($1) } / Double(window.count)
    // The window's middle is the sample behind the middle.
    let x = window.dropFirst().map { Double($0) - mean }
    let hann = x.indices.map { pow(sin(.pi * Double($0 + 1) / Double(x.count + 1)), 2) }
    var (sum, result) = (0.0, [1.0])
    for lag in 1...longest {
        var (difference, energy) = (0.0, 0.0)
        for index in 0..<x.count - lag {
            let weight = hann[index] * hann[index + lag]
            difference += weight * pow(x[index] - x[index + lag], 2)
            energy += weight * (pow(x[index], 2) + pow(x[index + lag], 2))
        }
        sum += difference / energy
        result.append(difference / energy * Double(lag) / sum)
    }
    return result
}

struct YinTests {
    @Test(arguments: [55.0, 61.3, 80, 97.1, 110, 133.7, 200, 201.5, 261.6, 349.2, 440, 523.3, 590])
    func `pitch of tones is right to half a percent`(_ pitch: Double) throws {
        let signals = [
            tone(pitch), tone(pitch, harmonics: 1...8), tone(pitch, harmonics: 2...5),
            tone(pitch, harmonics: 1...5, loudness: 3e-4),
            tone(pitch, harmonics: 1...3).map { $0 * 0.5 + 0.4 },
        ]
        for (number, signal) in signals.enumerated() {
            for window in try estimates(signal) {
                #expect(window.count == 3)
                for estimate in window {
                    #expect(
                        abs(estimate.frequency / pitch - 1) < 0.005,
                        "signal \(number): \(estimate.frequency) for \(pitch)")
                    #expect((0...0.05).contains(estimate.aperiodicity))
                }
            }
        }
    }

    @Test func `between samples pitch is far finer than they are`() throws {
        // 16,000 / 80.3 samples: whole ones would be 0.4 % off.
        for pitch in [199.3, 317.7, 451.1] {
            for window in try estimates(tone(pitch, harmonics: 1...4)) {
                #expect(abs(window[0].frequency / pitch - 1) < 0.001)
            }
        }
    }

    @Test(arguments: [
        "glide up", "glide down", "low voice", "vowel", "sine", "missing fundamental",
        "strong third harmonic", "jitter and shimmer", "noise at 20 dB", "noise at 10 dB",
    ])
    func `pitch is that with which the signal was made`(_ name: String) throws {
        let known = KnownPitch[name]
        var recipe = ProsodyRecipe()
        // Pitch is known at every 200th sample, windows are centred between two of these.
        (recipe.hop, recipe.neighbours) = (200, 2)
        var (cents, voiced): ([Double], Int) = ([], 0)
        for (frame, window) in try estimates(known.audio.samples, recipe).enumerated() {
            let around = known.pitch[frame + 2..<frame + 4]
            guard around.allSatisfy({ $0 > 0 }) else { continue }
            voiced += 1
            guard window[2].isVoiced else { continue }
            let pitch = around.reduce(0, +) / 2
            cents.append(abs(1200 * log2(window[2].frequency / pitch)))
        }
        cents.sort()
        #expect(voiced > 20)
        let least = name == "jitter and shimmer" ? 0.6 : 1
        #expect(Double(cents.count) >= least * Double(voiced), "\(cents.count) of \(voiced)")
        guard !cents.isEmpty else { return }
        #expect(cents[cents.count / 2] < 4, "\(cents[cents.count / 2])")
        #expect(cents.count { $0 > 50 } * 10 <= cents.count, "\(cents.suffix(4))")
    }

    @Test func `noise and silence have no pitch`() throws {
        for signal in [
            noise(16_000, seed: 1), [Float](repeating: 0, count: 4000),
            [Float](repeating: 0.7, count: 4000), tone(200, loudness: 1e-6),
        ] {
            for window in try estimates(signal) {
                #expect(window.allSatisfy { !$0.isVoiced && $0.aperiodicity > 0.3 })
            }
        }
    }

    @Test func `a threshold that lets more through makes more frames voiced`() throws {
        let clean = tone(150, seconds: 2, harmonics: 1...6)
        // Ever more noise.
        let rough = zip(clean, noise(clean.count, seed: 9)).enumerated().map { place, pair in
            pair.0 + pair.1 * 0.2 * Float(place) / Float(clean.count)
        }
        let windows = try estimates(rough)
        let voiced = (0..<3).map { place in windows.count { $0[place].isVoiced } }
        #expect(voiced[0] < voiced[1] && voiced[1] < voiced[2])
        for window in windows {
            for (estimate, threshold) in zip(window, ProsodyRecipe().thresholds) {
                #expect(estimate.isVoiced == (estimate.aperiodicity < threshold))
            }
        }
        // At the edge of a threshold two periods may be more alike than one.
        let strict = windows.lazy.flatMap { $0.prefix(3) }
        let wrong = strict.count { $0.isVoiced && abs($0.frequency / 150 - 1) > 0.02 }
        #expect(wrong < 6)
    }

    @Test func `the difference at the lag is that of the definition`() throws {
        var signal = tone(123, seconds: 0.2, harmonics: 1...7)
        for (index, value) in noise(signal.count, seed: 4).enumerated() {
            signal[index] += value * 0.05
        }
        for (number, window) in try estimates(signal).enumerated() {
            let plain = plainNormalised(signal[number * 320..<number * 320 + 960], longest: 320)
            for estimate in window where estimate.isVoiced {
                let lag = Int((16_000 / estimate.frequency).rounded())
                // Between whole lags the minimum is lower, but for what rounding does.
                #expect((-1e-4..<0.01).contains(plain[lag] - estimate.aperiodicity))
            }
        }
    }

    @Test func `pitch above the highest is told as the highest or as a multiple's`() throws {
        for window in try estimates(tone(605)) {
            #expect(window.allSatisfy { abs($0.frequency - 600) < 1e-9 })
        }
        for window in try estimates(tone(640)) {
            #expect(window.allSatisfy { abs($0.frequency - 320) < 2 })
        }
    }
}

struct ProsodyTests {
    /// A voice that glides, pauses, noise.
    private let signal: [Float] = {
        var samples = [Float](repeating: 0, count: 1000)
        var phase = 0.0
        for index in 0..<20_000 {
            phase += 2 * .pi * (120 + 40 * sin(Double(index) / 3000)) / 16_000
            let loudness = 0.2 + 0.15 * sin(Double(index) / 2200)
            samples.append(Float((sin(phase) + sin(2 * phase) / 2) * loudness))
        }
        return samples + noise(4000, seed: 3).map { $0 * 0.1 } + tone(210, seconds: 0.3)
    }()

    @Test(arguments: [1, 2, 7, 160, 319, 320, 321, 960, 1023, 5000])
    func `a stream tells what the whole signal does, whatever the pieces`(_ size: Int) throws {
        var recipe = ProsodyRecipe()
        recipe.memory = 0.5
        let whole = try ProsodyFeatures(audio(signal), recipe)
        #expect(whole.frameCount == signal.count / 320)
        #expect(whole.width == 10)
        var stream = try ProsodyStream(recipe)
        var values: [Float] = []
        for start in stride(from: 0, to: signal.count, by: size) {
            let piece = Array(signal[start..<min(start + size, signal.count)])
            values += stream.process(piece).values
            // A frame comes as soon as one frame behind it is there, and not before.
            let there = min(start + size, signal.count)
            #expect(values.count / 10 == max(there / 320 - 1, 0))
        }
        values += stream.finish().values
        #expect(values == whole.values)
    }

    @Test func `a short signal has its whole hops`() throws {
        for count in [0, 1, 319, 320, 640, 700] {
            let samples = Array(signal[2000..<2000 + count])
            #expect(try ProsodyFeatures(audio(samples)).frameCount == count / 320)
        }
    }

    @Test func `unvoiced frames are 0 and don't move the mean`() throws {
        var stream = try ProsodyStream()
        let features = stream.process([Float](repeating: 0, count: 3200))
        #expect(stream.statistics == ProsodyStatistics(stream.recipe))
        for frame in 0..<features.frameCount {
            let values = Array(features[frame])
            #expect(values[..<9] == [0, 0, 1, 0, 0, 1, 0, 0, 1])
            #expect(values[9] == -5)
        }
    }

    @Test func `pitch is told by its deviation from the running mean`() throws {
        var recipe = ProsodyRecipe()
        recipe.pitchPrior = Whitening.Prior(mean: log(150), deviation: 0.25, weight: 10)
        let features = try ProsodyFeatures(audio(tone(200, seconds: 1, harmonics: 1...3)), recipe)
        var whitening = Whitening(recipe.pitchPrior)
        for frame in 0..<features.frameCount - 1 {
            let values = Array(features[frame])
            guard frame > 0 || values[1] == 1 else { continue }
            #expect(values[1] == 1)
            whitening.add(log(200))
            #expect(abs(Double(values[0]) - whitening.whitened(log(200))) < 0.03)
        }
        #expect(features[10].first! > 0.3)
    }

    @Test func `samples that are no numbers count as zeros and are counted`() throws {
        var broken = signal
        var cleaned = signal
        for (place, value) in [(5000, Float.nan), (5001, .infinity), (9000, -.infinity)] {
            broken[place] = value
            cleaned[place] = 0
        }
        var stream = try ProsodyStream()
        var values: [Float] = []
        for start in stride(from: 0, to: broken.count, by: 333) {
            values += stream.process(Array(broken[start..<min(start + 333, broken.count)])).values
        }
        values += stream.finish().values
        #expect(stream.replaced == 3)
        #expect(try values == ProsodyFeatures(audio(cleaned)).values)
        // What is finite but absurd stays finite.
        let absurd = try ProsodyFeatures(
            audio(signal.map { $0 * 3e38 } + [.greatestFiniteMagnitude]))
        #expect(absurd.values.allSatisfy { $0.isFinite })
    }

    @Test func `loudness moves the level only`() throws {
        let loud = try ProsodyFeatures(audio(signal))
        let soft = try ProsodyFeatures(audio(signal.map { $0 / 8 }))
        for frame in 0..<loud.frameCount {
            let (a, b) = (Array(loud[frame]), Array(soft[frame]))
            for place in 0..<9 { #expect(abs(a[place] - b[place]) < 1e-3) }
        }
        #expect(loud.values != soft.values)
    }

    @Test func `what a session knows goes on`() throws {
        var first = try ProsodyStream()
        let head = Array(signal[..<16_000])
        _ = first.process(head)
        _ = first.finish()
        let kept = try JSONDecoder().decode(
            ProsodyStatistics.self, from: JSONEncoder().encode(first.statistics))
        #expect(kept == first.statistics)
        var second = try ProsodyStream(knowing: kept)
        #expect(first.process(signal).values == second.process(signal).values)
        var fewer = ProsodyRecipe()
        fewer.thresholds = [0.1]
        #expect(throws: AudioFeatureError.self) { try ProsodyStream(fewer, knowing: kept) }
        #expect(try ProsodyStream(fewer).recipe.featureCount == 4)
    }

    @Test func `recipes that can't be followed are refused`() throws {
        for change: (inout ProsodyRecipe) -> Void in [
            { $0.lowest = 20 }, { $0.highest = 40 }, { $0.lowest = .nan }, { $0.hop = 0 },
            { $0.neighbours = -1 }, { $0.thresholds = [] }, { $0.thresholds = [0.1, 0.1] },
            { $0.thresholds = [.nan] }, { $0.memory = 0 }, { $0.pitchPrior.deviation = 0 },
            { $0.levelPrior.mean = .infinity }, { $0.neighbours = 0 },
        ] {
            var recipe = ProsodyRecipe()
            change(&recipe)
            #expect(throws: AudioFeatureError.self) { try ProsodyStream(recipe) }
        }
        let other = AudioBuffer(rate: SampleRate(8000), samples: [0, 1])
        #expect(throws: AudioFeatureError.self) { try ProsodyFeatures(other) }
    }
}

struct WhiteningTests {
    private let prior = Whitening.Prior(mean: 4.9, deviation: 0.5, weight: 25)

    @Test func `mean and deviation are those of prior and numbers together`() {
        var whitening = Whitening(prior)
        #expect(whitening.mean == 4.9)
        #expect(abs(whitening.deviation - 0.5) < 1e-12)
        let numbers = (0..<200).map { 5.3 + sin(Double($0)) * 0.2 }
        for number in numbers { whitening.add(number) }
        let mean = (25 * 4.9 + numbers.reduce(0, +)) / 225
        let squares =
            25 * (0.25 + pow(4.9 - mean, 2)) + numbers.reduce(0) { $0 + pow($1 - mean, 2) }
        #expect(abs(whitening.mean - mean) < 1e-12)
        #expect(abs(whitening.deviation - (squares / 225).squareRoot()) < 1e-12)
        #expect(abs(whitening.whitened(mean + whitening.deviation) - 1) < 1e-12)
        #expect(whitening.whitened(1e9) == 5)
        #expect(whitening.whitened(-1e9) == -5)
    }

    @Test func `what fades leaves the prior in the end`() {
        var whitening = Whitening(prior)
        for _ in 0..<50 {
            whitening.fade(to: 0.9)
            whitening.add(6)
        }
        // Weights 1, 0.9, 0.81 …: ten numbers at the most.
        #expect(abs(whitening.weight - (1 - pow(0.9, 50)) / 0.1) < 1e-9)
        #expect(
            abs(whitening.mean - (25 * 4.9 + whitening.weight * 6) / (25 + whitening.weight))
                < 1e-12)
        for _ in 0..<1000 { whitening.fade(to: 0.9) }
        #expect(abs(whitening.mean - 4.9) < 1e-9)
        #expect(abs(whitening.deviation - 0.5) < 1e-9)
        whitening.add(5)
        #expect(whitening.mean.isFinite && whitening.deviation.isFinite)
    }
}
