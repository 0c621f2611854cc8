import Glibc
import SpeechEngine

/// A program that plays WAV from its standard input.
struct PlayerCommand: Equatable {
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

    /// The players that are looked for, best first.
    private static let known = [
        // By a file name: "-" means raw samples to PipeWire before 1.0 (0.3.65 of Debian 12).
        PlayerCommand(program: "pw-play", arguments: ["/dev/stdin"]),
        PlayerCommand(program: "paplay", arguments: []),
        PlayerCommand(program: "aplay", arguments: ["-q", "-"]),
        PlayerCommand(
            program: "ffplay",
            arguments: ["-nodisp", "-autoexit", "-loglevel", "error", "-i", "pipe:0"]),
    ]

    /// The names of the players that are looked for.
    static var names: [String] { known.map(\.program) }

    /// The command that the settings give, else the first player that is installed;
    /// nil where there is none.
    static func find(configured: String?) throws(EngineError) -> PlayerCommand? {
        if let configured {
            let words = CommandLineWords.split(configured)
            guard let program = words?.first, let arguments = words?.dropFirst() else {
                throw .invalid(
                    field: "player", value: configured,
                    expected: "a program with its arguments; quotes must be closed")
            }
            guard executable(program) != nil else {
                throw .player(
                    command: configured,
                    reason: "there is no program '\(program)'; install it or set SYRINX_PLAYER")
            }
            return PlayerCommand(program: program, arguments: Array(arguments))
        }
        return known.first { executable($0.program) != nil }
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

/// Words of a command line, with quotes as a shell has them.
enum CommandLineWords {
    /// The words of a line: parted by white space; 'single' and "double" quotes keep
    /// theirs; a backslash keeps the next character. nil where a quote stays open or
    /// there is no word.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open {
                    quote = nil
                } else {
                    word = (word ?? "") + String(character)
                }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words.isEmpty ? nil : words
    }
}
