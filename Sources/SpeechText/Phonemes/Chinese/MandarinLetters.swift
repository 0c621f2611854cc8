/// Latin letters and digits as Chinese speakers name them.
enum MandarinLetters {
    /// The syllables of a letter or digit of ASCII; none for other bytes.
    static func name(of byte: UInt8) -> [PinyinSyllable] {
        switch byte {
        case 0x41...0x5A: names[Int(byte) - 0x41]
        case 0x61...0x7A: names[Int(byte) - 0x61]
        case 0x30...0x39: digits[Int(byte) - 0x30]
        default: []
        }
    }

    private static func syllables(_ list: String) -> [[PinyinSyllable]] {
        list.split(separator: " ").map { name in
            guard let word = PinyinSyllable.word(name) else {
                preconditionFailure("no Pinyin: \(name)")
            }
            return word
        }
    }

    /// After the English names, in syllables that Mandarin has.
    private static let names = syllables(
        "ei1 bi4 xi1 di4 yi4 ai2fu5 ji4 ei2qi5 ai4 zhei4 kei4 ai2lou5 ai2mu5 en1 ou1 pi4 kiu4 a4 "
            + "ai2si5 ti4 you4 wei1 da2bu5liu4 ai2ke5si5 wai4 zei4")
    private static let digits = syllables("ling2 yi1 er4 san1 si4 wu3 liu4 qi1 ba1 jiu3")
}
