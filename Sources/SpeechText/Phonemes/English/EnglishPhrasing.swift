/// Where a reader breathes that no mark tells of: long runs of words become phrases.
///
/// A juncture counts what readers did there: logarithms of odds over 7,960 junctures of 290
/// LibriSpeech utterances (speakers 19, 26, 27, 1089), whose texts have no marks, by what stands
/// around it (`scripts/wren/phrasing.py` counts them): 82 % pause before "and the", 50 % before
/// "and butter", 44 % before "which", 21 % before "with". Phrases of three to eight words cost
/// nothing. The division that counts most is taken (in the manner of Taylor and Black 1998, with
/// counts instead of a Markov model).
struct EnglishPhrasing {
    /// Where a pause may be.
    private struct Juncture {
        /// The word before it.
        let word: Int
        /// What speaks for a pause; below zero, against it.
        let odds: Double
        /// The best division up to here: what it counts, and the juncture before.
        var total = 0.0
        var previous: Int?
    }

    /// How far back a phrase may begin, in junctures: nobody's breath reaches farther.
    private static let reach = 16

    /// The words of a sentence behind which a reader pauses, ascending, those left out that marks
    /// divide already.
    ///
    /// - Complexity: Linear.
    static func pauses(in words: [EnglishWord]) -> [Int] {
        var pauses: [Int] = []
        var start = 0
        for index in words.indices
        where words[index].pause != .none || index == words.count - 1 {
            divide(words, start...index, into: &pauses)
            start = index + 1
        }
        return pauses
    }

    /// Divides words that no mark divides.
    private static func divide(
        _ words: [EnglishWord], _ run: ClosedRange<Int>, into pauses: inout [Int]
    ) {
        guard run.count >= 6 else { return }
        var junctures: [Juncture] = []
        for word in run.dropLast() {
            if let odds = odds(ofPauseAfter: word, in: words, upTo: run.upperBound) {
                junctures.append(Juncture(word: word, odds: odds))
            }
        }
        junctures.append(Juncture(word: run.upperBound, odds: 0))
        for place in junctures.indices {
            let sinceStart = junctures[place].word - run.lowerBound + 1
            var best: (total: Double, previous: Int?) =
                (place < reach ? -cost(ofWords: sinceStart) : -.infinity, nil)
            for previous in max(0, place - reach)..<place {
                let before = junctures[previous]
                let total = before.total - cost(ofWords: junctures[place].word - before.word)
                if total > best.total { best = (total, previous) }
            }
            junctures[place].total = best.total + junctures[place].odds
            junctures[place].previous = best.previous
        }
        var chosen: [Int] = []
        var place = junctures[junctures.count - 1].previous
        while let juncture = place {
            chosen.append(junctures[juncture].word)
            place = junctures[juncture].previous
        }
        pauses += chosen.reversed()
    }

    /// What a phrase of so many words costs: too short to stand alone, too long for a breath.
    private static func cost(ofWords count: Int) -> Double {
        switch count {
        case ...2: 2
        case 3...8: 0
        default: 0.3 * Double(count - 8)
        }
    }

    /// What speaks for a pause behind a word; nil where nobody pauses: within what belongs
    /// together.
    private static func odds(
        ofPauseAfter index: Int, in words: [EnglishWord], upTo end: Int
    ) -> Double? {
        let (word, next) = (words[index], words[index + 1])
        guard !word.has(.joinsNext), let after = EnglishWordClass.closed(next.letters) else {
            return nil
        }
        if let before = EnglishWordClass.closed(word.letters) {
            guard before.has([.object, .adverb, .noun]),
                !before.has([.possessive, .determiner, .preposition, .relative, .clause])
            else { return nil }
        }
        let following = index + 2 <= end ? words[index + 2].letters : ""
        let then = EnglishWordClass.closed(following)
        if after.has(.conjunction) { return then == nil ? 0 : 1.8 }
        if after.has(.relative) { return then?.has([.be, .have, .modal]) ?? false ? 0.4 : -0.35 }
        if after.has(.clause) {
            return then == nil ? -0.75 : then?.has(.subject) ?? false ? 0.35 : 0
        }
        if next.letters == "of" { return nil }
        if after.has([.preposition, .to]) { return -1.4 }
        // "The book I bought" has none, but what a comma is missing from does.
        return after.has(.subject) && !after.has(.object) ? -0.6 : nil
    }
}
