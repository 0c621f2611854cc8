/// What there is to see of a live conversion.
public struct LiveMeters: Sendable, Hashable {
    /// Computing a step.
    public var compute = LatencyMeter()
    /// From the arrival of a frame's last sample to that of its conversion.
    public var total = LatencyMeter()
    /// Root mean square of what came in lately, 0 ... 1.
    public var inputLevel: Float = 0
    /// Of what went out.
    public var outputLevel: Float = 0
    /// Frames converted.
    public var frames = 0
    /// Frames whose conversion came later than a frame after them.
    public var late = 0
    /// Frames that weren't converted, since too many were waiting, and were concealed.
    public var concealed = 0
    /// Samples that were no numbers, and counted as silence.
    public var replaced = 0

    /// Of nothing yet.
    public init() {}
}
