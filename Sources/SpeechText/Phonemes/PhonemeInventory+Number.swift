extension PhonemeInventory {
    /// Languages by their numbers.
    private static let numbered: [Language] = [.english, .japanese, .chinese]

    /// The language's number beside each token that a model takes. The numbers are stored with
    /// trained voices: English 0, Japanese 1, Mandarin 2.
    public var number: Int {
        // Every inventory is of one of them.
        Self.numbered.firstIndex { language.matches($0) }!
    }
}
