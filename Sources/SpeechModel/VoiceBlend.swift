/// Voices mixed by weights, written as `ivy(2)+mara`: names of one family with how much of each,
/// 1 where nothing is said.
public struct VoiceBlend: Sendable, Equatable {
    /// A voice and how much of it there is; the shares of all sum to 1.
    public struct Part: Sendable, Equatable {
        /// The whole ID.
        public var voice: VoiceID
        /// Between 0 and 1.
        public var share: Double
    }

    /// Two to eight, in the order that they are written in.
    public var parts: [Part]

    /// Reads an ID such as `wren/ivy(2)+mara`, of which each part may name the family again; nil
    /// for what is no blend: without a `+`, or with weights that aren't numbers above 0 and up to
    /// 100.
    public init?(_ id: VoiceID) {
        guard id.name.utf8.contains(UInt8(ascii: "+")), let slash = id.name.firstIndex(of: "/")
        else { return nil }
        let family = id.name[...slash]
        let texts = id.name[id.name.index(after: slash)...].split(
            separator: "+", omittingEmptySubsequences: false)
        guard (2...8).contains(texts.count) else { return nil }
        var parts: [Part] = []
        for text in texts {
            guard let part = Self.part(text, of: family) else { return nil }
            parts.append(part)
        }
        let sum = parts.reduce(0) { $0 + $1.share }
        self.parts = parts.map { Part(voice: $0.voice, share: $0.share / sum) }
    }

    private static func part(_ text: Substring, of family: Substring) -> Part? {
        var name = text
        var weight = 1.0
        if text.last == ")", let open = text.lastIndex(of: "(") {
            guard let given = Double(text[text.index(after: open)...].dropLast()), given > 0,
                given <= 100
            else { return nil }
            (name, weight) = (text[..<open], given)
        }
        if name.hasPrefix(family) { name = name.dropFirst(family.count) }
        guard !name.isEmpty, !name.contains("/") else { return nil }
        return Part(voice: VoiceID("\(family)\(name)"), share: weight)
    }
}
