public import ModelBlocks
public import TensorRuntime

/// Why speech can't be judged; a case for each remedy.
public enum EvaluationError: Error, Sendable, Equatable {
    /// A file is another model than the one that is needed. Remedy: the right one.
    case wrongModel(path: String, expected: String, found: String)
    /// A model can't be loaded or run.
    case execution(ExecutionError)
    /// A recogniser of phones can't be used. Remedy: as told.
    case recognizer(PhoneRecognizerError)
    /// There is no sample to judge. Remedy: a recording with sound in it.
    case noAudio
    /// Nothing can be heard in it. Remedy: a recording with sound in it.
    case silent
    /// It is too short to be judged. Remedy: a longer one.
    case tooShort
    /// It is too long to be judged at once. Remedy: divide it.
    case tooLong
    /// A model gave something that is no figure. Remedy: another executor, a whole model file.
    case noFigure(path: String)
}

extension EvaluationError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .wrongModel(let path, let expected, let found):
            "\(path) is another model: it should have \(expected) and has \(found); "
                + "fetch the right one"
        case .execution(let error): error.description
        case .recognizer(let error): error.description
        case .noAudio: "there is no sample in it; give a recording with sound in it"
        case .silent: "it is silent, below -60 dBFS throughout; give a recording with sound in it"
        case .tooShort: "it is too short to be judged; give a longer recording"
        case .tooLong: "it is too long to be judged at once; divide it"
        case .noFigure(let path):
            "\(path) gave something that is no figure; fetch it again or choose another executor"
        }
    }
}
