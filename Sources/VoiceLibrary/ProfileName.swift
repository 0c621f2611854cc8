/// The name by which a voice profile is asked for: 1 to 64 of a–z, 0–9 and hyphens, beginning
/// and ending with a letter or digit. No two profiles of a library have the same.
public struct ProfileName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name.
    public let text: String

    /// A name as people should write it, for errors.
    static let rule =
        "1 to 64 lower-case letters a-z, digits and hyphens, with a letter or digit at both ends"

    /// Takes a name.
    ///
    /// - Throws: ``VoiceLibraryError/invalid(field:value:expected:)`` for one that breaks the
    ///   rule, or that could be taken for a profile's ID.
    public init(_ text: some StringProtocol) throws(VoiceLibraryError) {
        guard let name = Self(checking: text) else {
            throw .invalid(field: "name", value: String(text), expected: Self.rule)
        }
        self = name
    }

    init?(checking text: some StringProtocol) {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
        }
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), let first = bytes.first,
            isLetterOrDigit(first), isLetterOrDigit(bytes.reversed()[0]),
            bytes.allSatisfy({ isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }),
            VoiceProfile.ID(text) == nil
        else { return nil }
        self.text = String(text)
    }

    /// By their letters.
    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    /// ``text``.
    public var description: String { text }
}
