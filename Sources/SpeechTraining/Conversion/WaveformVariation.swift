internal import Glibc
internal import ModelBlocks

/// How one piece of a recording is made to sound otherwise without changing what is said.
struct WaveformVariation {
    /// What time runs by: 1.1 plays a tenth faster.
    let speed: Double
    private let gain: Double
    private let tilt: Double
    /// Deviation of the noise beside that of the piece; 0: none.
    private let noise: Double
    private let noiseSeed: UInt64
    /// What another microphone or room does.
    private let colours: [PeakingFilter]

    /// Filters of each piece.
    private static let filters = 4

    /// A variation by chance, within a recipe's bounds.
    init(_ recipe: ContentRecipe, step: Int, row: Int) {
        let seed = mixed(recipe.seed &+ UInt64(row)) &+ 0x77
        func chance(_ part: Int) -> Double { unit(seed, step, part) }
        func signed(_ part: Int) -> Double { 2 * chance(part) - 1 }
        speed = pow(1 + recipe.speed, signed(0))
        gain = pow(10, recipe.level * signed(1) / 20)
        tilt = recipe.tilt * signed(2)
        let distance = recipe.noise + 40 * chance(4)
        noise = chance(3) < recipe.noisy ? pow(10, -distance / 20) : 0
        let colour = recipe.colour
        colours = (0..<(colour > 0 ? Self.filters : 0)).map { filter in
            // From 80 Hz to 0.4 of the rate, each octave as likely.
            let (low, high) = (80.0 / Double(ConversionModel.rate), 0.4)
            return PeakingFilter(
                frequency: low * pow(high / low, chance(5 + 3 * filter)),
                gain: colour * signed(6 + 3 * filter),
                quality: 0.5 + 1.5 * chance(7 + 3 * filter))
        }
        noiseSeed = mixed(recipe.seed &+ UInt64(step)) &+ UInt64(row)
    }

    /// Samples of a variation of so many that are all heard.
    func length(of count: Int) -> Int { Int(Double(count) / speed) }

    /// As many samples, of the beginning of a piece that is long enough for them.
    func applied(to piece: [Float], count: Int) -> [Float] {
        var samples = resampled(piece, count: count)
        var before: Float = 0
        let weight = Float(tilt)
        for place in samples.indices {
            let sample = samples[place]
            samples[place] = sample - weight * before
            before = sample
        }
        for filter in colours { filter.apply(to: &samples) }
        let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(count, 1))
        let deviation = Float(noise * power.squareRoot())
        let factor = Float(gain)
        guard deviation > 0 else { return samples.map { $0 * factor } }
        let white = WhiteNoise(seed: noiseSeed).samples(0..<count)
        return zip(samples, white).map { ($0 + deviation * $1) * factor }
    }

    /// Samples at other times, between those that there are: windowed sinc functions, cut off where
    /// neither rate has anything above.
    private func resampled(_ piece: [Float], count: Int) -> [Float] {
        guard speed != 1 else { return Array(piece.prefix(count)) }
        let (half, phases) = (Self.half, Self.phases)
        let cutoff = min(1, 1 / speed)
        // A row of weights for each of many places between two samples.
        var rows = [Float](repeating: 0, count: (phases + 1) * 2 * half)
        for phase in 0...phases {
            for tap in 0..<2 * half {
                let distance = Double(tap - half + 1) - Double(phase) / Double(phases)
                let angle = Double.pi * distance * cutoff
                let sinc = distance == 0 ? cutoff : cutoff * sin(angle) / angle
                let window = cos(Double.pi / 2 * max(-1, min(1, distance / Double(half))))
                rows[phase * 2 * half + tap] = Float(sinc * window * window)
            }
        }
        return (0..<count).map { index in
            let time = Double(index) * speed
            let first = Int(time)
            let phase = Int(((time - Double(first)) * Double(phases)).rounded())
            var sum: Float = 0
            for tap in 0..<2 * half {
                let place = first + tap - half + 1
                guard place >= 0, place < piece.count else { continue }
                sum += rows[phase * 2 * half + tap] * piece[place]
            }
            return sum
        }
    }

    private static let half = 8
    private static let phases = 128
}
