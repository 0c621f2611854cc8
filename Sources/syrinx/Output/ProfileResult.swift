import AudioSignal
import FoundationEssentials
import SpeechEngine
import VoiceLibrary

/// A voice profile as it is told.
struct ProfileResult: Encodable {
    struct Problem: Encodable {
        let code: String
        let message: String
    }

    struct Quality: Encodable {
        let rate: Int
        let seconds: Double
        let unusedSeconds: Double
        let activeSeconds: Double
        let activeLevel: Double?
        let peak: Double
        let clippedPart: Double
        let signalToNoise: Double?
        let offset: Double
        let problems: [Problem]
    }

    let id: String
    let name: String
    let displayName: String
    let createdAt: String
    let consent: Bool
    let modelSha256: String
    let clipSha256: String
    let quality: Quality

    init(_ profile: VoiceProfile) {
        let clip = profile.quality
        id = profile.id.text
        name = profile.name.text
        displayName = profile.displayName.text
        createdAt = Date(timeIntervalSince1970: profile.created).formatted(.iso8601)
        consent = profile.hasConsent
        modelSha256 = profile.model.hexadecimal
        clipSha256 = profile.clip.hexadecimal
        quality = Quality(
            rate: clip.rate.hertz, seconds: clip.seconds, unusedSeconds: clip.unusedSeconds,
            activeSeconds: clip.activeSeconds, activeLevel: clip.activeLevel, peak: clip.peak,
            clippedPart: clip.clippedPart, signalToNoise: clip.signalToNoise,
            offset: clip.offset,
            problems: clip.problems.map { Problem(code: $0.code, message: $0.description) })
    }

    /// One line of a list.
    ///
    /// - Parameter width: That of the longest name.
    func line(width: Int) -> String {
        name.padded(to: width) + "  " + createdAt.prefix(10) + "  "
            + (consent ? "consent" : "       ") + "  " + modelSha256.prefix(12) + "  "
            + displayName
    }

    /// Everything, a line each.
    var lines: [String] {
        [
            "\(name): \(displayName)",
            "  id       \(id)",
            "  created  \(createdAt)",
            "  consent  \(consent ? "stated" : "not stated")",
            "  model    \(modelSha256)",
            "  clip     \(clipSha256)",
            "           \(quality.seconds.text(decimals: 1)) s at \(quality.rate) Hz, "
                + "\(quality.activeSeconds.text(decimals: 1)) s of speech"
                + (quality.activeLevel.map { " at \(Self.decibels($0)) dB" } ?? "")
                + (quality.signalToNoise.map { ", \(Self.decibels($0)) dB above the noise" } ?? ""),
        ] + quality.problems.map { "  warning: \($0.message)" }
    }

    /// Prints what was done to a profile, or with JSON the profile.
    func print(_ done: String, json: Bool) throws(EngineError) {
        try Console.print(json ? JSONOutput.text(self) : "\(name): \(done)")
    }

    private static func decibels(_ value: Double) -> String {
        (value < 0 ? "-" : "") + abs(value).text(decimals: 1)
    }
}
