internal import Glibc

/// What a source-filter vocoder makes above the band that it was trained in: noise, shaped by
/// levels that are linear in the last block's features.
///
/// The output has another rate; transform and hop are as much longer, so that frames last as long
/// and bins lie as far apart, and the trained filters hold as they are. They give way to the band
/// where training's recordings end, a little below half their rate, since rate conversion leaves
/// nothing there.
public struct HighBand: Sendable, Hashable {
    /// Samples per second of the output.
    public var rate: Int
    /// Samples per second that the vocoder was trained at.
    public var native: Int
    /// Where the first level's band begins, in hertz.
    public var lowest: Double
    /// Where the last one's ends. The level falls from there on, by 12 dB per kilohertz.
    public var highest: Double
    /// How many levels there are, of bands of equal width.
    public var bands: Int

    /// How steeply the level falls beyond the last band, in dB per kilohertz: about as speech
    /// does, so that there is no edge.
    static let fall = 12.0
    /// Bands at the beginning in which the trained filters give way.
    static let crossing = 2

    /// Levels of bands from `lowest` to `highest`.
    public init(rate: Int, native: Int, lowest: Double, highest: Double, bands: Int) {
        self.rate = rate
        self.native = native
        self.lowest = lowest
        self.highest = highest
        self.bands = bands
    }

    /// Hertz of a band.
    public var width: Double { (highest - lowest) / Double(bands) }

    /// The transform of the output that has the bins of a trained one; nil if there is none of
    /// whole samples.
    public func transform(of trained: ShortTimeFourier) -> ShortTimeFourier? {
        func longer(_ samples: Int) -> Int? {
            let (product, overflows) = samples.multipliedReportingOverflow(by: rate)
            return overflows || product % native != 0 ? nil : product / native
        }
        guard native > 0, let size = longer(trained.size), let hop = longer(trained.hop),
            size % 2 == 0
        else { return nil }
        // Frames begin at the same time.
        let isEven = [size - hop, trained.size - trained.hop].allSatisfy { $0 % 2 == 0 }
        guard isEven || trained.placement == .causal else { return nil }
        return ShortTimeFourier(size: size, hop: hop, placement: trained.placement)
    }

    /// How much louder white noise must be than at the native rate, to have the same power in each
    /// hertz.
    public var noiseGain: Float { Float((Double(rate) / Double(native)).squareRoot()) }

    /// What bands and trained filters count at the bins of a transform of the output.
    ///
    /// - Precondition: The bands lie below half the rate.
    func shape(bins: Int) -> Shape {
        let spacing = Double(rate) / 2 / Double(bins - 1)
        let crossing = width * Double(Self.crossing)
        var shape = Shape(
            interpolation: [Float](repeating: 0, count: bins * bands),
            fade: [Float](repeating: 0, count: bins), share: [Float](repeating: 0, count: bins))
        for bin in 0..<bins {
            let hertz = Double(bin) * spacing
            // In bands from the middle of the first one; those at the ends go on.
            let place = min(max((hertz - lowest) / width - 0.5, 0), Double(bands - 1))
            let before = min(Int(place), max(bands - 2, 0))
            let part = Float(place - Double(before))
            shape.interpolation[bin * bands + before] = 1 - part
            if bands > 1 { shape.interpolation[bin * bands + before + 1] = part }
            shape.fade[bin] =
                Float(-max(hertz - highest, 0) / 1000 * Self.fall * log(10) / 20)
            shape.share[bin] = Float(min(max((hertz - lowest) / crossing, 0), 1))
        }
        return shape
    }

    /// What makes a spectrum of levels.
    struct Shape {
        /// The logarithm's part of each band, `[bins, bands]`.
        var interpolation: [Float]
        /// Added to the logarithm, `[bins]`.
        var fade: [Float]
        /// What the band counts beside the trained filters, 0 ... 1, `[bins]`.
        var share: [Float]
    }
}
