extension PhonemeInventory {
    /// Japanese, in the names of Open JTalk: capital vowels are voiceless, `N` is ん, `cl` っ. The
    /// digit of a vowel, of `N` and of `cl` is its pitch: 0 low, 1 high.
    public static let japanese = PhonemeInventory(
        language: .japanese,
        names: JapaneseSounds.names.compactMap { name, _ in
            JapaneseSounds.symbols[name].map { ($0, name) }
        },
        stresses: [.none, .low, .high], ipa: .japanese)
}
