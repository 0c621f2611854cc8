internal import Glibc

/// A pitch that a frame may have.
struct PitchCandidate: Sendable {
    /// The logarithm of its frequency to base 2.
    let octave: Float
    /// How much the signal resembles itself after its period, up to 1.
    let similarity: Float
    /// Its similarity and what the harmonics say of it.
    let score: Float
}

/// The candidates of frames, one frame after the other.
struct PitchCandidates: Sendable {
    /// All of them.
    private(set) var all: [PitchCandidate] = []
    /// Where each frame's begin, and where the last one's end.
    private var starts = [0]

    /// How many candidates a frame has at most.
    static let most = 8
    /// What resembles itself less is no candidate.
    private static let leastSimilarity: Float = 0.1
    /// What the comb's score counts for, against similarity.
    private static let combWeight: Float = 0.9

    /// How many frames there are.
    var frameCount: Int { starts.count - 1 }

    /// Where the candidates of a frame are among all.
    subscript(frame: Int) -> Range<Int> { starts[frame]..<starts[frame + 1] }

    /// Removes all frames and keeps the room they took.
    mutating func removeAll() {
        all.removeAll(keepingCapacity: true)
        starts.removeLast(starts.count - 1)
    }

    /// Makes room.
    mutating func reserve(_ frames: Int) {
        all.reserveCapacity(4 * frames)
        starts.reserveCapacity(frames + 1)
    }

    /// Appends a frame: the peaks of its similarity within a range.
    ///
    /// - Parameters:
    ///   - measured: The frame's similarity and loudness.
    ///   - comb: Tells octaves apart.
    ///   - rate: Lags in a second.
    ///   - octaves: The lowest and the highest logarithm of a pitch to base 2.
    mutating func appendFrame(
        _ measured: WindowedPeriodicity.Workspace, _ comb: HarmonicComb, rate: Float,
        octaves: ClosedRange<Float>
    ) {
        let first = all.count
        let length = comb.length(of: measured.loudness)
        let shortest = max(1, Int(rate / exp2(octaves.upperBound)) - 1)
        let longest = min(
            measured.similarity.count - 2, Int(rate / exp2(octaves.lowerBound)) + 2)
        guard shortest <= longest else { return starts.append(first) }
        for lag in shortest...longest {
            let middle = measured.similarity[lag]
            let (before, after) = (measured.similarity[lag - 1], measured.similarity[lag + 1])
            guard middle > Self.leastSimilarity, middle >= before, middle > after else {
                continue
            }
            // The top of the parabola through the three.
            let shift = 0.5 * (before - after) / (before - 2 * middle + after)
            let similarity = min(middle - 0.25 * (before - after) * shift, 1)
            let frequency = rate / (Float(lag) + shift)
            let octave = log2(frequency)
            guard octaves.contains(octave) else { continue }
            all.append(
                PitchCandidate(
                    octave: octave, similarity: similarity,
                    score: similarity
                        + Self.combWeight
                        * comb.score(frequency, measured.loudness, length: length)))
        }
        if all.count - first > Self.most {
            all[first...].sort { $0.score > $1.score }
            all.removeLast(all.count - first - Self.most)
        }
        starts.append(all.count)
    }
}
