public import SpeechModel

/// The best batch sizes on this device, by voice.
public struct BatchSizes: Sendable, Equatable {
    private var sizes: [VoiceID: Int] = [:]

    /// Makes an empty table.
    public init() {}

    /// The best batch size for a voice; nil where none was measured.
    public func best(for voice: VoiceID) -> Int? { sizes[voice] }

    /// Notes the best batch size for a voice; at least 1.
    public mutating func note(_ size: Int, for voice: VoiceID) { sizes[voice] = max(1, size) }
}
