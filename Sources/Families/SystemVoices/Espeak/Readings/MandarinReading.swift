import CICU
import SpeechModel
import SpeechText
import Synchronization

/// Chinese text as Pinyin with tone numbers, by ICU's transform of Han to Latin.
///
/// ICU reads each character by itself; the words in which one is read another way
/// are in ``MandarinWords``, and 一 and 不 take the tone that what follows asks for.
/// (The third tone before another one is espeak-ng's own business.)
final class MandarinReading: Sendable {
    private let transform: Transform

    init() throws(SynthesisError) {
        guard let transform = Transform() else {
            throw .missing(
                component: "ICU's transform Han-Latin", remedy: "install the package libicu72")
        }
        self.transform = transform
    }

    /// A reading that is opened when it is first needed, as it takes a tenth of a
    /// second.
    final class Lazy: Sendable {
        private let state = Mutex<MandarinReading?>(nil)

        func reading() throws(SynthesisError) -> MandarinReading {
            try state.withLock { reading throws(SynthesisError) in
                if let reading { return reading }
                let new = try MandarinReading()
                reading = new
                return new
            }
        }
    }

    /// The Pinyin of a text, the syllables of a word together, with marks for pauses;
    /// words in Latin letters as they stand. Characters without any known reading are
    /// left out.
    func pinyin(of text: String) -> String {
        var unread = UnreadLetters()
        return written(text, isMarkup: false, &unread)
    }

    /// The same in SSML, with Latin words for an English voice: the Mandarin one would
    /// take `Phone` for the syllables "po ne".
    ///
    /// - Parameter unread: Gets the letters without any known reading.
    func markup(of text: String, unread: inout UnreadLetters) -> String {
        written(text, isMarkup: true, &unread)
    }

    private func written(
        _ text: String, isMarkup: Bool, _ unread: inout UnreadLetters
    ) -> String {
        var writer = PinyinWriter()
        var run: [Unicode.Scalar] = []
        var latin = String.UnicodeScalarView()
        func flush() {
            if !run.isEmpty { writer.add(words(of: run, &unread)) }
            run = []
            guard !latin.isEmpty else { return }
            let words = String(latin)
            if isMarkup, Self.isEnglish(words) {
                writer.add(english: words)
            } else {
                for scalar in latin where !writer.add(scalar) { unread.note(scalar) }
            }
            latin = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if Self.isHan(scalar) {
                if run.isEmpty { flush() }
                run.append(scalar)
            } else if Self.isLatin(scalar)
                || !latin.isEmpty && (scalar == " " || scalar == "-" || scalar == "'")
            {
                if latin.isEmpty { flush() }
                latin.append(scalar)
            } else {
                flush()
                if let clean = EspeakText.clean(scalar), !writer.add(clean) { unread.note(clean) }
            }
        }
        flush()
        return writer.text
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0xC0...0x24F: scalar.properties.isAlphabetic
        default: false
        }
    }

    /// Whether letters are words rather than an abbreviation that is spelt: some word has
    /// a small letter beside another letter.
    private static func isEnglish(_ words: String) -> Bool {
        words.split { $0 == " " || $0 == "-" }.contains { word in
            word.unicodeScalars.count > 1 && word.contains { $0.isLowercase }
        }
    }

    /// The words of a run of Han characters, each as its syllables. ICU's dictionary
    /// tells where words end; those of ``MandarinWords`` stay whole.
    private func words(
        of run: [Unicode.Scalar], _ unread: inout UnreadLetters
    ) -> [[String]] {
        var words: [[String]] = []
        var characters: [[Unicode.Scalar]] = []
        let single = transform.syllables(of: run)
        var index = 0
        while index < run.count {
            let (length, syllables) = MandarinWords.longest(in: run[index...])
            if length > 0 {
                words.append(syllables)
                characters.append(Array(run[index..<index + length]))
                index += length
            } else {
                if single[index] == nil { unread.note(run[index]) }
                words.append(single[index].map { [$0] } ?? [])
                characters.append([run[index]])
                index += 1
            }
        }
        Self.applySandhi(to: &words, of: characters)
        let ends = transform.wordEnds(in: run)
        var joined: [[String]] = []
        var position = 0
        for (word, characters) in zip(words, characters) {
            if position == 0 || ends.contains(position) || joined.isEmpty {
                joined.append(word)
            } else {
                joined[joined.count - 1] += word
            }
            position += characters.count
        }
        return joined.filter { !$0.isEmpty }
    }

    /// 不 before a fourth tone is bú; 一 is yí before a fourth tone and yì before the
    /// others, but yī at the end, in numbers and after 第.
    private static func applySandhi(
        to words: inout [[String]], of characters: [[Unicode.Scalar]]
    ) {
        for index in words.indices where characters[index].count == 1 {
            let next = index + 1 < words.count ? words[index + 1].first : nil
            let tone = next?.last
            switch characters[index][0] {
            case "不":
                words[index] = [tone == "4" ? "bu2" : "bu4"]
            case "一":
                let before = index > 0 ? characters[index - 1].last : nil
                let after = index + 1 < characters.count ? characters[index + 1].first : nil
                if tone == nil || isNumeral(before) || before == "第" || isNumeral(after) {
                    words[index] = ["yi1"]
                } else {
                    words[index] = [tone == "4" || after == "个" ? "yi2" : "yi4"]
                }
            default: break
            }
        }
    }

    private static func isNumeral(_ scalar: Unicode.Scalar?) -> Bool {
        scalar.map { "〇零一二三四五六七八九十".unicodeScalars.contains($0) } ?? false
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF, 0x3007: true
        default: false
        }
    }
}

/// Puts words and marks together to what espeak-ng reads.
private struct PinyinWriter {
    private(set) var text = ""

    mutating func add(_ words: [[String]]) {
        for word in words {
            if let last = text.last, last != " " { text += " " }
            text += word.joined()
        }
    }

    /// Words for an English voice; spaces and hyphens at their end are none.
    mutating func add(english words: String) {
        let end = words.lastIndex { $0 != " " && $0 != "-" && $0 != "'" } ?? words.startIndex
        if let last = text.last, last != " " { text += " " }
        text += "<voice xml:lang=\"en-us\">" + words[...end] + "</voice> "
    }

    /// A mark, a letter or a digit; returns whether it can be read.
    mutating func add(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "、", "—", "…", "～", "-": mark(",")
        case "；": mark(";")
        case "：": mark(":")
        case "。", "．": mark(".")
        case "！": mark("!")
        case "？": mark("?")
        case ",", ".", ";", ":", "!", "?": mark(String(scalar))
        case " ", "　", "·":
            if let last = text.last, last != " " { text += " " }
        case "A"..."Z":
            // Letters that stand together are an abbreviation more often than a word.
            if let last = text.last, last != " " { text += " " }
            text.unicodeScalars.append(scalar)
        case "a"..."z", "0"..."9", "%", "+", "=":
            if text.last?.isWholeNumber == true, !("0"..."9" ~= scalar) { text += " " }
            text.unicodeScalars.append(scalar)
        default: return false
        }
        return true
    }

    private mutating func mark(_ mark: String) {
        guard let last = text.last, last.isLetter || last.isNumber else { return }
        text += mark + " "
    }
}

/// ICU's transform of Han to Latin, and its dictionary of words.
private final class Transform: @unchecked Sendable {
    // Unchecked: both handles may be used by one thread at a time, which the lock
    // sees to.
    private let toLatin: OpaquePointer
    private let breaks: OpaquePointer
    private let lock = Mutex(())

    init?() {
        guard let breaks = syrinx_break_open(SYRINX_BREAK_WORD) else { return nil }
        guard let toLatin = syrinx_transliterator_open("Han-Latin") else {
            syrinx_break_close(breaks)
            return nil
        }
        self.toLatin = toLatin
        self.breaks = breaks
    }

    deinit {
        syrinx_transliterator_close(toLatin)
        syrinx_break_close(breaks)
    }

    /// The numbers of characters before which a word ends.
    func wordEnds(in characters: [Unicode.Scalar]) -> Set<Int> {
        var places: [Int32: Int] = [:]
        var text = ""
        for (index, character) in characters.enumerated() {
            places[Int32(clamping: text.utf8.count)] = index
            text.unicodeScalars.append(character)
        }
        return lock.withLock { _ in
            text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { source in
                    guard
                        syrinx_break_set_text(
                            breaks, source.baseAddress, Int32(clamping: source.count)) == 0
                    else { return [] }
                    var ends: Set<Int> = []
                    while true {
                        let end = syrinx_break_next(breaks)
                        if end < 0 { return ends }
                        if let place = places[end] { ends.insert(place) }
                    }
                }
            }
        }
    }

    /// A syllable with its tone number for each character; nil where ICU knows none.
    func syllables(of characters: [Unicode.Scalar]) -> [String?] {
        guard !characters.isEmpty else { return [] }
        // Apart from each other, so that each gives one syllable or stays itself.
        let input = characters.map { String($0) }.joined(separator: "|")
        let output = lock.withLock { _ in Self.run(toLatin, input) } ?? ""
        let parts = output.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == characters.count else { return characters.map { _ in nil } }
        return parts.map { Pinyin.numbered($0) }
    }

    private static func run(_ transform: OpaquePointer, _ text: String) -> String? {
        var input = text
        return input.withUTF8 { utf8 -> String? in
            guard let length = Int32(exactly: utf8.count) else { return nil }
            return utf8.withMemoryRebound(to: CChar.self) { source -> String? in
                var capacity = length * 4 + 64
                for _ in 0..<2 {
                    var result = [UInt8](repeating: 0, count: Int(capacity))
                    let count = result.withUnsafeMutableBytes {
                        syrinx_transliterate(
                            transform, source.baseAddress, length,
                            $0.baseAddress?.assumingMemoryBound(to: CChar.self), capacity)
                    }
                    if count < 0 { return nil }
                    if count <= capacity {
                        return String(decoding: result[..<Int(count)], as: UTF8.self)
                    }
                    capacity = count
                }
                return nil
            }
        }
    }
}
