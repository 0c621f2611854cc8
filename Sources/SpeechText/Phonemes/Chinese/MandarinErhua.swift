/// 儿 as the end of the syllable before it: 花儿 is huar1, one syllable.
enum MandarinErhua {
    /// Joins the 儿 of a word that are no syllables of their own; the dictionary has those in
    /// the neutral tone. Their characters are joined too.
    static func join(_ word: inout MandarinWord) {
        guard word.syllables.count > 1, word.spoken.count == word.syllables.count,
            word.characters.dropFirst().contains("儿")
        else { return }
        var index = word.syllables.count - 1
        while index > 0 {
            if word.characters[index] == "儿", word.syllables[index].tone == 5,
                word.syllables[index - 1].final != .er, !word.syllables[index - 1].isRhotic
            {
                word.syllables.remove(at: index)
                word.spoken.remove(at: index)
                word.characters.remove(at: index)
                word.written.remove(at: index)
                word.syllables[index - 1].isRhotic = true
                word.spoken[index - 1].isRhotic = true
                index -= 1
            }
            index -= 1
        }
    }

    /// Makes a 儿 alone the ending of the word before it, as far as that has few syllables:
    /// 盖 + 儿. Words that the dictionary has with it are no business of this. 们 too is no
    /// word of its own.
    static func attach(in words: inout [MandarinWord]) {
        var result: [MandarinWord] = []
        result.reserveCapacity(words.count)
        for word in words {
            guard let last = result.last, last.isHan, last.pause == .none,
                takes(word, behind: last)
            else {
                result.append(word)
                continue
            }
            var joined = last
            joined.characters += word.characters
            joined.written += word.written
            joined.syllables.append(word.syllables[0].with(tone: 5))
            joined.range = last.range.lowerBound..<word.range.upperBound
            joined.pause = word.pause
            result[result.count - 1] = joined
        }
        words = result
    }

    private static func takes(_ word: MandarinWord, behind last: MandarinWord) -> Bool {
        guard let end = last.syllables.last else { return false }
        switch word.character {
        case "儿":
            return last.syllables.count <= 3 && end.final != .er && end.tone != 5
                && last.kind != .person && last.kind != .particle
        case "们": return last.kind != .particle && last.kind != .verb
        default: return false
        }
    }
}
