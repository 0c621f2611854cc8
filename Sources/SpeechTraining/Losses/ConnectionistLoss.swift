internal import Glibc

/// Connectionist temporal classification (Graves et al., ICML 2006): how unlikely a recogniser
/// finds a row of phones, whenever in the recording each is said, and how its logits should change.
///
/// A path names a phone or the blank in each frame; it says what remains when phones that go on for
/// several frames count once and blanks are left out. The likelihood of phones is that of all paths
/// that say them, by the forward–backward algorithm in logarithms.
struct ConnectionistLoss {
    /// −log of the phones' likelihood, in nats.
    let loss: Double
    /// Its derivative by each logit, frames × classes: what the network gives a class minus the
    /// part of the paths that have it there. Sums to 0 in each frame.
    let gradient: [Float]

    /// The loss of a recording.
    ///
    /// - Parameters:
    ///   - logits: Frames × classes; the first class is the blank.
    ///   - phones: Numbers of classes from 1 on.
    /// - Returns: nil where there are fewer frames than ``leastFrames(of:)``, so that no path says
    ///   the phones, or where logits aren't finite.
    init?(logits: ArraySlice<Float>, classes: Int, phones: [Int]) {
        let frames = logits.count / classes
        precondition(
            logits.count == frames * classes && phones.allSatisfy { (1..<classes).contains($0) },
            "logits of \(classes) classes, phones among them")
        guard frames > 0, frames >= Self.leastFrames(of: phones) else { return nil }
        let logs = Self.normalised(logits, classes)
        // Blanks between the phones and around them.
        let states = (0...2 * phones.count).map { $0 % 2 == 0 ? 0 : phones[$0 / 2] }
        /// Whether the blank before a state may be passed over.
        let skips = states.indices.map { $0 > 1 && states[$0] != 0 && states[$0] != states[$0 - 2] }

        // The likelihood of all beginnings of paths that are in a state at a frame, with it.
        let count = states.count
        var forward = [Double](repeating: -.infinity, count: frames * count)
        for state in 0..<min(2, count) { forward[state] = logs[states[state]] }
        for frame in 1..<max(frames, 1) {
            for state in 0..<count {
                let before = (frame - 1) * count + state
                var sum = forward[before]
                if state > 0 { sum = Self.sum(sum, forward[before - 1]) }
                if skips[state] { sum = Self.sum(sum, forward[before - 2]) }
                forward[frame * count + state] = sum + logs[frame * classes + states[state]]
            }
        }
        let last = frames * count
        let likelihood = Self.sum(
            forward[last - 1], count > 1 ? forward[last - 2] : -.infinity)
        guard likelihood.isFinite else { return nil }

        var gradient = [Float](unsafeUninitializedCapacity: logs.count) { room, size in
            for place in logs.indices { room[place] = Float(exp(logs[place])) }
            size = logs.count
        }
        // The likelihood of all ends of paths behind that state and frame, without it.
        var backward = [Double](repeating: -.infinity, count: count)
        for state in max(count - 2, 0)..<count { backward[state] = 0 }
        for frame in (0..<frames).reversed() {
            let row = frame * classes
            for state in 0..<count {
                let part = exp(forward[frame * count + state] + backward[state] - likelihood)
                gradient[row + states[state]] -= Float(part)
            }
            guard frame > 0 else { break }
            /// The ends that go on in a state.
            let entered = (0..<count).map { backward[$0] + logs[row + states[$0]] }
            for state in 0..<count {
                var sum = entered[state]
                if state + 1 < count { sum = Self.sum(sum, entered[state + 1]) }
                if state + 2 < count, skips[state + 2] { sum = Self.sum(sum, entered[state + 2]) }
                backward[state] = sum
            }
        }
        loss = -likelihood
        self.gradient = gradient
    }

    /// Frames that phones need: one for each, and a blank between two that are the same.
    static func leastFrames(of phones: [Int]) -> Int {
        phones.count + zip(phones, phones.dropFirst()).count { $0 == $1 }
    }

    /// Logarithms of the probabilities.
    private static func normalised(_ logits: ArraySlice<Float>, _ classes: Int) -> [Double] {
        var logs = logits.map(Double.init)
        for row in stride(from: 0, to: logs.count, by: classes) {
            let most = logs[row..<row + classes].max() ?? 0
            let sum = logs[row..<row + classes].reduce(0) { $0 + exp($1 - most) }
            let whole = most + log(sum)
            for place in row..<row + classes { logs[place] -= whole }
        }
        return logs
    }

    /// log(eᵃ + eᵇ)
    private static func sum(_ a: Double, _ b: Double) -> Double {
        let (low, high) = a < b ? (a, b) : (b, a)
        return low == -.infinity ? high : high + log1p(exp(low - high))
    }
}
