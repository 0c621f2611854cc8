/// X-SAMPA, the IPA in ASCII (J. C. Wells, "Computer-coding the IPA", 1995).
enum XSAMPA {
    /// A transcription in IPA; nil where it holds something that X-SAMPA does not.
    static func ipa(_ text: String) -> String? {
        var result = ""
        var rest = Substring(text)
        next: while !rest.isEmpty {
            for length in [4, 3, 2, 1] where rest.count >= length {
                if let symbol = symbols[String(rest.prefix(length))] {
                    result += symbol
                    rest.removeFirst(length)
                    continue next
                }
            }
            guard let character = rest.first, character.isASCII,
                character.isLowercase || character == " " || character == "."
            else { return nil }
            result.append(character)
            rest.removeFirst()
        }
        return result
    }

    private static let symbols: [String: String] = [
        "A": "ɑ", "B": "β", "C": "ç", "D": "ð", "E": "ɛ", "F": "ɱ", "G": "ɣ", "H": "ɥ",
        "I": "ɪ", "J": "ɲ", "K": "ɬ", "L": "ʎ", "M": "ɯ", "N": "ŋ", "O": "ɔ", "P": "ʋ",
        "Q": "ɒ", "R": "ʁ", "S": "ʃ", "T": "θ", "U": "ʊ", "V": "ʌ", "W": "ʍ", "X": "χ",
        "Y": "ʏ", "Z": "ʒ", "g": "ɡ", "@": "ə", "{": "æ", "}": "ʉ", "&": "ɶ", "?": "ʔ",
        "1": "ɨ", "2": "ø", "3": "ɜ", "4": "ɾ", "5": "ɫ", "6": "ɐ", "7": "ɤ", "8": "ɵ",
        "9": "œ", ":": "ː", "\"": "ˈ", "%": "ˌ", "'": "ʲ", "=": "\u{329}", "~": "\u{303}",
        "|": "|", "-": "",
        ":\\": "ˑ", "?\\": "ʕ", "@\\": "ɘ", "3\\": "ɞ", "B\\": "ʙ", "G\\": "ɢ", "H\\": "ʜ",
        "I\\": "ᵻ", "J\\": "ɟ", "K\\": "ɮ", "L\\": "ʟ", "M\\": "ɰ", "N\\": "ɴ", "O\\": "ʘ",
        "R\\": "ʀ", "X\\": "ħ", "h\\": "ɦ", "j\\": "ʝ", "l\\": "ɺ", "p\\": "ɸ", "r\\": "ɹ",
        "s\\": "ɕ", "v\\": "ʋ", "x\\": "ɧ", "z\\": "ʑ", "_0": "\u{325}", "_v": "\u{32C}",
        "_h": "ʰ", "_w": "ʷ", "_j": "ʲ", "_~": "\u{303}", "_d": "\u{32A}", "_^": "\u{32F}",
        "_=": "\u{329}", "d`": "ɖ", "l`": "ɭ", "n`": "ɳ", "r`": "ɽ", "s`": "ʂ", "t`": "ʈ",
        "z`": "ʐ", "r\\`": "ɻ", "@`": "ɚ", "3`": "ɝ", "`": "˞", "_>": "ʼ", "b_<": "ɓ",
        "d_<": "ɗ", "g_<": "ɠ", "||": "‖", "_\"": "\u{308}", "_r": "\u{31D}", "_o": "\u{31E}",
        "<F>": "↘", "<R>": "↗",
    ]
}
