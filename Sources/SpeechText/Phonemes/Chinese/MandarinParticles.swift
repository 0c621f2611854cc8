/// The character 著, which is 着 in traditional texts, and itself in words of writing and fame.
enum MandarinParticles {
    /// Writes 着 for those that are that.
    static func simplify(_ characters: inout [Unicode.Scalar]) {
        for index in characters.indices where characters[index] == "著" {
            let before = index > 0 ? characters[index - 1] : nil
            let after = index + 1 < characters.count ? characters[index + 1] : nil
            if let before, isFame.contains(before) { continue }
            if let after, ofFame.contains(after) { continue }
            characters[index] = "着"
        }
    }

    private static let isFame = Set("名土显编原论专巨译卓昭遗合拙新所大".unicodeScalars)
    private static let ofFame = Set("名作称者述录有".unicodeScalars)
}
