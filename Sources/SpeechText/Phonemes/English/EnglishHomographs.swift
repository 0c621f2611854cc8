/// Words that are written alike and said differently: which of them stands here.
enum EnglishHomographs {
    /// The sense of a word that its dictionary has in several.
    static func sense(at context: EnglishContext, of senses: Set<WordSense>) -> WordSense {
        if let rule = rules[context.word.letters] { return rule(context) }
        if senses.contains(.name), !senses.isDisjoint(with: [.noun, .verb, .adjective]),
            context.word.has(.capital), !context.word.has(.first)
        {
            return .name
        }
        if senses.contains(.verb), senses.count > 1 {
            return context.verbScore > 0 ? .verb : nominal(context, senses)
        }
        return nominal(context, senses)
    }

    /// Noun or adjective.
    private static func nominal(_ context: EnglishContext, _ senses: Set<WordSense>) -> WordSense {
        guard senses.contains(.adjective) else { return .noun }
        guard senses.contains(.noun) else { return .adjective }
        return isBeforeNoun(context) || context.tags(context.leftDistance).has([.be, .degree])
            ? .adjective : .noun
    }

    private static func isBeforeNoun(_ context: EnglishContext) -> Bool {
        let next = context.tags(1)
        return next.has([.noun, .plural]) && !next.has([.be, .modal, .preposition])
    }

    private static func isNominalPlace(_ context: EnglishContext) -> Bool {
        let left = context.tags(context.leftDistance)
        return left.has([.determiner, .possessive, .number, .preposition])
            && !left.has([.to, .subject])
    }

    /// A verb only where much speaks for it.
    private static func rarelyVerb(_ context: EnglishContext) -> WordSense {
        context.verbScore >= 4 ? .verb : .noun
    }

    /// A verb unless something speaks for the noun.
    private static func mostlyVerb(_ context: EnglishContext) -> WordSense {
        context.verbScore >= -1 ? .verb : .noun
    }

    private typealias Rule = @Sendable (EnglishContext) -> WordSense

    private static let rules: [String: Rule] = {
        var rules: [String: Rule] = [
            "read": read, "lead": lead, "leads": lead, "live": live, "lives": lives,
            "wind": wind, "winds": wind, "tear": tear, "tears": tears, "close": close,
            "closer": { _ in .adjective }, "wound": wound, "dove": dove, "bow": bow, "bows": bow,
            "bass": {
                $0.isNear("fish fishing fished caught lake river pond trout salmon") ? .rare : .noun
            },
            "content": content, "minute": minute, "used": used, "does": does, "do": { _ in .verb },
            "object": object, "subject": subject, "polish": polish, "august": august,
            "reading": place, "nice": place, "aged": aged, "learned": participle,
            "blessed": participle, "invalid": invalid, "present": present,
            "sow": { isNominalPlace($0) ? .noun : .verb }, "sewer": { _ in .noun },
            "resume": { isNominalPlace($0) && $0.verbScore < 0 ? .noun : .verb },
            "row": {
                $0.isNear("argument quarrel shouting angry") && $0.verbScore < 0 ? .rare : .noun
            },
            "perfect": { $0.verbScore >= 4 && !$0.tags(-1).has(.degree) ? .verb : .adjective },
            "frequent": { $0.verbScore >= 4 ? .verb : .adjective },
            "separate": { $0.verbScore > 0 ? .verb : .adjective },
        ]
        rules["refuse"] = { $0.isOne(1, of: "to") ? .verb : mostlyVerb($0) }
        for word in ["produce", "produces", "combine", "collect", "confine", "proceed"] {
            rules[word] = mostlyVerb
        }
        for word in [
            "mouth", "entrance", "incense", "concert", "concerts", "desert", "deserts", "escrow",
            "console", "consoles", "baths", "axes", "analyses", "allies", "address", "compliment",
            "complement", "fragment", "segment", "converse", "compress", "certificate", "abstract",
            "contents", "overall", "excess", "attribute",
        ] {
            rules[word] = rarelyVerb
        }
        return rules
    }()

    // MARK: Words with rules of their own

    private static let read: Rule = { context in
        let distance = context.leftDistance
        let left = context.tags(distance)
        let word = context.neighbour(distance)
        if left.has([.have, .be]), !["get", "got", "gets"].contains(word) { return .past }
        if left.has([.modal, .does, .to]) { return .verb }
        if context.isOne(distance, of: "i'd he'd she'd we'd they'd") { return .past }
        if left.isEmpty, word.isEmpty {
            // At the beginning it is an order; "Read by millions" is not.
            return context.isOne(1, of: "by aloud") && context.isOne(1, of: "by") ? .past : .verb
        }
        if left.has(.object), !left.has(.subject),
            context.isOne(
                distance - 1, of: "let make makes made help helps hear heard see saw watch")
        {
            return .verb
        }
        if ["you", "i", "we", "they", "him", "her"].contains(word),
            context.isOne(
                distance - 1, of: "do does did will would can could should may must might to let")
                || context.isOne(distance - 1, of: "don't didn't can't won't didn't couldn't")
        {
            return .verb
        }
        if ["he", "she", "it", "who"].contains(word) {
            return context.isOne(
                distance - 1, of: "did does can could will would should may might let")
                ? .verb : .past
        }
        if left.has([.determiner, .possessive]) || word == "please" { return .verb }
        if context.isInverted { return .verb }
        if left.has(.adjective), !left.has([.subject, .past]) { return .verb }
        let habit =
            "always usually often every sometimes tomorrow daily now never generally seldom rarely"
        let then =
            "yesterday ago last once earlier before already when was were had did said thought then "
            + "until knew told went wrote sat came took left made ran gave found felt stood"
        if context.isNear(then) { return .past }
        if context.isNear(habit) { return .verb }
        if word == "and" || word == "or" || word == "," {
            // As what it is joined to: "sat and read", "write and read".
            return context.tags(distance - 1).has(.past) ? .past : .verb
        }
        if left.has(.plural) { return .verb }
        if word == "i" || word == "we" || word == "they" || left.has(.noun) { return .past }
        return .verb
    }

    private static let lead: Rule = { context in
        if context.isOne(
            1,
            of: "pipe pipes poisoning paint bullet bullets acetate weight weights ore shot pencil")
            || context.isOne(-1, of: "molten")
        {
            return .rare
        }
        if context.isOne(-1, of: "of with from into contains containing melted like"),
            !context.tags(1).has([.determiner, .possessive]),
            !context.isOne(1, of: "by to singer actor")
        {
            return .rare
        }
        let metals = "silver gold zinc copper tin iron steel"
        if context.isOne(1, of: "and or"), context.isOne(2, of: metals) { return .rare }
        if context.isOne(-1, of: "and or"), context.isOne(-2, of: metals) { return .rare }
        if context.isNear("zinc copper tin mercury arsenic metal metals toxic") { return .rare }
        return .verb
    }

    private static let live: Rule = { context in
        let left = context.tags(context.leftDistance)
        let word = context.neighbour(context.leftDistance)
        if [
            "went", "go", "goes", "going", "streamed", "broadcast", "performed", "performing",
            "playing", "played", "sang", "singing",
        ]
        .contains(word) {
            return .adjective
        }
        if context.isOne(
            1,
            of: "music show shows broadcast broadcasts coverage concert concerts performance event "
                + "events audience wire wires ammunition album recording recordings version television "
                + "tv stream streaming video theater entertainment bait animals animal"),
            !left.has([.to, .modal])
        {
            return .adjective
        }
        if left.has([.determiner, .possessive]), !left.has([.relative, .subject]) {
            return .adjective
        }
        if left.has(.be) { return .adjective }
        if left.has([.to, .modal, .subject, .does]) { return .verb }
        if context.isOne(1, of: "from on") && !left.has([.noun, .plural]) { return .adjective }
        if left.has(.preposition) { return .adjective }
        return context.tags(1).isEmpty && left.has([.past, .noun]) && !left.has(.plural)
            ? .adjective : .verb
    }

    private static let lives: Rule = { context in
        let left = context.tags(context.leftDistance)
        if left.has([.determiner, .possessive, .number, .adjective, .preposition, .verb, .gerund]),
            !left.has(.relative)
        {
            return .noun
        }
        return context.verbScore > -2 ? .verb : .noun
    }

    private static let wind: Rule = { context in
        let score = context.verbScore
        if context.isOne(1, of: "up down its their through around along between across"), score >= 0
        {
            return .verb
        }
        return score >= 3 ? .verb : .noun
    }

    /// A rip is said as the verb is.
    private static let tear: Rule = { context in
        if isNominalPlace(context), !context.tags(context.leftDistance).has(.relative) {
            let isRip =
                context.isOne(1, of: "in") && !context.isNear("eye eyes cheek cry cried")
                || context.isOne(-2, of: "wear")
            return isRip ? .verb : .noun
        }
        if context.isOne(-1, of: "and"), context.isOne(-2, of: "wear") { return .verb }
        return context.isOne(1, of: "gas drop drops") || context.verbScore < 0 ? .noun : .verb
    }

    private static let tears: Rule = { context in
        if context.isOne(1, of: "up apart down through at") { return .verb }
        return context.verbScore >= 3 ? .verb : .noun
    }

    private static let close: Rule = { context in
        let left = context.tags(context.leftDistance)
        let word = context.neighbour(context.leftDistance)
        if left.has([.to, .modal, .does]) { return .verb }
        if left.has(.degree) || left.has(.be)
            || [
                "came", "come", "comes", "stay", "stayed", "keep",
                "kept", "stood", "stand", "sat", "drew", "draw", "getting", "coming",
            ].contains(word)
        {
            return .adjective
        }
        if context.isOne(1, of: "by") || context.isOne(1, of: "to enough together") {
            return left.has(.subject) ? .verb : .adjective
        }
        if left.has([.determiner, .possessive]), !left.has(.relative) || word == "that" {
            // The noun is said as the verb is: the close of the day.
            return context.isOne(1, of: "of") || context.neighbour(1).isEmpty ? .verb : .adjective
        }
        if left.has(.preposition), isBeforeNoun(context) { return .adjective }
        if context.isOne(
            1, of: "friend friends relative relatives range quarters attention call ties contact")
        {
            return .adjective
        }
        return .verb
    }

    private static let wound: Rule = { context in
        let left = context.tags(context.leftDistance)
        if left.has([.determiner, .possessive, .number]), !left.has([.subject, .relative]) {
            return .noun
        }
        if context.isOne(1, of: "up down around round through its along on tightly back") {
            return .past
        }
        if context.isOne(1, of: "itself himself herself themselves it him her them") {
            return .past
        }
        if left.has(.subject), context.tags(1).has([.determiner, .possessive, .object]) {
            return .past
        }
        return .noun
    }

    private static let dove: Rule = { context in
        let left = context.tags(context.leftDistance)
        if left.has([.determiner, .possessive, .number]), !left.has(.subject) { return .noun }
        return left.has([.subject, .noun, .plural, .conjunction])
            && context.isOne(
                1, of: "into in under down off for deep beneath through over to headfirst straight")
            ? .past : .noun
    }

    private static let bow: Rule = { context in
        if context.verbScore > 0 || context.isOne(1, of: "down before") { return .verb }
        let isShip = context.isNear("ship boat deck stern vessel ships waves sailor captain")
        let isBend = context.isOne(-1, of: "a deep") && context.isNear("take took takes made final")
        return isShip || isBend ? .verb : .noun
    }

    private static let content: Rule = { context in
        let left = context.tags(context.leftDistance)
        if context.isOne(1, of: "with to"), left.has([.be, .adverb, .past, .noun, .degree]) {
            return .verb
        }
        return left.has([.be, .degree]) && context.neighbour(1).isEmpty ? .verb : .noun
    }

    private static let minute: Rule = { context in
        context.isOne(
            1,
            of: "detail details amount amounts particle particles difference differences quantity "
                + "quantities traces fraction changes")
            || context.tags(-1).has(.degree) && !context.isOne(-1, of: "as more")
            ? .adjective : .noun
    }

    /// `used to`, what was a habit, and what one is accustomed to.
    private static let used: Rule = { context in
        guard context.isOne(1, of: "to") else { return .verb }
        let left = context.tags(context.leftDistance)
        guard left.has([.be]) else { return .past }
        if left.has(.subject) || context.isOne(-1, of: "get got getting") { return .past }
        let next = context.tags(2)
        return next.has([.determiner, .possessive, .object, .gerund]) ? .past : .verb
    }

    private static let does: Rule = { context in
        let left = context.tags(-1)
        return left.has([.number]) || context.isOne(-1, of: "the") ? .noun : .verb
    }

    private static let object: Rule = { context in
        if context.isOne(1, of: "to"), !isNominalPlace(context) { return .verb }
        return context.verbScore > 0 ? .verb : .noun
    }

    private static let subject: Rule = { context in
        context.isOne(1, of: "to") ? .noun : context.verbScore > 1 ? .verb : .noun
    }

    private static let present: Rule = { context in
        if context.tags(-1).has([.be, .degree]) || context.isOne(1, of: "at in day") {
            return context.tags(-1).has([.to, .modal]) ? .verb : .noun
        }
        return context.verbScore > 0 ? .verb : .noun
    }

    private static let polish: Rule = { context in
        guard context.word.has(.capital) else { return .verb }
        if !context.word.has(.first) { return .name }
        return context.tags(1).has([.determiner, .possessive, .object]) ? .verb : .name
    }

    private static let august: Rule = { $0.word.has(.capital) ? .name : .adjective }

    /// Towns that are written like words.
    private static let place: Rule = { context in
        context.word.has(.capital) && !context.word.has(.first)
            && context.isOne(-1, of: "in at from to near of through around") ? .name : .verb
    }

    private static let aged: Rule = { context in
        let left = context.tags(-1)
        return left.has([.determiner, .possessive]) && !context.tags(1).has(.number)
            ? .adjective : .verb
    }

    private static let participle: Rule = { context in
        let left = context.tags(context.leftDistance)
        return left.has([.determiner, .possessive, .degree]) && !left.has([.subject, .relative])
            ? .adjective : .verb
    }

    private static let invalid: Rule = { context in
        context.tags(-1).has(.determiner) && context.neighbour(1).isEmpty
            || context.tags(-1).has(.determiner) && context.tags(1).has([.be, .relative])
            ? .noun : .adjective
    }
}
