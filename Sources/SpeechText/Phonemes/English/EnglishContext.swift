/// A place in a sentence, with what its neighbours tell of it.
struct EnglishContext {
    let words: [EnglishWord]
    let index: Int

    var word: EnglishWord { words[index] }

    /// The letters of the word so many places away; empty where a pause or the end is before it.
    func neighbour(_ distance: Int) -> String {
        var place = index
        while place != index + distance {
            if distance > 0 {
                guard words[place].pause == .none, place + 1 < words.count else { return "" }
                place += 1
            } else {
                guard place > 0, words[place - 1].pause == .none else { return "" }
                place -= 1
            }
        }
        return words[place].letters
    }

    func isOne(_ distance: Int, of list: String) -> Bool {
        let word = neighbour(distance)
        return !word.isEmpty && list.split(separator: " ").contains { $0 == word }
    }

    /// Whether any word of the sentence's surroundings is one of a list.
    func isNear(_ list: String) -> Bool {
        let cues = list.split(separator: " ")
        let range = max(0, index - 12)..<min(words.count, index + 13)
        return words[range].contains { word in cues.contains { $0 == word.letters } }
    }

    func tags(_ distance: Int) -> EnglishWordClass {
        let word = neighbour(distance)
        return word.isEmpty ? [] : .of(word)
    }

    /// How far to the left the next word is that is no adverb: "to quickly record".
    var leftDistance: Int {
        var distance = -1
        while distance > -4 {
            let tags = tags(distance)
            guard tags.has(.adverb), !tags.has([.subject, .determiner]),
                !neighbour(distance - 1).isEmpty
            else { break }
            distance -= 1
        }
        return distance
    }

    /// How much speaks for a verb here; below zero, for a noun or an adjective.
    var verbScore: Int {
        var score = leftScore + rightScore
        if isInverted { score += 4 }
        return score
    }

    private var isThirdPerson: Bool { word.letters.hasSuffix("s") && !word.letters.hasSuffix("ss") }

    private var leftScore: Int {
        let distance = leftDistance
        let left = neighbour(distance)
        let next = tags(1)
        guard !left.isEmpty else {
            // At the beginning: an order, or a noun.
            return next.has([.determiner, .possessive, .object]) && !isOne(1, of: "of") ? 2 : -1
        }
        let tags = tags(distance)
        if tags.has(.to) {
            return isOne(distance - 1, of: Self.prepositionalTo) ? -3 : 5
        }
        if isOne(distance, of: "let's please") { return 5 }
        if tags.has([.modal, .does]) { return 5 }
        if isOne(distance, of: "that which who") { return isThirdPerson || left != "that" ? 2 : 1 }
        if tags.has(.subject), !tags.has(.have), !tags.has(.be) {
            if tags.has(.object), isOne(distance - 1, of: Self.causatives) { return 5 }
            return left == "it" && !isThirdPerson ? 1 : 4
        }
        if tags.has(.possessive), tags.has(.object) {
            // Her: let her record, her record.
            return isOne(distance - 1, of: Self.causatives) && next.has([.determiner, .possessive])
                ? 4 : -5
        }
        if tags.has(.object) { return isOne(distance - 1, of: Self.causatives) ? 5 : -1 }
        if tags.has([.determiner, .possessive, .number]) { return -6 }
        if tags.has(.preposition) { return -5 }
        if tags.has([.be, .have]) { return -3 }
        if tags.has(.conjunction) { return 0 }
        if tags.has(.clause) { return -1 }
        if tags.has(.verb) { return -4 }
        if tags.has(.past), tags.has(.adjective) { return -3 }
        if tags.has(.adjective) { return tags.has(.noun) ? -2 : -4 }
        if tags.has(.plural) { return isThirdPerson ? -2 : 2 }
        if tags.has(.noun) { return isThirdPerson ? (startsWithDeterminer ? 2 : 1) : -2 }
        return 0
    }

    /// Whether a determiner stands two words before: "the company produces".
    private var startsWithDeterminer: Bool {
        tags(leftDistance - 1).has([.determiner, .possessive])
    }

    private var rightScore: Int {
        let next = neighbour(1)
        guard !next.isEmpty else { return 0 }
        if next == "of" { return -4 }
        if next == "to" { return 0 }
        let tags = tags(1)
        if tags.has([.be, .modal, .have, .does]) { return -4 }
        if next == "that" || next == "how" || next == "what" { return 2 }
        if tags.has([.determiner, .possessive, .number]) { return 3 }
        if tags.has(.object) { return 3 }
        if tags.has(.subject) { return -1 }
        if tags.has(.preposition) { return -1 }
        if tags.has(.adverb) { return 1 }
        if tags.has([.past, .verb]), !tags.has(.adjective) { return -2 }
        if tags.has([.plural, .adjective, .gerund]) { return 1 }
        return 0
    }

    /// Whether an auxiliary stands before the subject: "Did the farmers produce".
    var isInverted: Bool {
        let left = tags(-1)
        guard left.has([.subject, .noun]), !left.has(.does) else { return false }
        for distance in 2...4 {
            let word = neighbour(-distance)
            guard !word.isEmpty else { return false }
            let tags = tags(-distance)
            if tags.has([.does, .modal]), !tags.has(.noun) {
                // Only where nothing stands before the auxiliary: a question.
                let before = neighbour(-distance - 1)
                return before.isEmpty || EnglishWordClass.of(before).has([.clause, .conjunction])
                    || ["what", "which", "who", "whom"].contains(before)
            }
            if tags.has([.verb, .be, .have, .preposition]) { return false }
        }
        return false
    }

    /// Before these `to` is a preposition.
    private static let prepositionalTo =
        "due close according next prior similar objection access addition response reference listen "
        + "listened listening listens accustomed opposed thanks subject contrary equal"

    /// Verbs after which a person and then a verb stand: "let him record".
    private static let causatives =
        "let lets make makes made help helps helped see saw hear heard watch watched letting have had"
}
