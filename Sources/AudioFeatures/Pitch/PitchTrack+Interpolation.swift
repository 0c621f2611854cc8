internal import Glibc

extension PitchTrack {
    /// F0 in every frame, in hertz: straight lines of its logarithm across unvoiced stretches,
    /// and the nearest voiced frame's before the first and after the last; empty where no
    /// frame is voiced.
    ///
    /// What models of melody learn from, since there is no pitch that would mean "none".
    public var continuousFrequencies: [Float] {
        guard let first = frequencies.firstIndex(where: { $0 > 0 }) else { return [] }
        var result = frequencies
        for frame in 0..<first { result[frame] = frequencies[first] }
        var last = first
        for frame in first..<frequencies.count where frequencies[frame] > 0 {
            if frame > last + 1 {
                let from = log(frequencies[last])
                let slope = (log(frequencies[frame]) - from) / Float(frame - last)
                // Rounding must not leave the range that the ends are in.
                let low = min(frequencies[last], frequencies[frame])
                let high = max(frequencies[last], frequencies[frame])
                for between in last + 1..<frame {
                    let value = exp(from + slope * Float(between - last))
                    result[between] = min(max(value, low), high)
                }
            }
            last = frame
        }
        for frame in last..<frequencies.count { result[frame] = frequencies[last] }
        return result
    }
}
