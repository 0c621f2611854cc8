/// A language, named by the lower-case primary tag of BCP 47, with an optional
/// upper-case region: `en`, `pt-BR`, `zh`.
public struct Language: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The tag, canonical in case: `en`, `pt-BR`.
    public let tag: String

    /// Makes a language from a tag such as `en`, `EN-us` or `pt_BR`; nil if the
    /// text is not shaped like one. Script subtags (`zh-Hans`) are dropped.
    public init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard let first = parts.first, (2...3).contains(first.utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { Self.isAlphanumeric($0) } }),
            first.utf8.allSatisfy({ !(0x30...0x39).contains($0) })
        else { return nil }
        let region = parts.dropFirst().first { $0.utf8.count == 2 }
        tag = first.lowercased() + (region.map { "-" + $0.uppercased() } ?? "")
    }

    private init(known tag: String) { self.tag = tag }

    /// The primary tag alone: `pt` of `pt-BR`.
    public var primary: String { String(tag.prefix { $0 != "-" }) }

    /// Whether two languages share their primary tag.
    public func matches(_ other: Language) -> Bool { primary == other.primary }

    /// The tag.
    public var description: String { tag }

    /// Decodes a tag; throws when it is not one.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let language = Language(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "'\(text)' is not a language tag such as en, ja or pt-BR"))
        }
        self = language
    }

    /// Encodes the tag.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tag)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }

    /// English.
    public static let english = Language(known: "en")
    /// Japanese.
    public static let japanese = Language(known: "ja")
    /// Chinese (Mandarin).
    public static let chinese = Language(known: "zh")
    /// Portuguese.
    public static let portuguese = Language(known: "pt")
}
