import CMarkup

/// Reads a subset of the Speech Synthesis Markup Language 1.1: `speak`, `p`, `s`,
/// `break`, `prosody`, `voice`, `phoneme`, `sub`, `say-as`, `lang`, `desc`.
///
/// Document types, and with them entities of one's own, are refused; so are more
/// than 32 elements within each other, a million elements, and 64 KiB of
/// attributes in one. The content of unknown elements is read; that of `desc` and
/// `metadata` is not, since both are for readers. Prefixes need no declaration.
final class SSMLReader {
    /// How many elements may stand within each other.
    static let deepest = 32
    /// How many elements there may be.
    static let mostElements = 1_000_000
    /// How many bytes of attributes one element may have.
    static let longestAttributes = 65536

    /// What an element's end does.
    private enum Closing {
        case nothing
        case boundary(Boundary)
        case hint
        case pronunciation(String, from: Int)
        case alias(String, from: Int)
        case silence
    }

    private var markup = Markup()
    private var open: [(closing: Closing, style: MarkupStyle)] = []
    private var style = MarkupStyle()
    private var elements = 0
    /// How many open elements silence their content.
    private var silences = 0
    private var isHinted = false
    /// Where the open pronunciation's first words begin; nil: none so far.
    private var isPronounced = false
    private var hasWords = false
    /// Whether the last letter so far ended a sentence.
    private var endsSentence = true
    private var failure: TextError?

    /// The text of an SSML source.
    ///
    /// - Throws: ``TextError/ssml(reason:offset:)``.
    static func read(_ source: [UInt8]) throws(TextError) -> Markup {
        let reader = SSMLReader()
        let result = source.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { reader.parse($0) }
        }
        if let failure = reader.failure { throw failure }
        switch result.outcome {
        case SYRINX_XML_DONE: return reader.markup
        case SYRINX_XML_DOCTYPE:
            throw .ssml(
                reason: "a document type is not allowed; remove the <!DOCTYPE …>",
                offset: Int(result.offset))
        default:
            let message = result.message.map { String(cString: $0) } ?? "malformed"
            throw .ssml(reason: "malformed XML: \(message)", offset: max(0, Int(result.offset)))
        }
    }

    private func parse(_ text: UnsafeBufferPointer<CChar>) -> syrinx_xml_result {
        // Safety, for all three: the context is the reader that waits for the parse.
        var handlers = syrinx_xml_handlers(
            start: { context, name, attributes, offset, end in
                guard let context, let name, let attributes else { return 1 }
                return SSMLReader.from(context).run(at: Int(offset)) { reader throws(TextError) in
                    try reader.start(
                        String(cString: name), try Attributes(attributes, at: Int(offset)),
                        Int(offset)..<Int(end))
                }
            },
            end: { context, _, offset, end in
                guard let context else { return 1 }
                return SSMLReader.from(context).run(at: Int(offset)) { reader throws(TextError) in
                    reader.end(Int(offset)..<Int(end))
                }
            },
            text: { context, utf8, length, offset, end in
                guard let context, let utf8 else { return 1 }
                let bytes = UnsafeRawBufferPointer(start: utf8, count: Int(length))
                return SSMLReader.from(context).run(at: Int(offset)) { reader throws(TextError) in
                    reader.text(bytes, Int(offset)..<Int(end))
                }
            })
        return syrinx_xml_parse(
            text.baseAddress, Int32(clamping: text.count), &handlers,
            Unmanaged.passUnretained(self).toOpaque())
    }

    private static func from(_ context: UnsafeMutableRawPointer) -> SSMLReader {
        Unmanaged<SSMLReader>.fromOpaque(context).takeUnretainedValue()
    }

    private func run(
        at offset: Int, _ body: (SSMLReader) throws(TextError) -> Void
    ) -> Int32 {
        do {
            try body(self)
            return 0
        } catch {
            failure = error
            return 1
        }
    }

    private func start(
        _ name: String, _ attributes: Attributes, _ range: Range<Int>
    ) throws(TextError) {
        elements += 1
        guard open.count < Self.deepest else {
            throw .ssml(
                reason: "more than \(Self.deepest) elements within each other",
                offset: range.lowerBound)
        }
        guard elements <= Self.mostElements else {
            throw .ssml(
                reason: "more than \(Self.mostElements) elements; divide the text",
                offset: range.lowerBound)
        }
        let outer = style
        // A silent element's content says nothing, whatever it holds.
        if silences > 0 {
            open.append((.nothing, outer))
            return
        }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        var closing = Closing.nothing
        if let tag = attributes["xml:lang"] {
            guard let language = Language(tag) else {
                throw attributes.error("xml:lang", of: local, "a language tag such as en or pt-BR")
            }
            style.language = language
        }
        switch local {
        case "p", "paragraph":
            divide(.paragraph, at: range.lowerBound)
            closing = .boundary(.paragraph)
        case "s", "sentence":
            divide(.sentence, at: range.lowerBound)
            closing = .boundary(.sentence)
        case "break":
            try addBreak(attributes, range)
        case "prosody":
            style.prosody = try SSMLProsody.applied(
                attributes, to: style.prosody, warn: { markup.warn($0, at: range.lowerBound) })
        case "voice":
            if let voice = attributes["name"] {
                // A list names alternatives in the order of preference.
                style.voice = voice.split(separator: " ").first.map(String.init) ?? style.voice
            } else if attributes["xml:lang"] == nil {
                markup.warn(
                    "voice is chosen by name or xml:lang only; this one changes nothing.",
                    at: range.lowerBound)
            }
        case "lang":
            if attributes["xml:lang"] == nil {
                throw .ssml(
                    reason: "lang needs the attribute xml:lang", offset: range.lowerBound)
            }
        case "phoneme":
            closing = try pronunciation(attributes, range)
        case "sub":
            guard let alias = attributes["alias"] else {
                throw .ssml(reason: "sub needs the attribute alias", offset: range.lowerBound)
            }
            silences += 1
            closing = .alias(alias, from: range.lowerBound)
        case "say-as":
            closing = try sayAs(attributes, range)
        case "desc", "metadata":
            silences += 1
            closing = .silence
        default: break
        }
        open.append((closing, outer))
        if style != outer { markup.addStyle(style, at: range.upperBound) }
    }

    private func end(_ range: Range<Int>) {
        guard let (closing, outer) = open.popLast() else { return }
        switch closing {
        case .nothing: break
        case .boundary(let boundary): divide(boundary, at: range.upperBound)
        case .hint:
            markup.end(.endHint, at: range.lowerBound)
            isHinted = false
        case .pronunciation(let ipa, let start):
            // Without words of its own, the phonemes stand for themselves.
            if !hasWords { markup.addSubstitute(ipa, for: start..<range.upperBound) }
            markup.end(.endFixed, at: range.lowerBound)
            isPronounced = false
            endsSentence = false
        case .alias(let alias, let start):
            silences -= 1
            let isOwn = !isPronounced
            if isOwn { markup.beginFixed(ipa: nil, at: start) }
            markup.addSubstitute(alias, for: start..<range.upperBound)
            if isOwn { markup.end(.endFixed, at: range.upperBound) }
            hasWords = true
            endsSentence = false
        case .silence: silences -= 1
        }
        if style != outer {
            style = outer
            markup.addStyle(style, at: range.upperBound)
        }
    }

    private func text(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
        guard silences == 0, !bytes.isEmpty else { return }
        if bytes.count == range.count {
            markup.add(.text, range)
        } else {
            // A reference, or a line end of two bytes.
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                markup.add(.scalar, range, value: Int(scalar.value))
            }
        }
        bytes.withMemoryRebound(to: UInt8.self) { bytes in
            var end = bytes.count
            while let (value, start) = UTF8Scan.scalar(bytes, before: end) {
                if UTF8Scan.isSpace(value) || Punctuation.isCloser(value) {
                    end = start
                    continue
                }
                endsSentence = Punctuation.isTerminator(value)
                hasWords = true
                break
            }
        }
    }

    private func divide(_ boundary: Boundary, at offset: Int) {
        markup.addBoundary(boundary, at: offset)
        endsSentence = true
    }

    private func addBreak(_ attributes: Attributes, _ range: Range<Int>) throws(TextError) {
        var milliseconds: Int
        switch attributes["strength"] {
        case nil, "medium": milliseconds = 500
        case "none", "x-weak": milliseconds = 0
        case "weak": milliseconds = 250
        case "strong": milliseconds = 1000
        case "x-strong": milliseconds = 1500
        default:
            throw attributes.error(
                "strength", of: "break", "none, x-weak, weak, medium, strong or x-strong")
        }
        if let time = attributes["time"] {
            guard let value = InlinePause.milliseconds(time) else {
                throw attributes.error("time", of: "break", "a time such as 500ms or 1.5s")
            }
            milliseconds = min(value, InlinePause.longest)
            if value > InlinePause.longest {
                markup.warn(
                    "a break of \(time.prefix(20)) is cut to \(InlinePause.longest / 1000)s.",
                    at: range.lowerBound)
            }
        }
        // No pause inside a sentence is what there is anyway.
        if milliseconds > 0 || endsSentence {
            markup.addPause(milliseconds: milliseconds, range)
            endsSentence = true
        }
    }

    private func pronunciation(
        _ attributes: Attributes, _ range: Range<Int>
    ) throws(TextError) -> Closing {
        guard let phonemes = attributes["ph"], !phonemes.allSatisfy({ $0 == " " }) else {
            throw .ssml(reason: "phoneme needs the attribute ph", offset: range.lowerBound)
        }
        var ipa = phonemes
        switch attributes["alphabet"]?.lowercased() {
        case nil, "ipa": break
        case "x-sampa", "xsampa":
            guard let converted = XSAMPA.ipa(phonemes) else {
                throw attributes.error("ph", of: "phoneme", "X-SAMPA")
            }
            ipa = converted
        case "kana", "x-kana", "yomigana", "x-amazon-pron-kana":
            guard let transcription = JapaneseTranscription(phonemes) else {
                throw attributes.error("ph", of: "phoneme", "kana")
            }
            ipa = transcription.ipa
        case let alphabet?:
            markup.warn(
                "phoneme's alphabet '\(alphabet.prefix(40))' is not known (ipa, x-sampa and kana "
                    + "are); "
                    + "the text is read instead.", at: range.lowerBound)
            return .nothing
        }
        guard !isPronounced, !isHinted else { return .nothing }
        isPronounced = true
        hasWords = false
        markup.beginFixed(ipa: ipa, at: range.upperBound)
        return .pronunciation(ipa, from: range.lowerBound)
    }

    private func sayAs(
        _ attributes: Attributes, _ range: Range<Int>
    ) throws(TextError) -> Closing {
        guard let name = attributes["interpret-as"] else {
            throw .ssml(
                reason: "say-as needs the attribute interpret-as", offset: range.lowerBound)
        }
        guard !isPronounced, !isHinted else { return .nothing }
        guard let reading = SayAs(interpretAs: name) else {
            markup.warn(
                "say-as does not know interpret-as '\(name.prefix(40))'; the text is read as usual.",
                at: range.lowerBound)
            return .nothing
        }
        isHinted = true
        markup.beginHint(
            NormalizationHint(
                range: 0..<0, interpretAs: reading, format: attributes["format"],
                detail: attributes["detail"]), at: range.upperBound)
        return .hint
    }
}
