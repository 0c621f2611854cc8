extension Lexicon {
    /// Mandarin.
    static let chinese: Lexicon = {
        var lexicon = Lexicon()
        lexicon.hasHalfDays = true
        lexicon.hasChineseMobiles = true
        lexicon.point = "点"
        lexicon.telephoneWords = ["tel", "fax"]
        lexicon.scales = [
            "million": .million, "billion": .billion, "trillion": .trillion, "k": .thousand,
            "K": .thousand, "M": .million, "B": .billion,
        ]
        lexicon.spellsAcronyms = true
        lexicon.capitalWords = [
            "NASA", "NATO", "UNESCO", "UNICEF", "AIDS", "COVID", "SARS", "OPEC", "FIFA", "OK",
            "IKEA", "CUDA",
        ]
        return lexicon
    }()
}
