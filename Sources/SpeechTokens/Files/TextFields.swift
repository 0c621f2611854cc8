extension Normalizer {
    /// Reads a normalizer.
    init(_ field: JSONField) throws(TokenizerError) {
        let kind = try field.field("type").string()
        switch kind {
        case "NFC", "NFD", "NFKC", "NFKD":
            guard let form = UnicodeNormalization(kind) else {
                throw field.mistake("needs ICU's data, which isn't installed")
            }
            self = .unicode(form)
        case "Lowercase": self = .lowercase
        case "StripAccents": self = .stripAccents
        case "Strip":
            self = .strip(
                left: try field.bool("strip_left", else: true),
                right: try field.bool("strip_right", else: true))
        case "Prepend": self = .prepend(try field.field("prepend").bytes())
        case "Replace":
            self = .replace(
                try Finder(try field.field("pattern")), with: try field.field("content").bytes())
        case "Sequence":
            var steps: [Normalizer] = []
            for element in try field.field("normalizers").elements() {
                steps.append(try Normalizer(element))
            }
            self = .sequence(steps)
        default: throw .unsupported(file: field.file, component: "normalizer", kind: kind)
        }
    }
}

extension Finder {
    /// Reads a pattern: `{"String": …}` or `{"Regex": …}`.
    init(_ field: JSONField) throws(TokenizerError) {
        if let literal = try field.optional("String") {
            self = .literal(try literal.bytes())
        } else {
            let expression = try field.field("Regex")
            self = try Finder(expression: try expression.string(), of: expression)
        }
    }

    /// Compiles an expression that stands in a field.
    init(expression: String, of field: JSONField) throws(TokenizerError) {
        do {
            self = .expression(try Pattern(expression))
        } catch {
            throw field.mistake(error.reason)
        }
    }
}

extension PreTokenizer {
    /// The expression by which GPT-2 cuts text (openai/gpt-2, encoder.py).
    static let gpt2Expression =
        #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#
    /// That of Qwen2 (its tokenizer.json).
    static let qwen2Expression =
        #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"#
        + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#

    /// Adds the steps of a pre-tokenizer.
    mutating func add(_ field: JSONField) throws(TokenizerError) {
        let kind = try field.field("type").string()
        guard !isByteLevel else {
            throw .unsupported(
                file: field.file, component: "pre-tokenizer", kind: "\(kind) after ByteLevel")
        }
        func split(
            _ expression: String, _ behaviour: Splitter.Behaviour, inverted: Bool = false
        ) throws(TokenizerError) {
            let finder = try Finder(expression: expression, of: field)
            steps.append(.split(Splitter(finder, behaviour, inverted: inverted)))
        }
        func behaviour() throws(TokenizerError) -> Splitter.Behaviour {
            let name = try field.field("behavior")
            guard let behaviour = Splitter.Behaviour(rawValue: try name.string()) else {
                throw .unsupported(
                    file: field.file, component: "behaviour of a split", kind: try name.string())
            }
            return behaviour
        }
        switch kind {
        case "Sequence":
            for element in try field.field("pretokenizers").elements() { try add(element) }
        case "ByteLevel":
            if try field.bool("add_prefix_space", else: true) { steps.append(.prefixSpace) }
            if try field.bool("use_regex", else: true) {
                try split(Self.gpt2Expression, .isolated)
            }
            isByteLevel = true
        case "Split":
            steps.append(
                .split(
                    Splitter(
                        try Finder(try field.field("pattern")), try behaviour(),
                        inverted: try field.bool("invert", else: false))))
        case "Whitespace": try split(#"\w+|[^\w\s]+"#, .removed, inverted: true)
        case "WhitespaceSplit": try split(#"\s"#, .removed)
        case "Digits":
            let individual = try field.bool("individual_digits", else: false)
            try split(#"\p{N}"#, individual ? .isolated : .contiguous)
        case "Punctuation":
            try split(
                #"[\p{P}!-/:-@\[-`{-~]"#,
                try field.optional("behavior") == nil ? .isolated : try behaviour())
        case "Metaspace": steps.append(.metaspace(try Metaspace(field)))
        default: throw .unsupported(file: field.file, component: "pre-tokenizer", kind: kind)
        }
    }
}

extension PreTokenizer.Metaspace {
    /// Reads what pre-tokenizer and decoder have in common.
    init(_ field: JSONField) throws(TokenizerError) {
        replacement = try field.optional("replacement")?.bytes() ?? Array("\u{2581}".utf8)
        guard !replacement.isEmpty else { throw field.mistake("has an empty replacement") }
        if let scheme = try field.optional("prepend_scheme") {
            guard let prefix = Prefix(rawValue: try scheme.string()) else {
                throw .unsupported(
                    file: field.file, component: "prepend scheme", kind: try scheme.string())
            }
            self.prefix = prefix
        } else {
            prefix = try field.bool("add_prefix_space", else: true) ? .always : .never
        }
        splits = try field.bool("split", else: true)
    }
}
