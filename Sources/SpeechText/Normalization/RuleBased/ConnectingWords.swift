/// The few words beside numbers that ICU doesn't know, for the languages spoken
/// most. A language without an entry keeps its symbols.
struct ConnectingWords: Sendable {
    var minus: String
    var to: String
    var over: String
    var and: String
    var at: String
    var dot: String
    var slash: String
    var plus: String
    var equals: String
    var number: String
    var times: String
    /// Between hours and minutes.
    var hour: String
    /// Between the day and the month, and the month and the year.
    var of: String
    var percent: String

    private init(_ words: String) {
        let list = words.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        func word(_ index: Int) -> String { index < list.count ? list[index] : "" }
        (minus, to, over, and) = (word(0), word(1), word(2), word(3))
        (at, dot, slash, plus) = (word(4), word(5), word(6), word(7))
        (equals, number, times, hour) = (word(8), word(9), word(10), word(11))
        (of, percent) = (word(12), word(13))
    }

    /// The words of a language; nil where none are known.
    static func of(_ language: Language) -> ConnectingWords? { table[language.primary] }

    // minus|to|over|and|at|dot|slash|plus|equals|number|times|hour|of|percent
    private static let table: [String: ConnectingWords] = [
        "es": "menos|a|sobre|y|arroba|punto|barra|más|igual a|número|por|y|de|por ciento",
        "fr": "moins|à|sur|et|arobase|point|barre oblique|plus|égale|numéro|fois|heures||pour cent",
        "de": "minus|bis|durch|und|ät|Punkt|Schrägstrich|plus|gleich|Nummer|mal|Uhr||Prozent",
        "it": "meno|a|su|e|chiocciola|punto|barra|più|uguale a|numero|per|e||per cento",
        "nl":
            "min|tot|gedeeld door|en|apenstaartje|punt|schuine streep|plus|is|nummer|keer|uur||procent",
        "sv":
            "minus|till|genom|och|snabel-a|punkt|snedstreck|plus|lika med|nummer|gånger|och||procent",
        "da": "minus|til|over|og|snabel-a|punktum|skråstreg|plus|lig med|nummer|gange|og||procent",
        "nb":
            "minus|til|over|og|krøllalfa|punktum|skråstrek|pluss|er lik|nummer|ganger|og||prosent",
        "fi":
            "miinus|viiva|kautta|ja|ät|piste|kauttaviiva|plus|on yhtä kuin|numero|kertaa|||prosenttia",
        "pl": "minus|do|przez|i|małpa|kropka|ukośnik|plus|równa się|numer|razy|||procent",
        "cs": "minus|až|lomeno|a|zavináč|tečka|lomítko|plus|rovná se|číslo|krát|||procent",
        "ru": "минус|до|дробь|и|собака|точка|слэш|плюс|равно|номер|на|||процентов",
        "uk": "мінус|до|дріб|і|собака|крапка|слеш|плюс|дорівнює|номер|на|||відсотків",
        "tr": "eksi|ile|bölü|ve|et|nokta|eğik çizgi|artı|eşittir|numara|çarpı|||yüzde",
        "ro": "minus|până la|pe|și|arond|punct|bară|plus|egal cu|numărul|ori|și||la sută",
        "hu": "mínusz|től|per|és|kukac|pont|perjel|plusz|egyenlő|szám|szor|óra||százalék",
        "ca": "menys|a|sobre|i|arrova|punt|barra|més|igual a|número|per|i|de|per cent",
        "el": "μείον|έως|διά|και|παπάκι|τελεία|κάθετος|συν|ίσον|αριθμός|επί|και||τοις εκατό",
        "ko": "마이너스|에서|분의|그리고|골뱅이|점|슬래시|더하기|는|번호|곱하기|시||퍼센트",
        "id": "minus|sampai|per|dan|at|titik|garis miring|tambah|sama dengan|nomor|kali|||persen",
        "vi": "âm|đến|trên|và|a còng|chấm|gạch chéo|cộng|bằng|số|nhân|giờ||phần trăm",
        "hi": "ऋण|से|बटा|और|ऐट|डॉट|स्लैश|जमा|बराबर|नंबर|गुणा|बजकर||प्रतिशत",
        "ar": "ناقص|إلى|على|و|آت|نقطة|شرطة مائلة|زائد|يساوي|رقم|ضرب|و||بالمئة",
    ].mapValues(ConnectingWords.init)
}
