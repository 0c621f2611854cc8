/// Mean and variance of frames.
struct FrameMoments: Sendable {
    private var count = 0.0
    private var sums = [Double](repeating: 0, count: FrameFeatures.dimension)
    private var squares = [Double](repeating: 0, count: FrameFeatures.dimension)

    /// Of all frames of an utterance, and of a part of them: those of the lowest energy.
    static func of(
        _ features: FrameFeatures, quiet part: Double
    ) -> (all: FrameMoments, quiet: FrameMoments) {
        let size = FrameFeatures.dimension
        var (all, quiet) = (FrameMoments(), FrameMoments())
        let energies = (0..<features.frames).map { features.values[$0 * size] }
        let bound = energies.sorted()[Int(Double(features.frames - 1) * part)]
        for frame in 0..<features.frames {
            all.add(features, frame)
            if energies[frame] <= bound { quiet.add(features, frame) }
        }
        return (all, quiet)
    }

    private mutating func add(_ features: FrameFeatures, _ frame: Int) {
        count += 1
        for index in sums.indices {
            let value = Double(features.values[frame * sums.count + index])
            sums[index] += value
            squares[index] += value * value
        }
    }

    /// Takes others in.
    mutating func add(_ other: FrameMoments) {
        count += other.count
        for index in sums.indices {
            sums[index] += other.sums[index]
            squares[index] += other.squares[index]
        }
    }

    /// Of each dimension; 0 without a frame.
    var mean: [Float] { sums.map { Float($0 / max(count, 1)) } }

    /// Of each dimension; 0 without a frame.
    var variance: [Float] {
        sums.indices.map { index in
            let mean = sums[index] / max(count, 1)
            return Float(max(squares[index] / max(count, 1) - mean * mean, 0))
        }
    }
}
