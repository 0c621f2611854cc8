import Glibc
import TOMLKit

extension PronunciationDictionary {
    /// The largest file accepted, in bytes.
    private static let largestFile = 8 << 20

    /// Reads a dictionary from a file.
    ///
    /// - Throws: ``TextError/dictionary(file:reason:)``, with the entry's number and
    ///   what is wrong with it.
    public init(contentsOf path: String) throws(TextError) {
        guard let file = fopen(path, "rb") else {
            throw .dictionary(file: path, reason: "it can't be read: \(Self.systemError())")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= Self.largestFile else {
                throw .dictionary(
                    file: path, reason: "it is larger than \(Self.largestFile >> 20) MiB")
            }
        }
        guard ferror(file) == 0 else {
            throw .dictionary(file: path, reason: "it can't be read: \(Self.systemError())")
        }
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .dictionary(file: path, reason: "it is not text in UTF-8")
        }
        try self.init(toml: text, file: path)
    }

    /// Reads a dictionary from TOML.
    ///
    /// - Parameter file: The name that errors tell.
    /// - Throws: ``TextError/dictionary(file:reason:)``.
    public init(toml: String, file: String) throws(TextError) {
        self.init()
        let root: TOMLTable
        do {
            root = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            throw .dictionary(
                file: file, reason: "line \(error.source.begin.line): \(error.description)")
        } catch {
            throw .dictionary(file: file, reason: "\(error)")
        }
        for key in root.keys where key != "entry" {
            throw .dictionary(
                file: file, reason: "'\(key)' is not known; entries are written [[entry]]")
        }
        guard let value = root["entry"] else { return }
        guard let entries = value.array else {
            throw .dictionary(file: file, reason: "'entry' must be written [[entry]]")
        }
        var seen: [String: Int] = [:]
        for number in 0..<entries.count {
            do throws(Mistake) {
                guard let table = entries[number].table else {
                    throw Mistake("must be a table, written [[entry]]")
                }
                try add(table, number: number + 1, &seen)
            } catch {
                throw .dictionary(file: file, reason: "entry \(number + 1): \(error.reason)")
            }
        }
        sortIndex()
    }

    private struct Mistake: Error {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    private static func systemError() -> String { String(cString: strerror(errno)) }

    private mutating func add(
        _ table: TOMLTable, number: Int, _ seen: inout [String: Int]
    ) throws(Mistake) {
        let known = ["word", "pattern", "say", "ipa", "language", "case"]
        for key in table.keys where !known.contains(key) {
            throw Mistake(
                "the field '\(key)' is not known; there are \(known.joined(separator: ", "))")
        }
        func text(_ key: String) throws(Mistake) -> String? {
            guard let value = table[key] else { return nil }
            guard let text = value.string else { throw Mistake("'\(key)' must be text in quotes") }
            return text
        }
        var matchesCase = false
        if let value = table["case"] {
            guard let flag = value.bool else { throw Mistake("'case' must be true or false") }
            matchesCase = flag
        }
        var language: Language?
        if let tag = try text("language") {
            guard let known = Language(tag) else {
                throw Mistake("'language' is '\(tag)', not a tag such as en, ja or pt-BR")
            }
            language = known
        }
        let reading: Reading
        switch (try text("say"), try text("ipa")) {
        case (let words?, nil): reading = .say(words)
        case (nil, let phonemes?):
            guard !phonemes.isEmpty else { throw Mistake("'ipa' is empty") }
            // Japanese pronunciations may be in kana.
            reading = .ipa(JapaneseTranscription(phonemes)?.ipa ?? phonemes)
        case (nil, nil): throw Mistake("it needs 'say' or 'ipa'")
        default: throw Mistake("it has both 'say' and 'ipa'; keep one")
        }
        switch (try text("word"), try text("pattern")) {
        case (let word?, nil):
            let bytes = Array(word.utf8)
            guard !bytes.isEmpty, bytes.first != 0x20, bytes.last != 0x20 else {
                throw Mistake("'word' is empty or has spaces at its ends")
            }
            let folded = matchesCase ? bytes : WordTokens.folded(bytes)
            let key =
                "\(matchesCase) \(language?.tag ?? "") \(String(decoding: folded, as: UTF8.self))"
            if let before = seen.updateValue(number, forKey: key) {
                throw Mistake("the word '\(word)' is there already, in entry \(before)")
            }
            add(
                Literal(
                    bytes: folded, matchesCase: matchesCase, language: language, reading: reading))
        case (nil, let expression?):
            do throws(Pattern.Mistake) {
                let pattern = try Pattern(expression, matchesCase: matchesCase)
                add(Rule(pattern: pattern, language: language, reading: reading))
            } catch {
                let place = error.place.map { " near character \($0)" } ?? ""
                throw Mistake("'pattern' is no regular expression: \(error.name)\(place)")
            }
        case (nil, nil): throw Mistake("it needs 'word' or 'pattern'")
        default: throw Mistake("it has both 'word' and 'pattern'; keep one")
        }
    }
}
