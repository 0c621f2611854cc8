/// Names of the emoji used most, where Unicode's own name is not what people call
/// them or the language has another.
enum EmojiNames {
    static func name(of value: UInt32, in language: Language) -> String? {
        switch language.primary {
        case "ja": japanese[value]
        case "zh": chinese[value]
        case "pt": portuguese[value]
        default: english[value]
        }
    }

    private static let english: [UInt32: String] = [
        0x2764: "red heart", 0x1F44D: "thumbs up", 0x1F44E: "thumbs down",
        0x1F64F: "folded hands", 0x1F600: "grinning face", 0x1F60A: "smiling face",
        0x1F62D: "loudly crying face", 0x1F389: "party popper", 0x2705: "check mark",
        0x274C: "cross mark", 0x2B50: "star", 0x1F44F: "clapping hands",
        0x1F60D: "smiling face with heart eyes", 0x1F609: "winking face", 0x1F525: "fire",
        0x1F4AA: "flexed biceps", 0x263A: "smiling face", 0x2600: "sun", 0x26A1: "high voltage",
        0x1F494: "broken heart", 0x1F499: "blue heart", 0x1F49A: "green heart",
        0x1F49B: "yellow heart", 0x1F49C: "purple heart", 0x1F914: "thinking face",
        0x1F4AF: "hundred points", 0x1F44B: "waving hand", 0x1F44C: "OK hand",
        0x2728: "sparkles", 0x26A0: "warning", 0x2757: "exclamation mark",
    ]
    private static let japanese: [UInt32: String] = [
        0x2764: "赤いハート", 0x1F44D: "サムズアップ", 0x1F44E: "サムズダウン", 0x1F64F: "合わせた手",
        0x1F600: "にっこり笑う顔", 0x1F60A: "にこにこ顔", 0x1F602: "うれし泣き", 0x1F62D: "大泣き",
        0x1F389: "クラッカー", 0x2705: "チェックマーク", 0x274C: "バツ印", 0x2B50: "星", 0x1F44F: "拍手",
        0x1F60D: "目がハートの笑顔", 0x1F609: "ウインク", 0x1F525: "炎", 0x1F4AA: "力こぶ", 0x2600: "太陽",
        0x2728: "キラキラ", 0x1F914: "考える顔", 0x1F494: "割れたハート", 0x1F680: "ロケット",
        0x1F431: "猫の顔", 0x1F436: "犬の顔", 0x1F338: "桜", 0x1F44B: "手を振る", 0x1F622: "泣き顔",
        0x26A0: "警告", 0x1F3B5: "音符",
    ]
    private static let chinese: [UInt32: String] = [
        0x2764: "红心", 0x1F44D: "拇指向上", 0x1F44E: "拇指向下", 0x1F64F: "双手合十", 0x1F600: "嘿嘿",
        0x1F60A: "羞涩微笑", 0x1F602: "笑哭了", 0x1F62D: "放声大哭", 0x1F389: "拉炮彩带", 0x2705: "勾号",
        0x274C: "叉号", 0x2B50: "星星", 0x1F44F: "鼓掌", 0x1F60D: "花痴", 0x1F609: "眨眼", 0x1F525: "火焰",
        0x1F4AA: "肌肉", 0x2600: "太阳", 0x2728: "闪亮", 0x1F914: "想一想", 0x1F494: "心碎", 0x1F680: "火箭",
        0x1F431: "猫脸", 0x1F436: "狗脸", 0x1F338: "樱花", 0x1F44B: "挥手", 0x1F622: "哭", 0x26A0: "警告",
        0x1F3B5: "音符",
    ]
    private static let portuguese: [UInt32: String] = [
        0x2764: "coração vermelho", 0x1F44D: "polegar para cima", 0x1F44E: "polegar para baixo",
        0x1F64F: "mãos juntas", 0x1F600: "rosto risonho", 0x1F60A: "rosto sorridente",
        0x1F602: "rosto chorando de rir", 0x1F62D: "rosto chorando muito",
        0x1F389: "cone de festa", 0x2705: "marca de seleção", 0x274C: "xis", 0x2B50: "estrela",
        0x1F44F: "mãos aplaudindo", 0x1F60D: "rosto com olhos de coração",
        0x1F609: "rosto com piscadela", 0x1F525: "fogo", 0x1F4AA: "bíceps", 0x2600: "sol",
        0x2728: "brilhos", 0x1F914: "rosto pensativo", 0x1F494: "coração partido",
        0x1F680: "foguete", 0x1F431: "rosto de gato", 0x1F436: "rosto de cachorro",
        0x1F44B: "mão acenando", 0x1F622: "rosto chorando", 0x26A0: "aviso",
        0x1F3B5: "nota musical",
    ]
}
