/// Which words make one accent phrase: a run of words with at most one fall of the voice.
///
/// The rules are those of Open JTalk (njd_set_accent_phrase, rules 1 to 18): a later one
/// overrides an earlier. One is added.
enum JapaneseAccentPhrases {
    /// Decides for each word whether it joins the one before it, where nothing has yet.
    static func divide(_ words: inout [JapaneseWord]) {
        for index in words.indices.dropFirst() where words[index].joins == nil {
            words[index].joins = joins(words[index], after: words[index - 1])
        }
    }

    private static func joins(_ word: JapaneseWord, after before: JapaneseWord) -> Bool {
        // 18 and 14 to 17: suffixes join, marks and prefixes stand alone, and so do the two
        // parts of a name.
        if word.detail == "接尾" { return true }
        if before.kind == .noun, word.detail3 == "名" { return false }
        if before.detail3 == "姓", word.kind == .noun { return false }
        if word.kind == .prefix || word.kind == .symbol || before.kind == .symbol { return false }
        // 13: a noun and what says something of it.
        if before.kind == .noun,
            word.kind == .verb || word.kind == .adjective || word.detail == "形容動詞語幹"
        {
            return false
        }
        // 12, 11: dependent verbs and adjectives behind what they depend on.
        if word.detail == "非自立" {
            let isContinued = before.form.hasPrefix("連用")
            if word.kind == .verb, before.kind == .verb, isContinued { return true }
            if word.kind == .adjective {
                if before.kind == .verb || before.kind == .adjective, isContinued { return true }
                if before.kind == .particle, before.detail == "接続助詞",
                    before.surface == "て" || before.surface == "で"
                {
                    return true
                }
            }
        }
        // 10: a noun behind a suffix.
        if before.detail == "接尾", word.kind == .noun { return false }
        // 9, 8: what hangs on words joins, what stands by itself doesn't join that.
        let hangs = word.kind == .particle || word.kind == .auxiliary
        if hangs { return true }
        if before.kind == .particle || before.kind == .auxiliary { return false }
        // 7, 6: adverbs and their like.
        if before.kind == .noun && before.detail == "副詞可能"
            || word.kind == .noun && word.detail == "副詞可能"
        {
            return false
        }
        let alone: [JapaneseWord.Kind] = [.adverb, .conjunction, .adnominal]
        if alone.contains(word.kind) || alone.contains(before.kind) { return false }
        // Not one of theirs: 早く起きる, 青く澄む are said in two phrases.
        if before.kind == .adjective, word.kind == .verb, word.detail == "自立" { return false }
        // 5, 4, 3: what begins anew behind verbs, adjectives and stems of them.
        if before.kind == .verb, word.kind == .adjective || word.kind == .noun { return false }
        if before.kind == .noun, before.detail == "形容動詞語幹", word.kind == .noun { return false }
        if before.kind == .adjective, word.kind == .noun { return false }
        // 2, 1.
        return true
    }
}
