import SpeechText

/// A word as flite takes it: ASCII, with the marks before and after it.
struct FliteToken: Equatable {
    var name: String
    var before = ""
    var after = ""
    /// Phones in flite's own form, `(hh ax l ow1)`; nil: by lexicon and rules.
    var phones: String?

    /// Whether a mark behind the word ends a sentence.
    var endsSentence: Bool { after.utf8.contains { ".!?".utf8.contains($0) } }

    /// The longest word that is handed over in one piece; the letter-to-sound
    /// rules are slow and meaningless beyond.
    static let longestName = 48

    /// Cuts a text into tokens. Letters that are not Latin are put into Latin ones;
    /// what can't be said (control characters, unknown signs) is left out.
    ///
    /// - Parameter unread: Gets the letters that are left out.
    static func tokens(
        of text: String, pronunciations: [Pronunciation], unread: inout UnreadLetters
    ) -> [FliteToken] {
        var cutter = FliteTokenCutter()
        var pending = pronunciations.filter { !$0.range.isEmpty }[...]
        var offset = 0
        for scalar in text.unicodeScalars {
            let start = offset
            offset += UTF8.width(scalar)
            if let next = pending.first, start >= next.range.lowerBound {
                if start < next.range.upperBound {
                    cutter.collect(scalar, of: next.ipa)
                    continue
                }
                cutter.endPronunciation()
                pending = pending.dropFirst()
                if let following = pending.first, following.range.contains(start) {
                    cutter.collect(scalar, of: following.ipa)
                    continue
                }
            }
            cutter.add(scalar)
        }
        cutter.endPronunciation()
        cutter.endText()
        for scalar in cutter.unread.letters { unread.note(scalar) }
        return namingLetters(cutter.tokens)
    }

    /// The tokens with a capital A that is a letter rather than the article pronounced so:
    /// among other single letters, before a mark, or within a sentence. flite by itself
    /// says the article for most of them.
    private static func namingLetters(_ tokens: [FliteToken]) -> [FliteToken] {
        var tokens = tokens
        for index in tokens.indices where tokens[index].name == "A" {
            let token = tokens[index]
            guard token.phones == nil else { continue }
            let last = index > 0 ? tokens[index - 1] : nil
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            let begins = last.map { $0.endsSentence || !token.before.isEmpty } ?? true
            let isLetter: Bool
            if last?.isLetter == true && last?.after.isEmpty == true && token.before.isEmpty {
                isLetter = true
            } else if let next, token.after.isEmpty {
                // Within a sentence an article is small, but in headlines.
                let isHeadline = next.name.first?.isUppercase == true && !next.isLetter
                if isHeadline, !begins { tokens[index].phones = "ax0" }
                isLetter = next.isLetter && next.before.isEmpty || !begins && !isHeadline
            } else {
                isLetter = true
            }
            if isLetter { tokens[index].phones = "ey1" }
        }
        return tokens
    }

    private var isLetter: Bool { name.utf8.count == 1 && name.first?.isUppercase == true }

}

/// The state between two letters of ``FliteToken/tokens(of:pronunciations:unread:)``.
private struct FliteTokenCutter {
    private(set) var tokens: [FliteToken] = []
    private(set) var unread = UnreadLetters()
    private var word = FliteToken(name: "")
    /// Whether nothing stood between the last token and here, so that marks belong
    /// to it.
    private var touchesLast = false
    /// The text of a pronunciation being passed, and its phones.
    private var replaced: (text: String.UnicodeScalarView, phones: String?)?

    /// Takes a letter that a pronunciation stands for.
    mutating func collect(_ scalar: Unicode.Scalar, of ipa: String) {
        if replaced == nil {
            endForeign()
            endWord()
            replaced = (String.UnicodeScalarView(), FlitePhones.phones(of: ipa))
        }
        replaced?.text.append(scalar)
    }

    /// Ends the range of a pronunciation, if there is one.
    mutating func endPronunciation() {
        guard let (text, phones) = replaced else { return }
        replaced = nil
        guard let phones else {
            // No phone in it: the text is read as usual.
            for scalar in text { add(scalar) }
            return
        }
        let name = text.lazy.compactMap { LatinFolding.ascii(of: $0) }.joined()
            .filter { $0.isLetter || $0.isNumber }
        // flite asks for a name even where it doesn't read it.
        tokens.append(
            FliteToken(
                name: name.isEmpty ? "x" : String(name.prefix(FliteToken.longestName)),
                before: word.before, phones: phones))
        word = FliteToken(name: "")
        touchesLast = true
    }

    /// Takes a letter of plain text.
    mutating func add(_ scalar: Unicode.Scalar) {
        guard let folded = LatinFolding.ascii(of: scalar) else {
            // Marks belong to the letter before them.
            if scalar.properties.isAlphabetic || !foreign.isEmpty && scalar.properties.isDiacritic {
                foreign.unicodeScalars.append(scalar)
                if foreign.utf8.count >= Self.longestForeign { endForeign() }
            }
            return
        }
        endForeign()
        for character in folded.unicodeScalars { addASCII(character) }
    }

    /// Letters that are not known here, until the last of them has come.
    private var foreign = ""
    private static let longestForeign = 400

    private mutating func endForeign() {
        guard !foreign.isEmpty else { return }
        let latin = ForeignLetters.ascii(foreign)
        for scalar in (latin.isEmpty ? foreign : latin).unicodeScalars {
            if (0x20...0x7E).contains(scalar.value) {
                addASCII(scalar)
            } else {
                unread.note(scalar)
            }
        }
        foreign = ""
    }

    /// Ends the text.
    mutating func endText() {
        endForeign()
        endWord()
    }

    private mutating func addASCII(_ scalar: Unicode.Scalar) {
        switch scalar {
        case " ":
            endWord()
            touchesLast = false
        case "\"", "(", ")", "[", "]", "{", "}", "`":
            if word.name.isEmpty {
                if touchesLast { mark(scalar) } else { word.before.unicodeScalars.append(scalar) }
            } else {
                word.after.unicodeScalars.append(scalar)
            }
        case ",", ";", ":", ".", "!", "?":
            if word.name.isEmpty { mark(scalar) } else { word.after.unicodeScalars.append(scalar) }
        default:
            if !word.after.isEmpty {
                if Self.staysInside(word.after), Self.isWordly(scalar) {
                    // 3.14, 10:30, U.S.A.: the mark is a part of the word.
                    word.name += word.after
                    word.after = ""
                } else {
                    endWord()
                }
            }
            word.name.unicodeScalars.append(scalar)
            if word.name.utf8.count >= FliteToken.longestName { endWord() }
        }
    }

    /// Ends the word being collected.
    mutating func endWord() {
        defer { word = FliteToken(name: "") }
        guard word.name.utf8.contains(where: { Self.isWordly(Unicode.Scalar($0)) }) else {
            // Marks alone (a dash, say) still make a pause.
            if !word.name.isEmpty, !tokens.isEmpty, tokens[tokens.count - 1].after.isEmpty {
                tokens[tokens.count - 1].after = ","
            }
            word.after.unicodeScalars.forEach { mark($0) }
            return
        }
        tokens.append(word)
        touchesLast = true
    }

    /// Hangs a mark on the last token. A text can't begin with one.
    private mutating func mark(_ scalar: Unicode.Scalar) {
        guard !tokens.isEmpty, tokens[tokens.count - 1].after.utf8.count < 8 else { return }
        tokens[tokens.count - 1].after.unicodeScalars.append(scalar)
    }

    private static func staysInside(_ mark: String) -> Bool {
        mark == "." || mark == ":" || mark == ","
    }

    private static func isWordly(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }
}
