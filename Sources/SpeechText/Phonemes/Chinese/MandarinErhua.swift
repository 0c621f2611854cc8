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

    /// Makes a 儿 alone the ending of a word of one syllable before it: 盖儿, 这 + 儿. A word that
    /// ends with it and that the dictionary has is no business of this.
    static func attach(in words: inout [MandarinWord]) {
        var index = words.count - 1
        while index > 0 {
            if words[index].character == "儿", words[index - 1].isHan,
                words[index - 1].pause == .none, let last = words[index - 1].syllables.last,
                words[index - 1].syllables.count <= 3, last.final != .er, last.tone != 5,
                words[index - 1].kind != .person, words[index - 1].kind != .particle
            {
                words[index - 1].characters.append("儿")
                words[index - 1].written += words[index].written
                words[index - 1].syllables.append(words[index].syllables[0].with(tone: 5))
                words[index - 1].range =
                    words[index - 1].range.lowerBound..<words[index].range.upperBound
                words[index - 1].pause = words[index].pause
                words.remove(at: index)
            }
            index -= 1
        }
    }
}
