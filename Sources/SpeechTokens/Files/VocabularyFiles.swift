extension TextTokenizer {
    /// How a byte-level tokenizer without a `tokenizer.json` treats text.
    public enum Recipe: String, Sendable, CaseIterable {
        /// GPT-2 and its descendants: no normalization, GPT-2's expression.
        case gpt2 = "GPT2Tokenizer"
        /// Qwen2, Qwen2.5, Qwen3: NFC, Qwen2's expression, digits one by one.
        case qwen2 = "Qwen2Tokenizer"
    }

    /// Reads a `vocab.json` with its `merges.txt`.
    ///
    /// - Parameters:
    ///   - configuration: The `tokenizer_config.json`; it names added tokens and the
    ///     recipe (`tokenizer_class`).
    ///   - recipe: The recipe where the configuration is missing or names none; given
    ///     both, the configuration's must be the same.
    public convenience init(
        vocabulary: String, merges: String, configuration: String? = nil, recipe: Recipe? = nil
    ) throws(TokenizerError) {
        let table = try TokenTable(try JSONField(file: vocabulary))
        let config: JSONField? =
            if let configuration { try JSONField(file: configuration) } else { nil }
        let chosen = try Self.recipe(recipe, config, vocabulary)
        var components = TokenizerComponents(
            model: BytePairModel(
                vocabulary: table, merges: try MergeTable(mergesFile: merges, table),
                options: .init(), isByteLevel: true),
            decoder: TokenDecoder(steps: [.byteLevel]))
        let expression: String
        switch chosen {
        case .gpt2: expression = PreTokenizer.gpt2Expression
        case .qwen2:
            expression = PreTokenizer.qwen2Expression
            guard let form = UnicodeNormalization("NFC") else {
                throw .unsupported(
                    file: vocabulary, component: "normalizer", kind: "NFC without ICU's data")
            }
            components.normalizer = .unicode(form)
        }
        if try config?.bool("add_prefix_space", else: false) ?? false {
            components.preTokenizer.steps.append(.prefixSpace)
        }
        components.preTokenizer.isByteLevel = true
        let field = config ?? JSONField(file: vocabulary, path: "", value: .null)
        components.preTokenizer.steps.append(
            .split(Splitter(try Finder(expression: expression, of: field), .isolated)))
        if let config { try components.addTokens(of: config) }
        try components.checkAddedTokens(file: configuration ?? vocabulary)
        try self.init(components)
    }

    private static func recipe(
        _ given: Recipe?, _ configuration: JSONField?, _ vocabulary: String
    ) throws(TokenizerError) -> Recipe {
        guard let name = try configuration?.optional("tokenizer_class") else {
            guard let given else {
                throw .invalid(
                    file: configuration?.file ?? vocabulary, field: "tokenizer_class",
                    reason: "is missing, and no recipe was given")
            }
            return given
        }
        let kind = try name.string()
        let slow = kind.hasSuffix("Fast") ? String(kind.dropLast(4)) : kind
        guard let recipe = Recipe(rawValue: slow) else {
            throw .unsupported(file: name.file, component: "tokenizer class", kind: kind)
        }
        guard given == nil || given == recipe else {
            throw name.mistake("is \(kind), but \(given?.rawValue ?? "") was asked for")
        }
        return recipe
    }
}

extension TokenizerComponents {
    /// Adds the tokens that a `tokenizer_config.json` names.
    fileprivate mutating func addTokens(of configuration: JSONField) throws(TokenizerError) {
        if let tokens = try configuration.optional("added_tokens_decoder") {
            for (key, value) in try tokens.members() {
                let name = String(decoding: key, as: UTF8.self)
                let field = JSONField(
                    file: tokens.file, path: "\(tokens.path)['\(name.prefix(80))']", value: value)
                guard let id = Int32(name), id >= 0, Int(id) < TokenTable.idLimit else {
                    throw field.mistake("is under no token ID")
                }
                added.append(try AddedToken(field, id: id))
            }
        }
        // Older files name the tokens that steer without saying more of them.
        for role in ["bos_token", "eos_token", "unk_token", "pad_token"] {
            guard let field = try configuration.optional(role) else { continue }
            let content: [UInt8] =
                if case .string(let bytes) = field.value { bytes } else {
                    try field.field("content").bytes()
                }
            if added.contains(where: { $0.content == content }) { continue }
            guard let id = model.vocabulary.id(of: content) else {
                throw field.mistake("is neither in the vocabulary nor an added token")
            }
            added.append(AddedToken(id: id, content: content, isSpecial: true))
        }
    }
}

extension MergeTable {
    /// Reads a `merges.txt`: a version line, then a pair a line.
    fileprivate init(mergesFile path: String, _ vocabulary: TokenTable) throws(TokenizerError) {
        let bytes = try fileBytes(path, limit: FileLimit.bytes)
        let count = bytes.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
        guard count <= FileLimit.values else {
            throw .tooLarge(file: path, what: "the number of lines", limit: FileLimit.values)
        }
        var builder = MergeBuilder(file: path, capacity: count, prefix: [])
        var rest = bytes[...]
        while !rest.isEmpty {
            let start = rest.startIndex
            var line = rest.prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            if line.last == 0x0D { line.removeLast() }
            if line.starts(with: Array("#version".utf8)) || (line.isEmpty && rest.isEmpty) {
                continue
            }
            guard let (left, right) = MergeBuilder.pair(line) else {
                throw .malformed(
                    file: path, offset: start, reason: "a line that isn't two tokens and a space")
            }
            try builder.add(left, right, vocabulary)
        }
        self = builder.table
    }
}
