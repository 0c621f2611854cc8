import AudioFeatures
import AudioFile
import ModelBlocks
import SpeechEngine
import SpeechEvaluation
import SpeechRecognition
import TensorRuntime
import VoiceLibrary

/// Errors of parts that the engine doesn't know, with the status that the program ends with.
protocol ReportedError: Error, CustomStringConvertible {
    var exitStatus: Int32 { get }
}

extension AudioFileError: ReportedError {
    var exitStatus: Int32 { ExitStatus.of(.audio(self)) }
}

extension AudioFeatureError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .rateMismatch, .binMismatch, .filterMismatch, .tooLarge, .tooShort, .notFinite:
            ExitStatus.badInput
        case .outOfRange, .notPositive, .frequencyRange, .pitchRange, .slowLength, .notInvertible,
            .needsWholeSignal:
            ExitStatus.usage
        }
    }
}

extension WeightError: ReportedError {
    var exitStatus: Int32 {
        if case .notWritable = problem { ExitStatus.usage } else { ExitStatus.badInput }
    }
}

extension VoiceLibraryError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .invalid, .unknown, .nameTaken, .folder, .notWritable: ExitStatus.usage
        case .idTaken, .otherModel, .unusableClip, .unusableFeatures, .notAProfile, .newerFile:
            ExitStatus.badInput
        case .featuresLost, .tooMany, .diskFull, .damaged, .newer, .database: ExitStatus.failure
        }
    }
}

extension QuantizationError: ReportedError {
    var exitStatus: Int32 { ExitStatus.badInput }
}

extension ExecutionError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .libraryMissing, .libraryLacks: ExitStatus.missingComponent
        case .wrongOption: ExitStatus.usage
        case .rejected, .unsupported, .wrongInput, .wrongOutput, .wrongWeight: ExitStatus.badInput
        case .doesNotFit, .outOfMemory, .failed: ExitStatus.failure
        }
    }
}

extension PhoneRecognizerError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .execution(let error): error.exitStatus
        case .missing, .wrongTensor, .wrongMetadata, .graph: ExitStatus.badInput
        }
    }
}

extension EvaluationError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .recognizer(let error): error.exitStatus
        case .execution(let error): error.exitStatus
        case .wrongModel, .noAudio, .silent, .tooShort, .tooLong: ExitStatus.badInput
        case .noFigure: ExitStatus.failure
        }
    }
}

extension WordScoringError: ReportedError {
    var exitStatus: Int32 { ExitStatus.badInput }
}

extension SentenceListError: ReportedError {
    var exitStatus: Int32 { ExitStatus.badInput }
}

extension RecognitionError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .missing: ExitStatus.missingComponent
        case .noAudio, .tooLong: ExitStatus.badInput
        case .stalled, .failed: ExitStatus.failure
        case .cancelled: ExitStatus.interrupted
        }
    }
}
