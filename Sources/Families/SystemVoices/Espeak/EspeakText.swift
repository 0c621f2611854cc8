import SpeechModel
import SpeechText

/// Text as espeak-ng is given it.
///
/// Left to itself, espeak-ng takes `[[…]]` for phonemes and control characters
/// (U+0001) for commands; neither may come from a user's text. SSML is off, so `<`
/// is but a sign.
enum EspeakText {
    /// Text with pronunciations as phonemes, where the voice's language has a table
    /// of them (`EspeakPhonemes`); where not, the words themselves.
    ///
    /// - Parameter unread: Gets the pronunciations that are not followed.
    static func input(
        _ text: String, pronunciations: [Pronunciation], voice: String, unread: inout [Unread]
    ) -> String {
        var result = ""
        var offset = 0
        var pending = pronunciations.filter { !$0.range.isEmpty }[...]
        var said = 0  // The end of the range whose phonemes have been written.
        for scalar in text.unicodeScalars {
            let start = offset
            offset += UTF8.width(scalar)
            while let next = pending.first, start >= next.range.lowerBound {
                if start < next.range.upperBound {
                    if let phonemes = EspeakPhonemes.phonemes(of: next.ipa, voice: voice) {
                        result += " [[\(phonemes)]] "
                        said = next.range.upperBound
                    } else {
                        unread.append(.pronunciation(ipa: next.ipa))
                    }
                }
                pending = pending.dropFirst()
            }
            if start < said { continue }
            if let clean = clean(scalar) { result.unicodeScalars.append(clean) }
        }
        return result.split(separator: " ").joined(separator: " ")
    }

    /// A scalar that is safe to hand over; nil for one that isn't said.
    static func clean(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "[": "("
        case "]": ")"
        case "\u{FFFD}": nil
        default:
            switch scalar.properties.generalCategory {
            case .control: scalar.properties.isWhitespace ? " " : nil
            case .lineSeparator, .paragraphSeparator, .spaceSeparator: " "
            case .unassigned, .privateUse, .surrogate: nil
            default: scalar
            }
        }
    }
}
