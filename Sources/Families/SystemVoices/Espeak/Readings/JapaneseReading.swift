import JapaneseDictionary
import SpeechModel
import SpeechText
import Synchronization

/// Japanese text as the kana that are pronounced, by MeCab's dictionary.
///
/// Particles are as they sound (は as ワ, へ as エ), long vowels are ー. The words of
/// a phrase (a noun with its particles, a verb with its auxiliaries) stand
/// together, so that espeak-ng stresses each phrase once.
final class JapaneseReading: Sendable {
    private let dictionary: JapaneseDictionary

    init() throws(SynthesisError) {
        do {
            dictionary = try JapaneseDictionary()
        } catch {
            switch error {
            case .missing(let component, let remedy):
                throw .missing(component: component, remedy: remedy)
            case .unusable(let component, let reason):
                throw .failed("\(component): \(reason)")
            case .outOfMemory: throw .outOfMemory
            }
        }
    }

    /// A reading that is opened when it is first needed.
    final class Lazy: Sendable {
        private let state = Mutex<JapaneseReading?>(nil)

        func reading() throws(SynthesisError) -> JapaneseReading {
            try state.withLock { reading throws(SynthesisError) in
                if let reading { return reading }
                let new = try JapaneseReading()
                reading = new
                return new
            }
        }
    }

    /// The kana of a text, with marks for pauses; nothing else is in it. Letters
    /// without any known reading are left out.
    func kana(of text: String) -> String {
        var unread = UnreadLetters()
        return written(text, isMarkup: false, &unread)
    }

    /// The same in SSML, with Latin words that the dictionary doesn't know for an English
    /// voice; in kana they are spelt letter by letter.
    ///
    /// - Parameter unread: Gets the letters without any known reading.
    func markup(of text: String, unread: inout UnreadLetters) -> String {
        written(text, isMarkup: true, &unread)
    }

    private func written(
        _ text: String, isMarkup: Bool, _ unread: inout UnreadLetters
    ) -> String {
        var phrases = PhraseWriter()
        var words = dictionary.words(of: Self.fullWidth(text))
        JapaneseNumerals.read(&words)
        for word in words {
            if let mark = Self.mark(word.surface) {
                phrases.add(mark: mark)
                phrases.lastJoinsNext = false
            } else if isMarkup, let english = Self.english(word) {
                phrases.add(english: english)
                phrases.lastJoinsNext = false
            } else {
                let kana = word.lengthensVowel ? "ー" : kana(of: word, &unread)
                phrases.add(kana, beginsPhrase: word.beginsPhrase)
                phrases.lastJoinsNext = word.joinsNext
            }
        }
        return phrases.text
    }

    private func kana(of word: JapaneseWord, _ unread: inout UnreadLetters) -> String {
        if let reading = word.kana { return reading }
        if let kana = Kana.katakana(word.surface) { return kana }
        // Unknown to the dictionary as a word: letter by letter.
        return word.surface.unicodeScalars.map { scalar in
            if let name = Kana.letterName(of: scalar) { return name }
            if let kana = Kana.katakana(String(scalar)) { return kana }
            if let reading = dictionary.words(of: String(scalar)).first?.kana {
                return reading
            }
            unread.note(scalar)
            return ""
        }.joined()
    }

    /// A word in Latin letters as ASCII, if the dictionary has no reading for it and it is
    /// no abbreviation: two letters at least, and small ones among them.
    private static func english(_ word: JapaneseWord) -> String? {
        guard word.pronunciation == nil, word.surface.unicodeScalars.count > 1 else { return nil }
        var ascii = ""
        for scalar in word.surface.unicodeScalars {
            guard let narrow = Unicode.Scalar(scalar.value &- 0xFEE0),
                ("A"..."Z").contains(narrow) || ("a"..."z").contains(narrow)
            else { return nil }
            ascii.unicodeScalars.append(narrow)
        }
        return ascii.contains { $0.isLowercase } ? ascii : nil
    }

    /// The pause that a mark stands for; nil for what is no mark.
    private static func mark(_ surface: String) -> String? {
        switch surface.unicodeScalars.first {
        case "、", "，", "；", "：", "―", "—", "…", "‥", "～", "〜": "、"
        case "。", "．": "。"
        case "！": "！"
        case "？": "？"
        case "「", "」", "『", "』", "（", "）", "【", "】", "〈", "〉", "《", "》", "“", "”", "・", "　":
            " "
        default: nil
        }
    }

    /// The dictionary knows Latin letters, digits and marks in full width only.
    private static func fullWidth(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x21...0x7E:
                if let wide = Unicode.Scalar(scalar.value + 0xFEE0) { result.append(wide) }
            case 0x20, 0x09...0x0D, 0xA0: result.append("　")
            default:
                if EspeakText.clean(scalar) == scalar { result.append(scalar) }
            }
        }
        return String(result)
    }
}

extension JapaneseWord {
    /// Its pronunciation without marks of voiceless vowels; nil where the dictionary has none.
    fileprivate var kana: String? {
        let kana = (pronunciation ?? reading ?? "").unicodeScalars.filter { Kana.isKana($0) }
        return kana.isEmpty ? nil : String(String.UnicodeScalarView(kana))
    }

    /// Whether a phrase begins with the word: it is no particle, auxiliary, suffix or
    /// dependent verb.
    fileprivate var beginsPhrase: Bool {
        kind != .particle && kind != .auxiliary && detail != "接尾" && detail != "非自立"
    }

    /// Whether the next word belongs to the same phrase, whatever it is: after a
    /// prefix, or a numeral.
    fileprivate var joinsNext: Bool { kind == .prefix || isNumeral }

    /// Whether the word is the う of 行こう, which lengthens the vowel before it.
    fileprivate var lengthensVowel: Bool { surface == "う" && kind == .auxiliary }
}

/// Puts words together to phrases.
private struct PhraseWriter {
    private(set) var text = ""
    var lastJoinsNext = false

    mutating func add(_ kana: String, beginsPhrase: Bool) {
        var kana = kana[...]
        // A long vowel needs a vowel before it.
        if text.isEmpty || !Kana.isKana(text.unicodeScalars.last) {
            kana = kana.drop { $0 == "ー" }
        }
        guard !kana.isEmpty else { return }
        if beginsPhrase, !lastJoinsNext, Kana.isKana(text.unicodeScalars.last), kana.first != "ー" {
            text += " "
        }
        text += kana
    }

    /// A word for an English voice.
    mutating func add(english word: String) {
        if let last = text.last, last != " " { text += " " }
        text += "<voice xml:lang=\"en-us\">" + word + "</voice> "
    }

    mutating func add(mark: String) {
        if mark == " ", text.last == " " { return }
        guard !text.isEmpty else { return }
        text += mark
    }
}
