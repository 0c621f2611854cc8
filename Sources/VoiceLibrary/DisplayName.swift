/// What people call a voice, in any script: 1 to 100 printable characters on one line.
public struct DisplayName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public let text: String

    static let rule = "1 to 100 printable characters without spaces at the ends"

    /// Takes a name.
    ///
    /// - Throws: ``VoiceLibraryError/invalid(field:value:expected:)`` for one that is empty, too
    ///   long, or has characters that nobody sees.
    public init(_ text: some StringProtocol) throws(VoiceLibraryError) {
        guard let name = Self(checking: text) else {
            throw .invalid(field: "display_name", value: String(text), expected: Self.rule)
        }
        self = name
    }

    /// A profile's name, which is always one for people too.
    public init(_ name: ProfileName) { text = name.text }

    init?(checking text: some StringProtocol) {
        let scalars = text.unicodeScalars
        // Bytes first: counting scalars of a megabyte of combining marks costs time.
        guard text.utf8.count <= 400, (1...100).contains(scalars.count),
            let first = scalars.first, let last = scalars.last,
            !first.properties.isWhitespace, !last.properties.isWhitespace,
            scalars.allSatisfy(Self.isPrintable)
        else { return nil }
        self.text = String(text)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            false
        // Some scripts and emoji are joined by these; others turn text around.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }

    /// ``text``.
    public var description: String { text }
}
