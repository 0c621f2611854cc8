internal import CICU
internal import Synchronization

/// Number words of ICU's rule-based formats, for the languages that ICU has them
/// for.
///
/// A format of ICU is not safe for concurrent use: choosing a rule set changes
/// it. Each is held by its lock, and the formats stay open for the process's life,
/// since opening one takes milliseconds.
final class NumberWords: Sendable {
    private let speller: Mutex<Handle>
    /// The names of the rule sets, `%spellout-ordinal` and so on.
    let ruleSets: [String]

    /// A format, used by one thread at a time because the lock owns it.
    private struct Handle: ~Copyable {
        let pointer: OpaquePointer
        deinit { cicu_speller_close(pointer) }
    }

    private init?(locale: String) {
        guard let pointer = cicu_speller_open(locale) else { return nil }
        ruleSets =
            ICUText.read(capacity: 8192) { cicu_speller_rulesets(pointer, $0, $1) }
            .map { $0.split(separator: ";").map(String.init) } ?? []
        speller = Mutex(Handle(pointer: pointer))
    }

    private static let cache = Mutex<[String: NumberWords?]>([:])

    /// The number words of a language; nil where ICU has none.
    static func of(_ language: Language) -> NumberWords? {
        let locale = language.tag.split(separator: "-").joined(separator: "_")
        return cache.withLock { cache in
            if let known = cache[locale] { return known }
            let words = NumberWords(locale: locale)
            cache[locale] = .some(words)
            return words
        }
    }

    /// A number in words, by the first of the rule sets that the language has;
    /// without any of them, by its default. nil where ICU refuses it.
    func spell(_ number: String, by wanted: [String] = []) -> String? {
        guard number.utf8.count <= 64 else { return nil }
        let ruleSet = wanted.first { ruleSets.contains($0) }
        let text = speller.withLock { handle in
            ICUText.read(capacity: 4096) { out, capacity in
                guard let ruleSet else {
                    return cicu_speller_spell(handle.pointer, number, nil, out, capacity)
                }
                return cicu_speller_spell(handle.pointer, number, ruleSet, out, capacity)
            }
        }
        // ICU marks where compounds may be divided, which nobody says; and beyond
        // its rules it falls back to figures.
        guard let text else { return nil }
        let words = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value != 0xAD && $0.value != 0x200B }))
        return words.utf8.contains { $0.isDigit } ? nil : words
    }
}

/// Text that a function of ICU writes into a buffer.
enum ICUText {
    static func read(
        capacity: Int, _ write: (UnsafeMutablePointer<CChar>, Int32) -> Int32
    ) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let length = write(base, Int32(capacity))
            guard length >= 0, length <= capacity else { return nil }
            return String(
                decoding: UnsafeRawBufferPointer(start: base, count: Int(length)), as: UTF8.self)
        }
    }
}
