public import SpeechModel
import SystemVoices

/// A program, library or data file that Syrinx uses where it is installed.
public struct Component: Sendable {
    /// What it is called.
    public let name: String
    /// What can't be done without it.
    public let purpose: String
    /// Its version, where it tells one.
    public let version: String?
    /// Where it was found; nil where it is linked in, or missing.
    public let location: String?
    /// Why it can't be used, and what to do; nil where all is well.
    public let problem: LoadError?
}

extension SpeechEngine {
    /// What the families need of this machine, and what of it is there. Asks programs
    /// for their versions, which takes a moment.
    public static func components() -> [Component] {
        SystemVoices.components().map {
            Component(
                name: $0.name, purpose: $0.purpose, version: $0.version, location: $0.location,
                problem: $0.problem)
        }
    }
}
