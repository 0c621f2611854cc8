/// The colour of somebody's speech as a recording has it: voice, microphone and room together.
///
/// The long-term average spectrum of frames with speech, whatever their loudness.
public struct SpeechTone: Sendable, Hashable {
    /// Of ``bandCount`` mel bands from 60 Hz to 7.6 kHz: the mean over frames of the natural
    /// logarithm of power, less the frame's mean over bands.
    public let bands: [Float]

    /// Bands of a tone.
    public static let bandCount = 30

    /// A tone of bands.
    ///
    /// - Returns: nil for another number of bands, or for what isn't finite.
    public init?(bands: [Float]) {
        guard bands.count == Self.bandCount, bands.allSatisfy(\.isFinite) else { return nil }
        self.bands = bands
    }
}
