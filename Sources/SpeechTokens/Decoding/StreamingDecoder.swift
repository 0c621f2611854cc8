/// Turns tokens into text as they come, whole characters only.
///
/// A character may lie across tokens: its bytes are held back until it is complete.
/// The pieces together are what ``TextTokenizer/decode(_:skippingSpecialTokens:)`` gives
/// for all tokens at once. What never becomes a character is U+FFFD.
public struct StreamingDecoder: Sendable {
    private let tokenizer: TextTokenizer
    private let skipsSpecialTokens: Bool
    private var state = TokenDecoder.State()
    /// Bytes of a character that isn't complete, at most three after each call.
    private var held: [UInt8] = []

    /// Begins a text; special tokens may be left out of it.
    public init(_ tokenizer: TextTokenizer, skippingSpecialTokens: Bool = false) {
        self.tokenizer = tokenizer
        skipsSpecialTokens = skippingSpecialTokens
    }

    /// Takes a token and gives the text that is complete by it, often none.
    ///
    /// - Throws: ``TokenizerError/unknownToken(id:)``; the text stays as it was.
    public mutating func append(_ id: Int32) throws(TokenizerError) -> String {
        guard let token = tokenizer.spelling(of: id) else { throw .unknownToken(id: id) }
        if skipsSpecialTokens, token.isSpecial { return "" }
        held += tokenizer.decoder.append(token.bytes, isLiteral: token.isAdded, to: &state)
        let complete = held.count - Self.unfinished(held)
        defer { held.removeFirst(complete) }
        return String(decoding: held[..<complete], as: UTF8.self)
    }

    /// Ends the text and gives what remains of it.
    public mutating func finish() -> String {
        held += tokenizer.decoder.finish(&state)
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    /// How many bytes at the end begin a character that more bytes could complete.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            let length =
                switch byte {
                case 0xC2...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF4: 4
                default: 0
                }
            if length > back { return back }
            if byte & 0xC0 != 0x80 { return 0 }
        }
        return 0
    }
}
