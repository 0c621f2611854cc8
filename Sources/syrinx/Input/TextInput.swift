import Glibc
import SpeechEngine
import SpeechText

/// A text to speak and where it is from.
struct TextInput {
    /// Where a text comes from.
    enum Source: Equatable {
        /// The command line.
        case argument(String)
        /// Standard input.
        case standardInput
        /// A file, and its path below the folder that was asked for, if one was.
        case file(path: String, relative: String)
    }

    let source: Source

    /// The name for messages.
    var name: String {
        switch source {
        case .argument: "TEXT"
        case .standardInput: "standard input"
        case .file(let path, _): path
        }
    }

    /// The path of the file, if it is one.
    var path: String? {
        if case .file(let path, _) = source { path } else { nil }
    }

    /// The text, at most `limit` bytes.
    func read(limit: Int) throws(EngineError) -> [UInt8] {
        let path: String
        switch source {
        case .argument(let text): return Array(text.utf8)
        case .standardInput: path = "-"
        case .file(let file, _): path = file
        }
        do {
            return try FileBytes.read(path, limit: limit)
        } catch .tooLarge(let limit) {
            throw Self.tooLarge(name, limit)
        } catch {
            throw .unreadable(path: name, reason: error.reason)
        }
    }

    /// How the text is written: as asked, else by the file's name, else SSML where
    /// it begins as SSML does, else plain.
    func format(asked: TextFormat?, text: [UInt8]) -> TextFormat {
        if let asked { return asked }
        if case .file(let path, _) = source {
            switch Self.fileExtension(of: path) {
            case "md", "markdown": return .markdown
            case "ssml": return .ssml
            case "txt", "text": return .plain
            default: break
            }
        }
        return Self.beginsAsSSML(text) == true ? .ssml : .plain
    }

    /// Whether a text begins as SSML does; nil where its first bytes don't tell yet.
    static func beginsAsSSML(_ text: [UInt8]) -> Bool? {
        let start = text.prefix(512).drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        let marks = ["<speak", "<?xml"].map { Array($0.utf8) }
        if marks.contains(where: { start.starts(with: $0) }) { return true }
        return text.count < 512 && marks.contains { $0.starts(with: start) } ? nil : false
    }

    /// The error for a text beyond the limit.
    static func tooLarge(_ name: String, _ limit: Int) -> EngineError {
        .unreadable(
            path: name,
            reason: "it is larger than \(ByteCount.text(limit)); divide it or raise maximum_text")
    }

    /// The extensions of files that a folder is searched for.
    static let extensions: Set<String> = ["txt", "text", "md", "markdown", "ssml"]

    /// The part of a path behind its last dot, in lower case.
    static func fileExtension(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }
}

extension TextInput {
    /// The texts that a command line names; standard input where it names none and
    /// that is not a terminal.
    static func all(text: String?, files: [String]) throws(EngineError) -> [TextInput] {
        if let text, !files.isEmpty {
            throw .invalid(field: "TEXT", value: text, expected: "either TEXT or --file, not both")
        }
        if let text {
            return [TextInput(source: text == "-" ? .standardInput : .argument(text))]
        }
        if files.isEmpty {
            guard isatty(STDIN_FILENO) == 0 else {
                throw .invalid(
                    field: "TEXT", value: "",
                    expected: "a text, a --file, or text on standard input")
            }
            return [TextInput(source: .standardInput)]
        }
        var inputs: [TextInput] = []
        for path in files {
            if path == "-" {
                inputs.append(TextInput(source: .standardInput))
            } else if Folder.isFolder(path) {
                let found = try Folder.files(in: path, extensions: extensions)
                guard !found.isEmpty else {
                    throw .unreadable(
                        path: path,
                        reason: "no text in this folder ("
                            + extensions.sorted().map { "." + $0 }.joined(separator: " ") + ")")
                }
                inputs += found.map {
                    TextInput(source: .file(path: path.appendingPath($0), relative: $0))
                }
            } else {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                inputs.append(TextInput(source: .file(path: path, relative: name)))
            }
        }
        return inputs
    }
}
