import TensorRuntime

/// A profile as one safetensors file: the features as its tensors, everything else in
/// `__metadata__`. Files in the library's folder and files for others are alike.
struct ProfileFile: Sendable {
    var profile: VoiceProfile
    var features: WeightStore
    /// ``ContentHash/init(of:)`` of the features.
    let featuresHash: ContentHash

    static let format = "syrinx-voice-profile"
    static let version = "1"

    /// Puts a profile and its features together.
    ///
    /// - Throws: ``VoiceLibraryError/unusableFeatures(tensor:reason:)``.
    init(_ profile: VoiceProfile, _ features: WeightStore) throws(VoiceLibraryError) {
        if let (tensor, reason) = FeatureLimits.problem(of: features) {
            throw .unusableFeatures(tensor: tensor, reason: reason)
        }
        self.profile = profile
        self.features = features
        self.features.metadata = [:]
        featuresHash = ContentHash(of: features)
    }

    /// What is written: the features with all that is told of them.
    var weights: WeightStore {
        var weights = features
        weights.metadata = [
            Key.format: Self.format, Key.version: Self.version,
            Key.id: profile.id.text, Key.name: profile.name.text,
            Key.displayName: profile.displayName.text, Key.created: "\(profile.created)",
            Key.clip: profile.clip.hexadecimal, Key.model: profile.model.hexadecimal,
            Key.consent: profile.hasConsent ? "true" : "false",
            Key.quality: profile.quality.json, Key.features: featuresHash.hexadecimal,
        ]
        return weights
    }

    /// Takes a profile out of a file that somebody sent, all of which may be false.
    ///
    /// - Parameter source: What errors call the file.
    init(reading weights: WeightStore, from source: String) throws(VoiceLibraryError) {
        let fields = ProfileFields(weights.metadata, source: source)
        guard try fields.text(Key.format) == Self.format else {
            throw fields.wrong(Key.format, "'\(Self.format)'")
        }
        let version = try fields.text(Key.version)
        guard version == Self.version else {
            guard let number = Int(version), number > 1 else {
                throw fields.wrong(Key.version, "'\(Self.version)'")
            }
            throw .newerFile(source: source, version: version)
        }
        let profile = VoiceProfile(
            id: try fields.value(Key.id, "a UUID") { VoiceProfile.ID($0) },
            name: try fields.value(Key.name, ProfileName.rule) { ProfileName(checking: $0) },
            displayName: try fields.value(Key.displayName, DisplayName.rule) {
                DisplayName(checking: $0)
            },
            created: try fields.value(Key.created, "seconds since 1970") { text in
                // To the year 5138, so that it can be shown as a date.
                Double(text).flatMap { (0...1e11).contains($0) ? $0 : nil }
            },
            clip: try fields.value(Key.clip, "64 hexadecimal digits") { ContentHash($0) },
            model: try fields.value(Key.model, "64 hexadecimal digits") { ContentHash($0) },
            hasConsent: try fields.value(Key.consent, "true or false") {
                ["true": true, "false": false][$0]
            },
            quality: try Self.quality(fields, source))
        do {
            try self.init(profile, weights)
        } catch {
            throw .notAProfile(source: source, reason: error.description)
        }
        let told = try fields.value(Key.features, "64 hexadecimal digits") { ContentHash($0) }
        guard told == featuresHash else {
            throw .notAProfile(
                source: source, reason: "its tensors are not those that \(Key.features) tells")
        }
    }

    private static func quality(
        _ fields: ProfileFields, _ source: String
    ) throws(VoiceLibraryError) -> ClipQuality {
        do {
            return try ClipQuality(json: try fields.text(Key.quality))
        } catch let error as ClipQuality.Misfit {
            throw .notAProfile(source: source, reason: "\(Key.quality): \(error.reason)")
        } catch {
            throw error as? VoiceLibraryError
                ?? .notAProfile(source: source, reason: "\(error)")
        }
    }

    /// Names in the metadata.
    enum Key {
        static let format = "format"
        static let version = "version"
        static let id = "id"
        static let name = "name"
        static let displayName = "display_name"
        static let created = "created"
        static let clip = "clip_sha256"
        static let model = "model_sha256"
        static let consent = "consent"
        static let quality = "quality"
        static let features = "features_sha256"
    }
}
