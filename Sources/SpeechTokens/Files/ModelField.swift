extension BytePairModel {
    /// Reads the `model` of a `tokenizer.json`.
    init(_ field: JSONField, isByteLevel: Bool) throws(TokenizerError) {
        // Files older than the field have none; only this model has merges.
        let kind = try field.optional("type")?.string() ?? "BPE"
        guard kind == "BPE" else {
            throw .unsupported(file: field.file, component: "model", kind: kind)
        }
        if let dropout = try field.optional("dropout") {
            guard case .number(0) = dropout.value else {
                throw .unsupported(file: field.file, component: "model", kind: "BPE with dropout")
            }
        }
        let vocabulary = try TokenTable(try field.field("vocab"))
        var options = Options()
        options.continuingPrefix =
            try field.optional("continuing_subword_prefix")?.bytes() ?? []
        options.endSuffix = try field.optional("end_of_word_suffix")?.bytes() ?? []
        options.fusesUnknown = try field.bool("fuse_unk", else: false)
        options.fallsBackToBytes = try field.bool("byte_fallback", else: false)
        options.takesWholePieces = try field.bool("ignore_merges", else: false)
        if let unknown = try field.optional("unk_token") {
            guard let id = vocabulary.id(of: try unknown.bytes()) else {
                throw unknown.mistake("is not in the vocabulary")
            }
            options.unknown = id
        }
        guard
            !isByteLevel || (options.continuingPrefix.isEmpty && options.endSuffix.isEmpty)
        else {
            throw .unsupported(
                file: field.file, component: "model", kind: "byte level with prefix or suffix")
        }
        let list = try field.field("merges")
        guard case .array(let values) = list.value else { throw list.mistake("is no list") }
        var builder = MergeBuilder(
            file: field.file, capacity: values.count, prefix: options.continuingPrefix)
        for (rank, value) in values.enumerated() {
            func pair() -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
                switch value {
                case .string(let text): MergeBuilder.pair(text[...])
                case .array(let parts):
                    if parts.count == 2, case .string(let left) = parts[0],
                        case .string(let right) = parts[1]
                    {
                        (left[...], right[...])
                    } else {
                        nil
                    }
                default: nil
                }
            }
            guard let (left, right) = pair() else {
                throw .invalid(
                    file: field.file, field: "\(list.path)[\(rank)]", reason: "is no pair")
            }
            try builder.add(left, right, vocabulary)
        }
        self.init(
            vocabulary: vocabulary, merges: builder.table, options: options,
            isByteLevel: isByteLevel)
    }
}

/// Collects merges in the order of their ranks.
struct MergeBuilder {
    private let file: String
    private let prefix: [UInt8]
    private(set) var table: MergeTable
    private var rank: UInt32 = 0

    init(file: String, capacity: Int, prefix: [UInt8]) {
        self.file = file
        self.prefix = prefix
        table = MergeTable(capacity: capacity)
    }

    /// The two halves of a line; nil where it isn't two words.
    static func pair(
        _ line: ArraySlice<UInt8>
    ) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)? {
        let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
            ? (parts[0], parts[1]) : nil
    }

    /// Adds the merge of the next rank.
    mutating func add(
        _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ vocabulary: TokenTable
    ) throws(TokenizerError) {
        func mistake(_ reason: String) -> TokenizerError {
            .invalid(file: file, field: "merge \(rank)", reason: reason)
        }
        func id(_ token: some Collection<UInt8>) throws(TokenizerError) -> Int32 {
            guard let id = vocabulary.id(of: Array(token)) else {
                let name = String(decoding: token.prefix(80), as: UTF8.self)
                throw mistake("has '\(name)', which isn't in the vocabulary")
            }
            return id
        }
        let leftID = try id(left)
        let rightID = try id(right)
        guard right.starts(with: prefix) else {
            throw mistake("continues a word without the continuing prefix")
        }
        let token = try id(left + right.dropFirst(prefix.count))
        table.set(leftID, rightID, .init(rank: rank, token: token))
        rank += 1
    }
}

extension TokenTable {
    /// Reads a vocabulary: an object of tokens and their IDs.
    init(_ field: JSONField) throws(TokenizerError) {
        self.init()
        for (key, value) in try field.members() {
            func mistake(_ reason: String) -> TokenizerError {
                let name = String(decoding: key.prefix(80), as: UTF8.self)
                return .invalid(
                    file: field.file,
                    field: field.path.isEmpty ? "'\(name)'" : "\(field.path)['\(name)']",
                    reason: reason)
            }
            guard let id = value.tokenID else {
                throw mistake("is no token ID (a whole number from 0 to \(Self.idLimit - 1))")
            }
            do {
                try insert(key, id: id)
            } catch {
                switch error {
                case .token(let other): throw mistake("has both IDs \(other) and \(id)")
                case .id: throw mistake("has the ID \(id) of another token")
                }
            }
        }
    }
}
