extension Lexicon {
    /// Portuguese.
    static let portuguese: Lexicon = {
        var lexicon = Lexicon()
        lexicon.hasOrdinalMarks = true
        lexicon.ordinalSuffixes = ["o": .masculine, "a": .feminine]
        lexicon.hasHourLetter = true
        lexicon.monthsAfterFirst = Set(PortugueseWords.months)
        lexicon.point = "ponto"
        lexicon.yearCues = YearCues(certain: ["em", "desde", "ano"], possible: ["de", "até", "a"])
        lexicon.eras = ["AC": "antes de Cristo", "DC": "depois de Cristo"]
        lexicon.scales = [
            "mil": .thousand, "milhão": .million, "milhões": .million, "mi": .million,
            "mi.": .million, "bilhão": .billion, "bilhões": .billion, "bi": .billion,
            "trilhão": .trillion, "trilhões": .trillion, "tri": .trillion,
        ]
        lexicon.letterWords = [0x61, 0x65, 0x6F, 0x41, 0x45, 0x4F]
        lexicon.abbreviations = [
            "Sr": .always("Senhor"), "Sra": .always("Senhora"), "Srs": .always("Senhores"),
            "Srta": .always("Senhorita"), "Dr": .always("Doutor"), "Dra": .always("Doutora"),
            "Prof": .always("Professor"), "Profa": .always("Professora"),
            "Eng": .always("Engenheiro"),
            "Av": .always("Avenida"), "R": .beforeName("Rua", otherwise: ""),
            "Pça": .always("Praça"), "Exmo": .always("Excelentíssimo"), "Ltda": .always("Limitada"),
            "Cia": .always("Companhia"), "etc": .always("etcétera"), "pág": .always("página"),
            "págs": .always("páginas"), "p": .beforeNumber("página"), "séc": .always("século"),
            "tel": .always("telefone"), "Tel": .always("Telefone"), "ex": .always("exemplo"),
            "vol": .beforeNumber("volume"), "cap": .beforeNumber("capítulo"),
            "art": .beforeNumber("artigo"), "Art": .beforeNumber("Artigo"),
            "fig": .beforeNumber("figura"), "Fig": .beforeNumber("Figura"),
            "D": .beforeName("Dom", otherwise: ""), "Sto": .always("Santo"),
            "Sta": .always("Santa"),
            "No": .beforeNumber("Número"), "aprox": .always("aproximadamente"),
        ]
        lexicon.dotted = [
            "a.c": "antes de Cristo", "d.c": "depois de Cristo", "p.ex": "por exemplo",
            "s.a": "S A", "i.e": "isto é",
        ]
        lexicon.romanCues = [
            "capítulo", "século", "séculos", "volume", "livro", "parte", "ato", "cena", "artigo",
            "título", "guerra", "mundial", "fase", "tipo", "grupo", "tomo", "seção", "séc",
        ]
        lexicon.rulers = [
            "Pedro", "João", "Paulo", "Luís", "Henrique", "Carlos", "Afonso", "Manuel", "Maria",
            "Sebastião", "Filipe", "Felipe", "Bento", "Pio", "Elizabeth", "Isabel", "Jorge",
            "Napoleão", "Francisco", "José", "Leão", "Gregório", "Dinis", "Sancho", "Fernando",
        ]
        lexicon.romanFollowers = [
            "guerra", "congresso", "encontro", "fórum", "exército", "edição", "jornada",
            "conferência", "bienal", "festival",
        ]
        lexicon.capitalWords = [
            "OTAN", "NATO", "NASA", "ONU", "UNESCO", "UNICEF", "SUS", "PIB", "COVID", "AIDS",
            "FIFA", "OPEP", "PETROBRAS", "EMBRAPA", "ANVISA", "IBAMA", "UNIRIO", "USP", "NÃO",
            "SIM", "PARA", "COM", "POR", "QUE", "UMA", "UM", "OS", "AS", "DE", "DA", "DO", "EM",
            "SE", "TU", "EU", "ELE", "ELA", "MAS", "SEM", "MAIS", "BEM", "JÁ", "NO", "NA", "AO",
            "OU", "É", "SÓ", "VER", "TER", "SER", "MEU", "SEU", "SUA", "LEI", "PAI", "DIA", "FIM",
            "SOL", "MAR", "RIO", "OK", "DOS", "DAS", "NOS", "NAS", "FUI", "FOI", "IR", "VAI",
            "CEP", "MEC", "UFO", "ENEM", "BOA", "BOM", "TEM", "SOU", "VOU", "DOU", "RUA", "CÉU",
        ]
        lexicon.spellsAcronyms = true
        lexicon.slashed = ["e/ou": "e ou", "c/": "com", "s/": "sem", "p/": "para", "n/a": "N A"]
        return lexicon
    }()
}
