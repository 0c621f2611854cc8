/// Traditional characters that are another simplified one in some words and themselves in
/// others: 著 is 着 but in words of writing and fame, 乾 is 干 but of heaven and emperors.
enum MandarinVariants {
    /// Writes the simplified character for those that are that.
    static func simplify(_ characters: inout [Unicode.Scalar]) {
        for index in characters.indices {
            let before = index > 0 ? characters[index - 1] : nil
            let after = index + 1 < characters.count ? characters[index + 1] : nil
            switch characters[index] {
            case "著":
                if before.map(fame.contains) != true, after.map(authors.contains) != true {
                    characters[index] = "着"
                }
            case "乾":
                if before.map(heaven.contains) != true, after.map(heaven.contains) != true {
                    characters[index] = "干"
                }
            default: break
            }
        }
    }

    private static let fame = Set("名土显编原论专巨译卓昭遗合拙新所大".unicodeScalars)
    private static let authors = Set("名作称者述录有".unicodeScalars)
    private static let heaven = Set("隆坤陵元卦康".unicodeScalars)
}
