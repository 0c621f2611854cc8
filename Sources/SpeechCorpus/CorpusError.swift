public import AudioFeatures
public import TensorRuntime

/// Why no training package was made; a case for each remedy.
public enum CorpusError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A setting has a value that it can't have. Remedy: one that is expected.
    case setting(name: String, value: String, expected: String)
    /// The spectrum's settings don't fit together. Remedy: as told.
    case features(AudioFeatureError)
    /// An input is not there or can't be read. Remedy: check the path and its permissions.
    case input(path: String, reason: String)
    /// There is no file in what was given. Remedy: other folders.
    case nothingFound(inputs: [String])
    /// A recording that is to be kept for tests isn't among the inputs. Remedy: its name.
    case noSuchRecording(name: String)
    /// Not one recording could be kept. Remedy: as the reasons say.
    case nothingKept(reasons: [String])
    /// Texts can't be aligned with recordings.
    case alignment(AlignmentError)
    /// The package can't be written.
    case output(WeightError)
    /// The work was cancelled; no package was written.
    case cancelled

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .setting(let name, let value, let expected): "\(name) '\(value)': expected \(expected)"
        case .features(let error): error.description
        case .input(let path, let reason): "can't read \(path): \(reason)"
        case .nothingFound(let inputs):
            "there is no file in \(inputs.joined(separator: ", ")); give folders with recordings"
        case .noSuchRecording(let name):
            "'\(name)' is to be held out, but no input has that name; names are as in 'a/b.flac'"
        case .nothingKept(let reasons):
            "no recording could be kept (\(reasons.joined(separator: ", "))); give others or "
                + "change the limits"
        case .alignment(let error): error.description
        case .output(let error): error.description
        case .cancelled: "cancelled"
        }
    }
}
