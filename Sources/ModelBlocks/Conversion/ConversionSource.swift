internal import Glibc

/// The pulses that a converting decoder filters, while the pitch is still arriving.
///
/// The newest pitch that is known is that of the middle of a frame, and pulses are needed up to a
/// later instant: pitch goes on as it went from the frame before to this one, within a tenth. A
/// value: a copy goes on by itself.
public struct ConversionSource: Sendable {
    /// Frames from the middle of the newest frame to the end of its pulses.
    private let lead: Double
    private var source: HarmonicSource
    private var last: Float = 0

    /// The pulses of a model's decoder.
    ///
    /// - Parameter phase: Periods since the last pulse, 0 ..< 1.
    public init(_ model: ConversionModel, phase: Double = 0) {
        lead = model.pitchLead
        source = HarmonicSource(rate: ConversionModel.rate, hop: ConversionModel.hop, phase: phase)
        // Half a frame of silence before the first one.
        _ = source.process(CollectionOfOne(0))
    }

    /// Takes the pitch of the next frame and gives the pulses of a step, with their pitch at its
    /// end.
    ///
    /// - Parameter hertz: 0 where there is no voice.
    public mutating func process(_ hertz: Float) -> (pitch: Float, pulses: [Float]) {
        var pitch = hertz
        if hertz > 0, last > 0 {
            let course = pow(hertz / last, Float(lead))
            pitch = hertz * min(max(course, 1 / Self.most), Self.most)
        }
        last = hertz
        return (pitch, source.process(CollectionOfOne(pitch)))
    }

    /// How far pitch is taken to have gone on at most.
    private static let most: Float = 1.1
}
