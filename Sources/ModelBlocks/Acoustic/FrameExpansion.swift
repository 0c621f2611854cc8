internal import Glibc

/// Which token each frame belongs to, and where in it: what an acoustic model's decoder is told
/// beside the encodings. The host works it out, so that it may change durations.
public struct FrameExpansion: Sendable, Hashable {
    /// The first frame of each token, and the number of all frames.
    public let starts: [Int]

    /// Tokens that last so many frames.
    ///
    /// - Precondition: None is negative.
    public init(durations: some Sequence<Int>) {
        var starts = [0]
        for duration in durations {
            precondition(duration >= 0, "a token of \(duration) frames")
            starts.append(starts[starts.count - 1] + duration)
        }
        self.starts = starts
    }

    /// Tokens as long as an encoder says. What rounding takes from one is given to the next, so
    /// that the whole keeps its tempo.
    ///
    /// - Parameters:
    ///   - logDurations: log(frames + 1) of each; what is no number counts as nothing.
    ///   - speed: How much faster than the encoder says.
    ///   - longest: Frames of a token at the most, whatever the encoder says. Each has one at
    ///     least.
    /// - Precondition: The speed is above 0, the longest is within 1 ... 100,000.
    public init(logDurations: some Sequence<Float>, speed: Double = 1, longest: Int = 400) {
        precondition(speed > 0 && (1...100_000).contains(longest), "speed \(speed), \(longest)")
        var owed = 0.0
        self.init(
            durations: logDurations.map { log in
                let said = (exp(Double(log)) - 1) / speed
                let wanted = said.isNaN ? 0 : min(max(said, 0), Double(longest))
                let frames = min(max((wanted + owed).rounded(), 1), Double(longest))
                // Less than a frame either way: those at the limits are no debt.
                owed = min(max(owed + wanted - frames, -0.5), 0.5)
                return Int(frames)
            })
    }

    /// Frames of all tokens.
    public var count: Int { starts[starts.count - 1] }

    /// Frames of a token.
    public func duration(of token: Int) -> Int { starts[token + 1] - starts[token] }

    /// The token of each frame of a window.
    ///
    /// - Precondition: The window lies within the frames.
    public func tokens(_ window: Range<Int>) -> [Int] {
        precondition(window.lowerBound >= 0 && window.upperBound <= count)
        guard !window.isEmpty else { return [] }
        var tokens: [Int] = []
        tokens.reserveCapacity(window.count)
        var token = starts.partitioningIndex { $0 > window.lowerBound } - 1
        for frame in window {
            while frame >= starts[token + 1] { token += 1 }
            tokens.append(token)
        }
        return tokens
    }

    /// Four numbers for each frame of a window, frame by frame: the part r of its token that is
    /// over in its middle, r², the logarithm of the token's frames, and the tenths of frames since
    /// its start, no more than 4.
    ///
    /// - Precondition: The window lies within the frames.
    public func places(_ window: Range<Int>) -> [Float] {
        zip(window, tokens(window)).flatMap { frame, token -> [Float] in
            let duration = Float(duration(of: token))
            let passed = Float(frame - starts[token]) + 0.5
            let part = passed / duration
            return [part, part * part, log(duration), min(passed / 10, 4)]
        }
    }
}

extension Array {
    /// The first place whose element holds, of elements that hold from some place on.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
