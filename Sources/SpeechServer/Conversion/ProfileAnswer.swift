import AudioSignal
import FoundationEssentials
import VoiceLibrary

/// A voice profile as clients are told of it.
struct ProfileAnswer: Encodable {
    struct Problem: Encodable {
        var code: String
        var message: String
    }

    struct Clip: Encodable {
        var seconds: Double
        var activeSeconds: Double
        var rate: Int
        var levelDb: Double?
        var peak: Double
        var clipped: Double
        var noiseDb: Double?
        var problems: [Problem]
    }

    var object = "profile"
    var id: String
    var name: String
    var displayName: String
    var createdAt: String
    var consent: Bool
    var model: String
    /// Whether the server's converter can use it.
    var usable: Bool
    var clip: Clip

    init(_ profile: VoiceProfile, for model: ContentHash) {
        let quality = profile.quality
        id = profile.id.text
        name = profile.name.text
        displayName = profile.displayName.text
        createdAt = Date(timeIntervalSince1970: profile.created).formatted(.iso8601)
        consent = profile.hasConsent
        self.model = profile.model.hexadecimal
        usable = profile.fits(model)
        clip = Clip(
            seconds: quality.seconds, activeSeconds: quality.activeSeconds,
            rate: quality.rate.hertz, levelDb: quality.activeLevel, peak: quality.peak,
            clipped: quality.clippedPart, noiseDb: quality.signalToNoise,
            problems: quality.problems.map {
                Problem(code: $0.code, message: $0.description)
            })
    }
}

/// All of them.
struct ProfileList: Encodable {
    var object = "list"
    var data: [ProfileAnswer]
}

/// One that is gone.
struct DeletedProfile: Encodable {
    var object = "profile"
    var id: String
    var deleted = true
}
