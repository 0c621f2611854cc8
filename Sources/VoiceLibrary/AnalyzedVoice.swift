public import TensorRuntime

/// A voice that a network has taken from a clip and that is to be kept:
/// ``VoiceLibrary/add(_:)``.
public struct AnalyzedVoice: Sendable {
    /// What it will be asked for by.
    public var name: ProfileName
    /// What people call it.
    public var displayName: DisplayName
    /// Whether it was stated that the speaker agrees to being imitated.
    public var hasConsent: Bool
    /// The clip's samples; see ``ClipIntake/hash``.
    public var clip: ContentHash
    /// What the clip is like; see ``ClipIntake/quality``.
    public var quality: ClipQuality
    /// The network that made the features.
    public var model: ContentHash
    /// What the network needs of a speaker, by names of its own, such as `speaker` [64].
    ///
    /// At most 64 tensors and 16 MiB; numbers are finite; names have 1 to 100 of a–z, A–Z, 0–9,
    /// `.`, `_` and `-`.
    public var features: WeightStore

    /// Puts together what is known of a voice.
    ///
    /// - Parameter displayName: nil: as the name.
    public init(
        name: ProfileName, displayName: DisplayName? = nil, hasConsent: Bool, clip: ContentHash,
        quality: ClipQuality, model: ContentHash, features: WeightStore
    ) {
        self.name = name
        self.displayName = displayName ?? DisplayName(name)
        self.hasConsent = hasConsent
        self.clip = clip
        self.quality = quality
        self.model = model
        self.features = features
    }
}
