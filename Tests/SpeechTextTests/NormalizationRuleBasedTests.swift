import Testing

@testable import SpeechText

/// Languages read by ICU's rules. Expected words: what ICU 72 and CLDR 42 give,
/// checked by the languages' own grammars.
@Suite struct NormalizationRuleBasedTests {
    @Test func ordinalsOfTheirOwn() {
        #expect(normalized("au XVIIIe siècle", "fr") == "au dix-huitième siècle")
        #expect(normalized("Il 1° maggio", "it") == "Il primo maggio")
        #expect(normalized("a 20° C", "it") != "a ventesimo C")
    }

    /// A year is an ordinal in Russian, any other number is not.
    @Test(arguments: [
        Case("1250 рублей", "одна тысяча двести пятьдесят рублей"),
        Case("в 1998 году", "в тысяча девятьсот девяносто восьмом году"),
        Case("мая 2024 года", "мая две тысячи двадцать четвертого года"),
    ])
    func russianYears(_ test: Case) {
        #expect(normalized(test.written, "ru") == test.spoken)
    }

    struct Sample: Sendable, CustomStringConvertible {
        let language: String
        let written: String
        let spoken: String
        init(_ language: String, _ written: String, _ spoken: String) {
            self.language = language
            self.written = written
            self.spoken = spoken
        }
        var description: String { language + " " + written }
    }

    @Test(arguments: RuleBasedCases.all)
    func reads(_ test: Sample) {
        #expect(normalized(test.written, test.language) == test.spoken)
    }

    @Test func aLanguageWithoutNumberWordsKeepsItsFigures() {
        #expect(normalized("12  xyz", "tlh") == "12 xyz")
    }

    @Test func threadsShareTheFormats() async {
        let results = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<60).map { index in
                        normalized("\(index) km, 2º", index % 2 == 0 ? "es" : "it")
                    }
                }
            }
            var results: [[String]] = []
            for await result in group { results.append(result) }
            return results
        }
        #expect(results.allSatisfy { $0 == results[0] })
        #expect(results[0][2] == "dos kilómetros, segundo")
    }
}

enum RuleBasedCases {
    typealias Sample = NormalizationRuleBasedTests.Sample
    static let all = [
        Sample("es", "21", "veintiuno"),
        Sample("es", "1.234,5", "mil doscientos treinta y cuatro coma cinco"),
        Sample("es", "5 km", "cinco kilómetros"), Sample("es", "1 km", "un kilómetro"),
        Sample("es", "50 %", "cincuenta por ciento"), Sample("es", "€20", "veinte euros"),
        Sample("es", "2º", "segundo"), Sample("es", "2ª", "segunda"),
        Sample("es", "01/05/2024", "uno de mayo de dos mil veinticuatro"),
        Sample("es", "siglo XIX", "siglo diecinueve"), Sample("es", "Sr. López", "Señor López"),
        Sample("fr", "80", "quatre-vingts"), Sample("fr", "1 234", "mille deux cent trente-quatre"),
        Sample("fr", "1er", "premier"), Sample("fr", "2e", "deuxième"),
        Sample("fr", "15h30", "quinze heures trente"),
        Sample("fr", "20 €", "vingt euros"), Sample("fr", "3,5", "trois virgule cinq"),
        Sample("fr", "01/05/2024", "premier mai deux mille vingt-quatre"),
        Sample("de", "21", "einundzwanzig"), Sample("de", "1984", "neunzehnhundertvierundachtzig"),
        Sample("de", "1.234", "eintausendzweihundertvierunddreißig"),
        Sample("de", "5 km", "fünf Kilometer"),
        Sample("de", "20 °C", "zwanzig Grad Celsius"),
        Sample("de", "15:45", "fünfzehn Uhr fünfundvierzig"),
        Sample("de", "am 3. Mai um 15:30 Uhr", "am dritten Mai um fünfzehn Uhr dreißig"),
        Sample("de", "der 3. Mai", "der dritte Mai"),
        Sample("ko", "2024년 5월 1일", "이천이십사년 오월 일일"),
        Sample("de", "z.B. so", "zum Beispiel so"), Sample("de", "50 %", "fünfzig Prozent"),
        Sample("it", "21", "ventuno"), Sample("it", "3 kg", "tre chilogrammi"),
        Sample("it", "2º", "secondo"),
        Sample("nl", "21", "eenentwintig"), Sample("nl", "5 km", "vijf kilometer"),
        Sample("ru", "21", "двадцать один"), Sample("ru", "5 км", "пять км"),
        Sample("ru", "5 km", "пять километров"),
        Sample("ru", "2 km", "два километра"), Sample("pl", "12", "dwanaście"),
        Sample("sv", "12", "tolv"),
        Sample("ko", "12", "십이"), Sample("tr", "12", "on iki"), Sample("hi", "12", "बारह"),
        Sample("hi", "१२", "बारह"), Sample("ar", "١٢", "إثنا عشر"), Sample("vi", "12", "mười hai"),
        Sample("th", "12", "สิบสอง"), Sample("uk", "12", "дванадцять"),
        Sample("fi", "12", "kaksitoista"),
        Sample("hu", "12", "tizenkettő"), Sample("el", "12", "δώδεκα"),
        Sample("id", "12", "dua belas"),
        Sample("cs", "12", "dvanáct"), Sample("es", "-3", "menos tres"),
        Sample("de", "10-12", "zehn bis zwölf"),
    ]
}
