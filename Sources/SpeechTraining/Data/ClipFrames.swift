/// Where the frames of each clip lie in a row of all frames of a package. A clip has as many as
/// whole hops fit in it.
struct ClipFrames: Sendable, Hashable {
    private let starts: [Int]

    init(starts samples: [Int], hop: Int) {
        var starts = [0]
        for (start, end) in zip(samples, samples.dropFirst()) {
            starts.append(starts[starts.count - 1] + (end - start) / hop)
        }
        self.starts = starts
    }

    /// Frames of all clips.
    var count: Int { starts[starts.count - 1] }

    subscript(clip: Int) -> Range<Int> { starts[clip]..<starts[clip + 1] }
}
