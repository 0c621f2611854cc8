internal import TensorRuntime

/// Features of all frames of clips, clip after clip.
struct FrameTable: Sendable {
    /// float32 `[frames, width]`
    let values: Tensor
    /// Where each clip begins, and the end of the last.
    let starts: [Int]

    /// Features of a frame.
    var width: Int { values.shape[1] }
    /// Clips.
    var count: Int { starts.count - 1 }

    /// Frames of a clip.
    func frames(of clip: Int) -> Range<Int> { starts[clip]..<starts[clip + 1] }

    /// Rows of several pieces of the same length, as networks take signals: `[pieces, width,
    /// frames]`.
    func signal(_ pieces: [Range<Int>]) -> Tensor {
        let length = pieces[0].count
        var signal = [Float](repeating: 0, count: pieces.count * width * length)
        for (number, piece) in pieces.enumerated() {
            let rows = values.rows(piece).floats()
            let first = number * width * length
            for frame in 0..<length {
                for feature in 0..<width {
                    signal[first + feature * length + frame] = rows[frame * width + feature]
                }
            }
        }
        return Tensor(signal, shape: [pieces.count, width, length])
    }
}

/// Pieces of clips by chance, which follow from a seed and the step.
struct FramePieces: Sendable {
    /// Frames of a piece.
    let length: Int
    /// Where each clip's frames lie; only those that a piece fits in.
    private let clips: [Range<Int>]
    /// Places where a piece can begin in the clips before each.
    private let places: [Int]
    private let seed: UInt64

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if no clip is long enough.
    init(of clips: [Range<Int>], length: Int, seed: UInt64) throws(TrainingError) {
        let fitting = clips.filter { $0.count >= length }
        guard !fitting.isEmpty else {
            throw .wrongSetting(
                name: "frames", reason: "no recording has the \(length) frames of a piece")
        }
        self.clips = fitting
        self.length = length
        self.seed = seed
        places = fitting.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count - length + 1) }
    }

    /// The pieces of a step; every place where one can begin is as likely.
    func next(_ count: Int, step: Int) -> [Range<Int>] {
        let draws = AddressedDraws(seed: seed, purpose: 7, step: step)
        let all = places[places.count - 1]
        return (0..<count).map { index in
            let place = min(Int(draws.number(index) * Double(all)), all - 1)
            // The last clip that begins before or at the place.
            let clip = places.partitioningIndex { $0 > place } - 1
            let start = clips[clip].lowerBound + place - places[clip]
            return start..<start + length
        }
    }

    /// All clips in pieces one after the other; what is left at their ends is left out.
    var all: [Range<Int>] {
        clips.flatMap { clip in
            stride(from: clip.lowerBound, through: clip.upperBound - length, by: length).map {
                $0..<$0 + length
            }
        }
    }
}

extension [Int] {
    /// Where, in ascending numbers, those begin that something holds for.
    fileprivate func partitioningIndex(where isBehind: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
