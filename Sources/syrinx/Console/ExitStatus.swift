import ArgumentParser
import SpeechEngine

/// How the program ended, for scripts; part of the interface.
enum ExitStatus {
    static let done: Int32 = 0
    static let failure: Int32 = 1
    static let usage: Int32 = 2
    static let badInput: Int32 = 3
    static let missingComponent: Int32 = 4
    /// 128 + SIGINT, as shells have it.
    static let interrupted: Int32 = 130
    /// 128 + SIGPIPE: whoever read the output has gone.
    static let closedPipe: Int32 = 141

    /// The status for an error.
    static func of(_ error: EngineError) -> Int32 {
        switch error.kind {
        case .usage: usage
        case .input: badInput
        case .missingComponent: missingComponent
        case .cancelled: interrupted
        case .closed: closedPipe
        case .failure: failure
        }
    }
}
