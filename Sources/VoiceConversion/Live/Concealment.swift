/// What is heard in place of a frame that didn't come in time: the last one again, fading away
/// within 60 ms; and the first one that comes again fades in.
struct Concealment {
    private var last: [Float] = []
    private var gain: Float = 0
    /// Frames over which it fades.
    private static let length = 3

    /// A frame that came in time.
    mutating func heard(_ frame: [Float]) -> [Float] {
        defer { (last, gain) = (frame, 1) }
        guard gain < 1, !last.isEmpty else { return frame }
        let step = (1 - gain) / Float(max(frame.count, 1))
        return frame.enumerated().map { $1 * (gain + step * Float($0 + 1)) }
    }

    /// What takes the place of one.
    mutating func missing(_ count: Int) -> [Float] {
        guard gain > 0, !last.isEmpty else {
            gain = 0
            return [Float](repeating: 0, count: count)
        }
        let step = 1 / Float(Self.length * max(count, 1))
        // Backwards and forwards in turn, so that it goes on without a jump.
        last.reverse()
        return (0..<count).map { place in
            gain = max(gain - step, 0)
            return last[place % last.count] * gain
        }
    }
}
