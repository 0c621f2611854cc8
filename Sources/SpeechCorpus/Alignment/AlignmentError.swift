public import SpeechRecognition

/// Why a corpus isn't aligned at all; a case for each remedy.
public enum AlignmentError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A setting has a value that it can't have. Remedy: one that is expected.
    case setting(name: String, value: String, expected: String)
    /// The recogniser for the first boundaries failed. Remedy: as told, or go without.
    case recognition(RecognitionError)
    /// There is no room for what is kept between passes. Remedy: another `TMPDIR`.
    case scratch(folder: String, reason: String)
    /// The work was cancelled.
    case cancelled

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .setting(let name, let value, let expected): "\(name) '\(value)': expected \(expected)"
        case .recognition(let error): error.description
        case .scratch(let folder, let reason):
            "can't keep features in \(folder): \(reason); set TMPDIR to a folder with room"
        case .cancelled: "cancelled"
        }
    }
}
