/// What keeps a text from being read as JSON, and where.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The byte, from 0.
    public let offset: Int
    /// What is wrong there.
    public let reason: Reason

    /// An error of a caller who knows what must stand at a byte.
    public init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    /// The byte and what is wrong there.
    public var description: String { "byte \(offset): \(reason)" }

    /// What is wrong with a text.
    public enum Reason: Equatable, Sendable, CustomStringConvertible {
        /// There is nothing but white space.
        case empty
        /// It ends where a value should stand.
        case endsEarly
        /// Something else should stand here.
        case expected(String)
        /// Something other than white space stands behind the value.
        case somethingFollows
        /// The text has more values than the reader was asked for.
        case tooManyValues(limit: Int)
        /// Lists and objects stand in each other deeper than any reader goes.
        case tooDeep(limit: Int)
        /// An object has the key before.
        case repeatedKey
        /// The number is too large, or written too long.
        case numberOutOfRange
        /// A string has no closing quote.
        case openString
        /// A string holds a control character as it is.
        case bareControlCharacter
        /// A backslash with a letter that means nothing.
        case unknownEscape
        /// An escape stands for half a character.
        case loneSurrogate
        /// The bytes of a string are no UTF-8.
        case invalidUTF8

        /// The reason in words.
        public var description: String {
            switch self {
            case .empty: "it is empty"
            case .endsEarly: "it ends too early"
            case .expected(let what): "expected \(what)"
            case .somethingFollows: "something follows the value"
            case .tooManyValues(let limit): "more than \(limit) values"
            case .tooDeep(let limit): "nested deeper than \(limit) levels"
            case .repeatedKey: "the key is there twice"
            case .numberOutOfRange: "the number is out of range"
            case .openString: "a string has no end"
            case .bareControlCharacter: "a control character in a string must be escaped"
            case .unknownEscape: "no such escape"
            case .loneSurrogate: "half of a surrogate pair stands alone"
            case .invalidUTF8: "the string is not valid UTF-8"
            }
        }
    }
}
