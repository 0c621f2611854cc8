/// Why a tokenizer can't be read, or a text or token can't be translated; a case for
/// each remedy. Its description names the file, the place and the remedy.
public enum TokenizerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file can't be read. Remedy: check the path and its permissions.
    case unreadable(file: String, reason: String)
    /// The file, or something in it, is larger than any tokenizer's. Remedy: check that
    /// it is the right file.
    case tooLarge(file: String, what: String, limit: Int)
    /// The file is no JSON, or no list of merges. Remedy: download it again.
    case malformed(file: String, offset: Int, reason: String)
    /// A field is missing, of the wrong kind, or contradicts another. Remedy: mend the
    /// file or take that of the model's publisher.
    case invalid(file: String, field: String, reason: String)
    /// The tokenizer has a component that Syrinx doesn't know. Remedy: a tokenizer
    /// without it; its result would differ silently.
    case unsupported(file: String, component: String, kind: String)
    /// The vocabulary has no token for a character, nor one for the unknown. Remedy:
    /// leave the character out.
    case unencodable(character: String, offset: Int)
    /// A regular expression of the tokenizer takes too many steps for the text.
    /// Remedy: a shorter text.
    case patternGaveUp(pattern: String)
    /// The text is too long. Remedy: cut it.
    case textTooLong(bytes: Int, limit: Int)
    /// There is no token of that ID. Remedy: check that tokenizer and model belong
    /// together.
    case unknownToken(id: Int32)

    /// What happened, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file) can't be read (\(reason)); check the path and its permissions"
        case .tooLarge(let file, let what, let limit):
            "\(file): \(what) is beyond the limit of \(limit); check that this is the right file"
        case .malformed(let file, let offset, let reason):
            "\(file) is damaged at byte \(offset): \(reason); download it again"
        case .invalid(let file, let field, let reason):
            "\(file): \(field) \(reason); mend it or take the file of the model's publisher"
        case .unsupported(let file, let component, let kind):
            "\(file): the \(component) '\(kind.prefix(80))' is not supported; "
                + "use a tokenizer without it"
        case .unencodable(let character, let offset):
            "the tokenizer has no token for '\(character)' at byte \(offset) of the text; "
                + "leave it out"
        case .patternGaveUp(let pattern):
            "the expression '\(pattern.prefix(80))' of the tokenizer takes too many steps; "
                + "give a shorter text"
        case .textTooLong(let bytes, let limit):
            "a text of \(bytes) bytes is beyond the limit of \(limit); cut it"
        case .unknownToken(let id):
            "there is no token \(id); check that tokenizer and model belong together"
        }
    }
}
