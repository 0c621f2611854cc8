internal import Synchronization

/// A text in tokens.
public struct TokenizedText: Sendable, Equatable {
    /// The tokens.
    public var ids: [Int32] = []
    /// For each token the bytes of the text (UTF-8) that it stands for. Empty for tokens
    /// that the tokenizer adds. Several tokens of one normalized character have the same.
    public var ranges: [Range<Int>] = []

    mutating func append(_ id: Int32, _ range: Range<Int>) {
        ids.append(id)
        ranges.append(range)
    }
}

/// A byte-pair tokenizer in Hugging Face's formats, for the text side of speech models.
///
/// Immutable and usable from many threads at once. Time grows with n log n in the length
/// of the text, whatever the text.
public final class TextTokenizer: Sendable {
    /// The longest text, in bytes.
    public static let textLimit = 16 << 20

    let decoder: TokenDecoder
    private let components: TokenizerComponents
    private let rawFinder: AddedTokenFinder
    private let normalizedFinder: AddedTokenFinder
    private let added: [Int32: AddedToken]

    /// Memory that calls lend themselves; what it remembers is no part of any result.
    private struct Scratch: Sendable {
        var workspace = MergeWorkspace()
        var cache = PieceCache()
    }
    private let idle = Mutex<[Scratch]>([])

    init(_ components: TokenizerComponents) throws(TokenizerError) {
        self.components = components
        decoder = components.decoder
        var raw = AddedTokenFinder()
        var normalized = AddedTokenFinder()
        var added: [Int32: AddedToken] = [:]
        for token in components.added {
            added[token.id] = token
            if token.isNormalized {
                let text = AlignedText(token.content, at: 0)
                let spelling = try components.normalizer?(text) ?? text
                normalized.add(token, spelled: spelling.bytes)
            } else {
                raw.add(token, spelled: token.content)
            }
        }
        rawFinder = raw
        normalizedFinder = normalized
        self.added = added
    }

    /// One more than the highest ID of a token.
    public var upperBound: Int {
        max(components.model.vocabulary.upperBound, (added.keys.max().map(Int.init) ?? -1) + 1)
    }

    /// The ID of a token by its spelling in the file.
    public func id(of token: String) -> Int32? {
        let bytes = Array(token.utf8)
        return components.added.last { $0.content == bytes }?.id
            ?? components.model.vocabulary.id(of: bytes)
    }

    /// The spelling of a token in the file; in byte-level vocabularies a space is "Ġ".
    public func token(of id: Int32) -> String? {
        spelling(of: id).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    func spelling(
        of id: Int32
    ) -> (bytes: ArraySlice<UInt8>, isAdded: Bool, isSpecial: Bool)? {
        if let token = added[id] { return (token.content[...], true, token.isSpecial) }
        return components.model.vocabulary.token(of: id).map { ($0, false, false) }
    }

    /// The tokens of a text.
    ///
    /// - Parameters:
    ///   - addingSpecialTokens: Whether the tokens stand around them that the file's
    ///     template wants.
    ///   - recognizingSpecialTokens: Whether "<|endoftext|>" and its like in the text
    ///     become the token. False for texts of strangers, who could steer the model
    ///     by it: then it is spelled out.
    /// - Throws: ``TokenizerError/unencodable(character:offset:)``,
    ///   ``TokenizerError/patternGaveUp(pattern:)`` or
    ///   ``TokenizerError/textTooLong(bytes:limit:)``.
    public func encode(
        _ text: String, addingSpecialTokens: Bool = true, recognizingSpecialTokens: Bool = true
    ) throws(TokenizerError) -> [Int32] {
        try tokenize(
            text, addingSpecialTokens: addingSpecialTokens,
            recognizingSpecialTokens: recognizingSpecialTokens
        ).ids
    }

    /// The tokens of a text with the bytes they stand for; otherwise as
    /// ``encode(_:addingSpecialTokens:recognizingSpecialTokens:)``.
    public func tokenize(
        _ text: String, addingSpecialTokens: Bool = true, recognizingSpecialTokens: Bool = true
    ) throws(TokenizerError) -> TokenizedText {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.textLimit else {
            throw .textTooLong(bytes: bytes.count, limit: Self.textLimit)
        }
        var scratch = idle.withLock { $0.popLast() } ?? Scratch()
        defer { idle.withLock { $0.append(scratch) } }
        var result = TokenizedText()
        result.ids.reserveCapacity(bytes.count / 3 + 8)
        result.ranges.reserveCapacity(bytes.count / 3 + 8)
        if addingSpecialTokens {
            for id in components.template.before { result.append(id, 0..<0) }
        }
        for part in rawFinder.parts(of: bytes, specials: recognizingSpecialTokens) {
            if let token = part.token {
                result.append(token, part.range)
            } else {
                let segment =
                    part.range.count == bytes.count ? bytes : Array(bytes[part.range])
                try append(
                    AlignedText(segment, at: part.range.lowerBound),
                    specials: recognizingSpecialTokens, to: &result, &scratch)
            }
        }
        if addingSpecialTokens {
            let end = bytes.count..<bytes.count
            for id in components.template.after { result.append(id, end) }
        }
        return result
    }

    /// Adds the tokens of text in which only normalized added tokens may be.
    private func append(
        _ source: AlignedText, specials: Bool, to result: inout TokenizedText,
        _ scratch: inout Scratch
    ) throws(TokenizerError) {
        let text = try components.normalizer?(source) ?? source
        let parts = normalizedFinder.parts(of: text.bytes, specials: specials)
        for part in parts {
            if let token = part.token {
                result.append(token, text.source(part.range))
                continue
            }
            var segment = text
            if part.range.count < text.bytes.count {
                var rewriter = AlignedText.Rewriter(text)
                rewriter.keep(part.range)
                segment = rewriter.text
            }
            guard !segment.bytes.isEmpty else { continue }
            let isFirst = segment.source(0..<1).lowerBound == 0
            let pieces = try components.preTokenizer(segment, isFirst: isFirst)
            try append(pieces, to: &result, &scratch)
        }
    }

    /// Adds the tokens of pieces.
    private func append(
        _ pieces: PreTokenizer.Pieces, to result: inout TokenizedText, _ scratch: inout Scratch
    ) throws(TokenizerError) {
        let text = pieces.text
        let failure = text.bytes.withUnsafeBufferPointer { bytes -> TokenizerError? in
            for range in pieces.ranges {
                var at = range.lowerBound
                func add(_ token: Int32, _ length: Int32) {
                    result.append(token, text.source(at..<at + Int(length)))
                    at += Int(length)
                }
                let piece = UnsafeBufferPointer(rebasing: bytes[range])
                let key = PieceCache.Key(piece)
                if let key, scratch.cache.forEach(key, add) { continue }
                do throws(BytePairModel.Unknown) {
                    try components.model.tokenize(piece, in: &scratch.workspace)
                } catch {
                    let place = range.lowerBound + error.offset
                    return .unencodable(
                        character: String(decoding: bytes[place...].prefix(4), as: UTF8.self)
                            .first.map(String.init) ?? "",
                        offset: text.source(place..<place + 1).lowerBound)
                }
                for symbol in scratch.workspace.symbols { add(symbol.token, symbol.length) }
                if let key { scratch.cache.remember(key, scratch.workspace.symbols) }
            }
            return nil
        }
        if let failure { throw failure }
    }

    /// The text of tokens. Bytes that are no character become U+FFFD.
    ///
    /// - Throws: ``TokenizerError/unknownToken(id:)``.
    public func decode(
        _ ids: some Sequence<Int32>, skippingSpecialTokens: Bool = false
    ) throws(TokenizerError) -> String {
        var bytes: [UInt8] = []
        var state = TokenDecoder.State()
        for id in ids {
            guard let token = spelling(of: id) else { throw .unknownToken(id: id) }
            if skippingSpecialTokens, token.isSpecial { continue }
            bytes += decoder.append(token.bytes, isLiteral: token.isAdded, to: &state)
        }
        bytes += decoder.finish(&state)
        return String(decoding: bytes, as: UTF8.self)
    }
}
