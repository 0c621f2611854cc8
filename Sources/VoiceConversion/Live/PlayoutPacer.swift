/// Keeps what waits for a player short, whose clock may be slower than the recorder's or that may
/// stand still for a while: where too much waits, frames are left out and counted, and the frame
/// behind them begins as the first of them and becomes itself, so that there is no jump.
///
/// Pure: whoever writes tells it what waits.
public struct PlayoutPacer: Sendable {
    /// Samples that may wait, a new frame among them.
    public let most: Int
    /// Frames left out so far.
    public private(set) var leftOut = 0
    /// The first frame that was left out since one was played.
    private var first: [Float] = []

    /// - Parameter most: Samples that may wait, a new frame among them.
    public init(most: Int) { self.most = most }

    /// What is to be played of the next frame: all of it, or nothing.
    ///
    /// - Parameter waiting: Samples that wait for the player.
    public mutating func next(_ frame: [Float], waiting: Int) -> [Float] {
        guard waiting + frame.count <= most else {
            if first.isEmpty { first = frame }
            leftOut += 1
            return []
        }
        defer { first = [] }
        guard first.count == frame.count else { return frame }
        return frame.indices.map { place in
            let part = Float(place + 1) / Float(frame.count)
            return first[place] + part * (frame[place] - first[place])
        }
    }
}
