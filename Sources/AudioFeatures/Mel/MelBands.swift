/// Which bands of frequency a mel spectrum has.
public struct MelBands: Hashable, Sendable {
    /// How many bands: 1 to 1,024.
    public var count: Int
    /// Where the first band begins, in hertz.
    public var lowest: Double
    /// Where the last band ends, in hertz: at most half the sample rate.
    public var highest: Double
    /// The scale on which the bands are equally wide.
    public var scale: MelScale
    /// How the bands are weighed against each other.
    public var normalization: Normalization

    /// How bands are weighed against each other.
    public enum Normalization: String, Hashable, Sendable {
        /// Equal area: each triangle is divided by half its width in hertz.
        case slaney
        /// Equal height: each triangle's peak is 1.
        case none
    }

    /// Makes bands; ``MelFilterbank`` checks them.
    public init(
        count: Int, lowest: Double = 0, highest: Double, scale: MelScale = .slaney,
        normalization: Normalization = .slaney
    ) {
        self.count = count
        self.lowest = lowest
        self.highest = highest
        self.scale = scale
        self.normalization = normalization
    }
}
