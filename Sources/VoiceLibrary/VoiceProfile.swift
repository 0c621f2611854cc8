import FoundationEssentials

/// A target voice, as a model for voice conversion took it from a clip: what is told of it. Its
/// tensors are read when they are needed (``VoiceLibrary/features(of:for:)``).
public struct VoiceProfile: Sendable, Equatable, Identifiable {
    /// A name that is never given twice, and stays where a profile is renamed or goes to another
    /// machine: a UUID in lower case.
    public struct ID: Hashable, Sendable, CustomStringConvertible {
        /// 36 characters.
        public let text: String

        /// A new one.
        public init() { text = UUID().uuidString.lowercased() }

        /// Reads a UUID in letters of any case; nil for anything else.
        public init?(_ text: some StringProtocol) {
            guard text.utf8.count == 36, let id = UUID(uuidString: String(text)) else {
                return nil
            }
            self.text = id.uuidString.lowercased()
        }

        /// ``text``.
        public var description: String { text }
    }

    /// What never changes.
    public let id: ID
    /// What it is asked for by; no two profiles of a library have the same.
    public internal(set) var name: ProfileName
    /// What people call it.
    public internal(set) var displayName: DisplayName
    /// When it was made, in seconds since 1970.
    public let created: Double
    /// The clip's samples.
    public let clip: ContentHash
    /// The network whose features it holds; no other can use them.
    public let model: ContentHash
    /// Whether it was stated that the speaker agrees to being imitated.
    public internal(set) var hasConsent: Bool
    /// What the clip was like.
    public let quality: ClipQuality

    /// Whether a network can use its features.
    public func fits(_ model: ContentHash) -> Bool { self.model == model }

    /// Whether this was made of the same clip by the same network.
    func isMade(as other: VoiceProfile) -> Bool { clip == other.clip && model == other.model }
}
