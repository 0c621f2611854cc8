internal import ModelBlocks
internal import SpeechModel
internal import TensorRuntime

/// What went wrong with which of Wren's parts.
enum WrenError: Error {
    /// Its voices aren't described as they must be.
    case voices(String)
    case acoustic(AcousticError)
    case vocoder(VocoderError)

    /// What their executor said, where it was that.
    private var execution: ExecutionError? {
        switch self {
        case .acoustic(.execution(let error)), .vocoder(.execution(let error)): error
        default: nil
        }
    }

    private var description: String {
        switch self {
        case .voices(let problem): "voices.json: \(problem)"
        case .acoustic(let error): error.description
        case .vocoder(let error): error.description
        }
    }

    /// Why they can't be loaded.
    var loading: LoadError {
        if case .libraryMissing(let library, _, let remedy)? = execution {
            return .missing(component: library, remedy: remedy)
        }
        return .unusable(component: "Wren's weights", reason: description)
    }

    /// Why a segment can't be spoken.
    var speaking: SynthesisError {
        if case .outOfMemory? = execution { return .outOfMemory }
        return .failed(description)
    }

    /// Work of the acoustic model.
    static func acoustic<Result>(
        _ work: () throws(AcousticError) -> Result
    ) throws(WrenError) -> Result {
        do throws(AcousticError) { return try work() } catch { throw .acoustic(error) }
    }

    /// Work of the vocoder.
    static func vocoder<Result>(
        _ work: () throws(VocoderError) -> Result
    ) throws(WrenError) -> Result {
        do throws(VocoderError) { return try work() } catch { throw .vocoder(error) }
    }
}
