extension TextTokenizer {
    /// Reads a `tokenizer.json` of Hugging Face's tokenizers.
    ///
    /// Its truncation and padding are no part of a tokenizer and left to the caller.
    ///
    /// - Throws: any ``TokenizerError`` but those of texts; a component that isn't known
    ///   is an error, never left out.
    public convenience init(tokenizerFile path: String) throws(TokenizerError) {
        let root = try JSONField(file: path)
        let model = try root.field("model")
        var components = TokenizerComponents(
            model: BytePairModel(
                vocabulary: TokenTable(), merges: MergeTable(capacity: 0), options: .init(),
                isByteLevel: false),
            decoder: TokenDecoder())
        components.normalizer = try root.optional("normalizer").map {
            field throws(TokenizerError) in try Normalizer(field)
        }
        if let field = try root.optional("pre_tokenizer") {
            try components.preTokenizer.add(field)
        }
        if let field = try root.optional("post_processor") { try components.template.add(field) }
        if let field = try root.optional("decoder") {
            components.decoder.steps = []
            try components.decoder.add(field)
        }
        components.model = try BytePairModel(
            model, isByteLevel: components.preTokenizer.isByteLevel)
        if let field = try root.optional("added_tokens") {
            for element in try field.elements() {
                components.added.append(
                    try AddedToken(element, id: try element.field("id").tokenID()))
            }
        }
        try components.checkAddedTokens(file: path)
        try self.init(components)
    }
}

extension AddedToken {
    /// Reads an added token's fields.
    init(_ field: JSONField, id: Int32) throws(TokenizerError) {
        self.init(id: id, content: try field.field("content").bytes())
        isWholeWord = try field.bool("single_word", else: false)
        stripsLeft = try field.bool("lstrip", else: false)
        stripsRight = try field.bool("rstrip", else: false)
        isSpecial = try field.bool("special", else: false)
        isNormalized = try field.bool("normalized", else: !isSpecial)
        guard !content.isEmpty else { throw field.mistake("is an empty token") }
        guard content.count <= Self.lengthLimit else {
            throw .tooLarge(
                file: field.file, what: "the length of \(field.path)", limit: Self.lengthLimit)
        }
    }

    /// The longest added token, in bytes: looking for tokens takes at most this many steps
    /// a byte of text.
    static let lengthLimit = 1024
}

extension TokenizerComponents {
    /// Refuses added tokens that contradict the vocabulary or each other.
    func checkAddedTokens(file: String) throws(TokenizerError) {
        var table = TokenTable()
        for token in added {
            let name = String(decoding: token.content, as: UTF8.self)
            func mistake(_ reason: String) -> TokenizerError {
                .invalid(file: file, field: "added token '\(name.prefix(80))'", reason: reason)
            }
            if let known = model.vocabulary.id(of: token.content), known != token.id {
                throw mistake("has the ID \(token.id), but \(known) in the vocabulary")
            }
            if let other = model.vocabulary.token(of: token.id), !other.elementsEqual(token.content)
            {
                throw mistake(
                    "has the ID \(token.id) of '\(String(decoding: other, as: UTF8.self))'")
            }
            do {
                try table.insert(token.content, id: token.id)
            } catch {
                switch error {
                case .token(let other): throw mistake("has both IDs \(other) and \(token.id)")
                case .id: throw mistake("has the ID \(token.id) of another added token")
                }
            }
        }
    }
}
