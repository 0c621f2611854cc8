/// Byte-pair encoding (Sennrich et al. 2016) as Hugging Face's `BPE` model does it.
///
/// A piece begins as characters, or bytes, each a token; then again and again the pair
/// of neighbours with the lowest rank, the leftmost of equals, becomes one token.
struct BytePairModel: Sendable {
    /// What a file says beside vocabulary and merges.
    struct Options: Sendable {
        /// The token for characters that the vocabulary lacks.
        var unknown: Int32?
        /// Whether neighbouring unknown characters are one token.
        var fusesUnknown = false
        /// Written before each character of a piece but the first.
        var continuingPrefix: [UInt8] = []
        /// Written behind the last character of a piece.
        var endSuffix: [UInt8] = []
        /// Whether characters that the vocabulary lacks become tokens such as `<0x0A>`.
        var fallsBackToBytes = false
        /// Whether a piece that is a token itself needs no merges.
        var takesWholePieces = false
    }

    let vocabulary: TokenTable
    let options: Options
    private let merges: MergeTable
    /// The token of each byte in GPT-2's alphabet; -1: none. Nil: the model sees characters.
    private let byteTokens: [Int32]?
    /// The tokens `<0x00>` to `<0xFF>`; -1: none.
    private let fallbackTokens: [Int32]

    init(vocabulary: TokenTable, merges: MergeTable, options: Options, isByteLevel: Bool) {
        self.vocabulary = vocabulary
        self.merges = merges
        self.options = options
        byteTokens =
            isByteLevel ? ByteAlphabet.characters.map { vocabulary.id(of: $0) ?? -1 } : nil
        fallbackTokens = (0...255).map { byte in
            guard options.fallsBackToBytes else { return -1 }
            let digits = String(byte, radix: 16, uppercase: true)
            return vocabulary.id(of: Array("<0x\(byte < 16 ? "0" : "")\(digits)>".utf8)) ?? -1
        }
    }

    /// A token of a piece and how many of the piece's bytes it stands for.
    struct Symbol {
        var token: Int32
        var length: Int32
    }

    /// Tokenizes a piece into `workspace.symbols`.
    ///
    /// - Throws: the offset of a character that has no token.
    func tokenize(
        _ piece: UnsafeBufferPointer<UInt8>, in workspace: inout MergeWorkspace
    ) throws(Unknown) {
        workspace.symbols.removeAll(keepingCapacity: true)
        if options.takesWholePieces, let whole = wholeToken(piece) {
            workspace.symbols.append(Symbol(token: whole, length: Int32(piece.count)))
            return
        }
        if let byteTokens {
            try symbols(ofBytes: piece, byteTokens, into: &workspace.symbols)
        } else {
            try symbols(ofCharacters: piece, into: &workspace.symbols)
        }
        workspace.mergeSymbols(by: merges)
    }

    /// A character that has no token.
    struct Unknown: Error {
        var offset: Int
    }

    private func wholeToken(_ piece: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard byteTokens != nil else { return vocabulary.id(of: piece) }
        var mapped: [UInt8] = []
        for byte in piece { mapped += ByteAlphabet.characters[Int(byte)] }
        return vocabulary.id(of: mapped)
    }

    private func symbols(
        ofBytes piece: UnsafeBufferPointer<UInt8>, _ byteTokens: [Int32],
        into symbols: inout [Symbol]
    ) throws(Unknown) {
        for (offset, byte) in piece.enumerated() {
            let token = byteTokens[Int(byte)]
            if token >= 0 {
                symbols.append(Symbol(token: token, length: 1))
            } else {
                try unknown(at: offset, length: 1, &symbols)
            }
        }
    }

    private func symbols(
        ofCharacters piece: UnsafeBufferPointer<UInt8>, into symbols: inout [Symbol]
    ) throws(Unknown) {
        var spelling: [UInt8] = []
        var offset = 0
        while offset < piece.count {
            var end = offset + 1
            while end < piece.count, piece[end] & 0xC0 == 0x80 { end += 1 }
            spelling.removeAll(keepingCapacity: true)
            if offset > 0 { spelling += options.continuingPrefix }
            spelling += piece[offset..<end]
            if end == piece.count { spelling += options.endSuffix }
            let bytes = piece[offset..<end]
            if let token = vocabulary.id(of: spelling) {
                symbols.append(Symbol(token: token, length: Int32(bytes.count)))
            } else if bytes.allSatisfy({ fallbackTokens[Int($0)] >= 0 }) {
                for byte in bytes {
                    symbols.append(Symbol(token: fallbackTokens[Int(byte)], length: 1))
                }
            } else {
                try unknown(at: offset, length: bytes.count, &symbols)
            }
            offset = end
        }
    }

    private func unknown(
        at offset: Int, length: Int, _ symbols: inout [Symbol]
    ) throws(Unknown) {
        guard let unknown = options.unknown else { throw Unknown(offset: offset) }
        if options.fusesUnknown, let last = symbols.last, last.token == unknown {
            symbols[symbols.count - 1].length += Int32(length)
        } else {
            symbols.append(Symbol(token: unknown, length: Int32(length)))
        }
    }
}
