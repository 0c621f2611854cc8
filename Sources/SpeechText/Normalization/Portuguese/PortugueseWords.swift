/// The Portuguese names of units, currencies, months and symbols.
enum PortugueseWords {
    static let months = [
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
        "outubro", "novembro", "dezembro",
    ]

    static let symbols: [Symbol: String] = [
        .and: "e", .plus: "mais", .minus: "menos", .equals: "igual a", .at: "arroba",
        .number: "número", .hashtag: "hashtag", .times: "vezes", .by: "por",
        .dividedBy: "dividido por", .per: "por", .slash: "barra", .backslash: "barra invertida",
        .about: "cerca de", .lessThan: "menor que", .greaterThan: "maior que",
        .atMost: "menor ou igual a", .atLeast: "maior ou igual a", .notEqual: "diferente de",
        .plusOrMinus: "mais ou menos", .section: "parágrafo", .paragraph: "parágrafo",
        .copyright: "copyright", .degrees: "graus", .to: "para", .dot: "ponto", .dash: "hífen",
        .underscore: "sublinhado", .colon: "dois pontos", .questionMark: "interrogação",
        .percent: "por cento", .hash: "cerquilha", .tilde: "til", .infinity: "infinito",
        .squareRoot: "raiz quadrada de", .squared: "ao quadrado", .cubed: "ao cubo", .pi: "pi",
        .version: "versão", .ohm: "ohms", .star: "asterisco",
    ]

    struct Currency {
        var one: String
        var many: String
        var gender = GrammaticalGender.masculine
        var cents: (one: String, many: String)?
    }

    static func currency(_ code: String) -> Currency {
        let cents = (one: "centavo", many: "centavos")
        func dollar(_ kind: String) -> Currency {
            Currency(
                one: "dólar" + kind, many: "dólares" + kind + (kind.isEmpty ? "" : "s"),
                cents: cents)
        }
        return switch code {
        case "BRL": Currency(one: "real", many: "reais", cents: cents)
        case "USD": dollar("")
        case "US$": dollar("")
        case "AUD": dollar(" australiano")
        case "CAD": dollar(" canadense")
        case "EUR": Currency(one: "euro", many: "euros", cents: (one: "cêntimo", many: "cêntimos"))
        case "GBP":
            Currency(
                one: "libra", many: "libras", gender: .feminine, cents: (one: "pêni", many: "pence")
            )
        case "JPY": Currency(one: "iene", many: "ienes")
        case "CNY": Currency(one: "yuan", many: "yuans")
        case "INR": Currency(one: "rupia", many: "rupias", gender: .feminine)
        case "RUB": Currency(one: "rublo", many: "rublos")
        case "CHF": Currency(one: "franco suíço", many: "francos suíços")
        case "MXN": Currency(one: "peso mexicano", many: "pesos mexicanos", cents: cents)
        case "TRY": Currency(one: "lira turca", many: "liras turcas", gender: .feminine)
        case "BTC": Currency(one: "bitcoin", many: "bitcoins")
        case "cent": Currency(one: "centavo", many: "centavos")
        default:
            Currency(
                one: ICULocaleNames.currency(code, isOne: true, locale: "pt"),
                many: ICULocaleNames.currency(code, isOne: false, locale: "pt"))
        }
    }

    static let feminineUnits: Set<String> = [
        "hour", "tonne", "pound", "ounce", "inch", "yard", "mile", "mile-per-hour", "calorie",
        "kilocalorie", "revolution-per-minute", "part-per-million",
    ]
    static let feminineNouns: Set<String> = [
        "vezes", "mulheres", "mães", "noites", "partes", "pessoas", "mãos", "flores", "cores",
        "vozes", "leis", "árvores", "nações", "mulher", "noite", "parte", "vez", "tardes", "fases",
        "chaves", "redes", "crises", "bases", "frases", "torres", "pontes", "mortes",
    ]
    static let masculineNouns: Set<String> = [
        "dias", "problemas", "sistemas", "programas", "temas", "mapas", "planetas", "poetas",
        "gramas", "quilogramas", "telefonemas", "atletas", "dia", "mapa", "planeta", "clima", "da",
        "na", "para", "a", "às", "as", "nas", "das", "mas", "cada", "colegas", "artistas",
        "quilômetros",
        "diplomas", "dilemas", "teoremas", "poemas", "esquemas", "idiomas", "pijamas", "sofás",
        "galã", "galãs", "talismã", "talismãs", "ímã", "ímãs", "divã", "divãs", "amanhã",
        "atrás", "era", "estava", "uma", "pela", "cometas", "ela", "elas", "já", "jornalistas",
    ]

    private static let units: [String: (one: String, many: String)] = [
        "meter": ("metro", "metros"), "gram": ("grama", "gramas"), "liter": ("litro", "litros"),
        "tonne": ("tonelada", "toneladas"), "hour": ("hora", "horas"),
        "minute": ("minuto", "minutos"), "second": ("segundo", "segundos"),
        "pound": ("libra", "libras"), "ounce": ("onça", "onças"),
        "inch": ("polegada", "polegadas"), "foot": ("pé", "pés"), "yard": ("jarda", "jardas"),
        "mile": ("milha", "milhas"), "hectare": ("hectare", "hectares"),
        "gallon": ("galão", "galões"), "celsius": ("grau Celsius", "graus Celsius"),
        "fahrenheit": ("grau Fahrenheit", "graus Fahrenheit"), "degree": ("grau", "graus"),
        "byte": ("byte", "bytes"), "bit": ("bit", "bits"), "hertz": ("hertz", "hertz"),
        "watt": ("watt", "watts"), "watt-hour": ("watt-hora", "watts-hora"),
        "volt": ("volt", "volts"), "ampere": ("ampere", "amperes"),
        "milliampere-hour": ("miliampere-hora", "miliamperes-hora"), "ohm": ("ohm", "ohms"),
        "joule": ("joule", "joules"), "calorie": ("caloria", "calorias"),
        "newton": ("newton", "newtons"), "pascal": ("pascal", "pascais"),
        "decibel": ("decibel", "decibéis"), "pixel": ("pixel", "pixels"), "lux": ("lux", "lux"),
        "lumen": ("lúmen", "lúmens"), "kelvin": ("kelvin", "kelvins"), "hp": ("cavalo", "cavalos"),
        "revolution": ("rotação", "rotações"), "dot": ("ponto", "pontos"),
        "frame": ("quadro", "quadros"),
        "part-per-million": ("parte por milhão", "partes por milhão"),
    ]
    private static let prefixes = [
        ("kilo", "quilo"), ("mega", "mega"), ("giga", "giga"), ("tera", "tera"), ("peta", "peta"),
        ("centi", "centi"), ("milli", "mili"), ("micro", "micro"), ("nano", "nano"),
        ("deci", "deci"), ("hecto", "hecto"), ("kibi", "kibi"), ("mebi", "mebi"), ("gibi", "gibi"),
        ("tebi", "tebi"),
    ]
    /// The metres of Brazil and Portugal have their accent on the prefix.
    private static let metres: [String: (brazil: String, portugal: String)] = [
        "kilometer": ("quilômetro", "quilómetro"), "centimeter": ("centímetro", "centímetro"),
        "millimeter": ("milímetro", "milímetro"), "micrometer": ("micrômetro", "micrómetro"),
        "nanometer": ("nanômetro", "nanómetro"), "decimeter": ("decímetro", "decímetro"),
    ]

    static func unit(_ id: String, isPlural: Bool, _ isEuropean: Bool) -> String? {
        if let name = units[id] { return isPlural ? name.many : name.one }
        if let name = metres[id] {
            return (isEuropean ? name.portugal : name.brazil) + (isPlural ? "s" : "")
        }
        for (mark, word) in [("square-", " quadrado"), ("cubic-", " cúbico")]
        where id.hasPrefix(mark) {
            return unit(String(id.dropFirst(mark.count)), isPlural: isPlural, isEuropean)
                .map { $0 + word + (isPlural ? "s" : "") }
        }
        if let per = id.firstRange(of: "-per-") {
            guard
                let top = unit(String(id[..<per.lowerBound]), isPlural: isPlural, isEuropean),
                let bottom = unit(String(id[per.upperBound...]), isPlural: false, isEuropean)
            else { return nil }
            return top + " por " + bottom
        }
        for (prefix, word) in prefixes where id.hasPrefix(prefix) {
            if let base = units[String(id.dropFirst(prefix.count))] {
                return word + (isPlural ? base.many : base.one)
            }
        }
        return nil
    }
}
