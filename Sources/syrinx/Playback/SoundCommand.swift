import Glibc
import SpeechEngine

/// A program with its arguments that takes or gives sound through a pipe.
struct SoundCommand: Equatable {
    /// The program's path, or its name if it holds no slash.
    let program: String
    let arguments: [String]

    /// The words of the command, for messages.
    var line: String { ([program] + arguments).joined(separator: " ") }

    /// What to run: `env` runs a program by its path, which only names its own file
    /// system location otherwise, and becomes that program.
    var launch: (program: String, arguments: [String]) {
        program.contains("/") ? ("env", [program] + arguments) : (program, arguments)
    }

    /// Where a program is, by `PATH` unless its name holds a slash.
    static func executable(_ name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        guard let path = getenv("PATH").map({ String(cString: $0) }) else { return nil }
        return path.split(separator: ":").lazy
            .map { String($0).appendingPath(name) }
            .first { access($0, X_OK) == 0 && !Folder.isFolder($0) }
    }
}

extension SoundCommand {
    /// The command that somebody gave.
    ///
    /// - Parameter field: What it was given as.
    init(_ text: String, field: String) throws(EngineError) {
        let words = CommandLineWords.split(text)
        guard let program = words?.first, let arguments = words?.dropFirst() else {
            throw .invalid(
                field: field, value: text,
                expected: "a program with its arguments; quotes must be closed")
        }
        self.init(program: program, arguments: Array(arguments))
    }

    /// Whether its program is there.
    var isInstalled: Bool { Self.executable(program) != nil }
}
