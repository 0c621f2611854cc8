/// The parts of a tokenizer, in the order in which a text meets them.
struct TokenizerComponents: Sendable {
    var added: [AddedToken] = []
    var normalizer: Normalizer?
    var preTokenizer = PreTokenizer()
    var model: BytePairModel
    var template = Template()
    var decoder: TokenDecoder

    /// Tokens around those of the text.
    struct Template: Sendable {
        var before: [Int32] = []
        var after: [Int32] = []
    }
}
