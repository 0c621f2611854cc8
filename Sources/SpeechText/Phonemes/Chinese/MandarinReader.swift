/// Reads Chinese characters: words, then each word's syllables in their dictionary tones.
struct MandarinReader: Sendable {
    let lexicon: any MandarinLexicon

    /// The words of a run of characters, with the places in the text where each begins.
    func words(of run: MandarinScan.Run) -> [MandarinWord] {
        var simplified = run.characters.map { lexicon.simplified($0) }
        MandarinVariants.simplify(&simplified)
        var words: [MandarinWord] = []
        var start = 0
        for entry in MandarinSegmentation(lexicon: lexicon).words(of: simplified) {
            let end = start + entry.length
            let upper = end < run.starts.count ? run.starts[end] : run.range.upperBound
            words.append(
                word(
                    entry, Array(simplified[start..<end]), Array(run.characters[start..<end]),
                    run.starts[start]..<upper))
            start = end
        }
        return words
    }

    private func word(
        _ entry: MandarinEntry, _ characters: [Unicode.Scalar], _ written: [Unicode.Scalar],
        _ range: Range<Int>
    ) -> MandarinWord {
        var word = MandarinWord(
            content: .han, range: range, characters: characters, written: written,
            kind: entry.kind, isTold: entry.isTold)
        if entry.length > 1, let syllables = lexicon.syllables(of: entry) {
            word.syllables = syllables
        } else {
            for character in characters {
                if let syllable = lexicon.syllable(of: character) {
                    word.syllables.append(syllable)
                } else if let syllable = HanReadings.syllable(of: character) {
                    word.syllables.append(syllable)
                    word.origin = .rules
                }
            }
        }
        for (index, character) in written.enumerated() where characters[index] != character {
            if word.syllables.count == written.count, let own = Self.traditional[character],
                entry.length == 1 || own.alwaysSo,
                !(word.syllables[index].tone == 5
                    && word.syllables[index].letters == own.syllable.letters)
            {
                word.syllables[index] = own.syllable
            }
        }
        if word.syllables.count == 3, word.syllables.allSatisfy({ $0.tone == 3 }) {
            word.head = head(of: characters)
        }
        if word.syllables.count != characters.count {
            // Some character has no reading: nothing is said in its place.
            word.content = word.syllables.isEmpty ? .unread : .han
            word.origin = word.syllables.isEmpty ? .unread : .rules
            word.characters = Array(characters.prefix(word.syllables.count))
            word.written = Array(written.prefix(word.syllables.count))
        }
        return word
    }

    /// How a word of three characters is put together: by the likelier two of its words.
    private func head(of characters: [Unicode.Scalar]) -> Int {
        func cost(_ start: Int) -> Int {
            var cost = lexicon.entry(for: characters[start == 0 ? 2 : 0])?.cost ?? 256
            var pair = 512
            lexicon.forEachWord(in: characters, at: start) {
                if $0.length == 2 { pair = $0.cost }
            }
            cost += pair
            return cost
        }
        return cost(1) < cost(0) ? 1 : 2
    }

    /// Traditional characters that say which of a simplified one's readings is meant: in every
    /// word, or alone.
    private static let traditional: [Unicode.Scalar: (syllable: PinyinSyllable, alwaysSo: Bool)] = {
        let always = """
            髮 fa4 發 fa1 隻 zhi1 鍾 zhong1 鐘 zhong1 後 hou4 鬥 dou4 幹 gan4 鹹 xian2 纔 cai2 麵 mian4
            捲 juan3 衝 chong1 瀋 shen3 儘 jin3 術 shu4 築 zhu4 餘 yu2 彆 bie4 癥 zheng1 鬆 song1 穀 gu3
            """
        let alone = "祇 zhi3 乾 gan1 著 zhe5 臺 tai2 颱 tai2 係 xi4 繫 ji4 種 zhong3 瞭 liao3"
        var table: [Unicode.Scalar: (syllable: PinyinSyllable, alwaysSo: Bool)] = [:]
        for (list, isAlways) in [(always, true), (alone, false)] {
            let fields = list.split { $0 == " " || $0 == "\n" }
            for index in stride(from: 0, to: fields.count - 1, by: 2) {
                if let scalar = fields[index].unicodeScalars.first,
                    let syllable = PinyinSyllable(fields[index + 1])
                {
                    table[scalar] = (syllable, isAlways)
                }
            }
        }
        return table
    }()

    /// Puts readings that depend on their neighbours, and the tones that are said.
    func read(_ words: inout [MandarinWord]) {
        // All rules see the dictionary's readings, and nothing is copied.
        let readings = words.indices.compactMap { index -> (Int, [PinyinSyllable])? in
            guard words[index].isHan else { return nil }
            let context = MandarinContext(words: words, index: index)
            let syllables =
                words[index].character == nil
                ? MandarinPolyphones.wordReading(at: context)
                : MandarinPolyphones.reading(at: context).map { [$0] }
            return syllables.map { (index, $0) }
        }
        for (index, syllables) in readings
        where syllables.count == words[index].characters.count {
            words[index].syllables = syllables
        }
        MandarinNames.apply(to: &words)
        MandarinNeutralTones.apply(to: &words)
        lexicon.polyphones?.apply(to: &words)
        MandarinErhua.attach(in: &words)
        MandarinTones.apply(to: &words)
        for index in words.indices where words[index].isHan { MandarinErhua.join(&words[index]) }
    }
}
