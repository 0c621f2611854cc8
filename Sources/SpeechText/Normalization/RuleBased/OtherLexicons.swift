extension Lexicon {
    /// A language that nothing is known of but its number words.
    static let other = Lexicon()

    /// What the languages read by rule are recognised by.
    static let others: [String: Lexicon] = {
        var spanish = Lexicon()
        spanish.hasOrdinalMarks = true
        spanish.ordinalSuffixes = ["er": .masculine]
        spanish.letterWords = [0x61, 0x65, 0x6F, 0x75, 0x79]
        spanish.scales = ["millones": .million, "millón": .million, "mil": .thousand]
        spanish.abbreviations = [
            "Sr": .always("Señor"), "Sra": .always("Señora"), "Srta": .always("Señorita"),
            "Dr": .always("Doctor"), "Dra": .always("Doctora"), "etc": .always("etcétera"),
            "pág": .always("página"), "Av": .always("Avenida"), "Ud": .always("usted"),
            "Uds": .always("ustedes"),
        ]
        spanish.romanFollowers = []
        spanish.romanCues = ["siglo", "capítulo", "tomo", "parte", "acto", "guerra", "mundial"]
        spanish.rulers = ["Luis", "Carlos", "Felipe", "Alfonso", "Fernando", "Juan", "Isabel"]
        spanish.point = "punto"

        var french = Lexicon()
        french.hasHourLetter = true
        french.ordinalSuffixes = [
            "er": .masculine, "re": .feminine, "e": .masculine, "ème": .masculine, "nd": .masculine,
            "nde": .feminine,
        ]
        french.letterWords = [0x61, 0x79]
        french.scales = [
            "million": .million, "millions": .million, "milliard": .billion, "milliards": .billion,
        ]
        french.abbreviations = [
            "M": .beforeName("Monsieur", otherwise: ""), "MM": .always("Messieurs"),
            "Dr": .always("Docteur"), "Pr": .always("Professeur"), "etc": .always("et cetera"),
            "av": .always("avenue"),
        ]
        french.romanCues = ["chapitre", "tome", "livre", "acte", "guerre", "mondiale"]
        french.rulers = ["Louis", "Henri", "Charles", "Napoléon", "François", "Philippe"]
        french.point = "point"

        var german = Lexicon()
        german.monthsAfterPoint = [
            "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
            "September", "Oktober", "November", "Dezember",
        ]
        german.hourWord = "Uhr"
        german.scales = [
            "Million": .million, "Millionen": .million, "Mio": .million, "Milliarde": .billion,
            "Milliarden": .billion, "Mrd": .billion,
        ]
        german.abbreviations = [
            "Dr": .always("Doktor"), "Prof": .always("Professor"), "Hr": .always("Herr"),
            "Fr": .always("Frau"), "Nr": .always("Nummer"), "Str": .always("Straße"),
            "bzw": .always("beziehungsweise"), "usw": .always("und so weiter"),
            "ca": .always("circa"), "etc": .always("et cetera"), "vgl": .always("vergleiche"),
        ]
        german.dotted = [
            "z.b": "zum Beispiel", "d.h": "das heißt", "u.a": "unter anderem",
            "v.chr": "vor Christus",
        ]
        german.romanCues = ["kapitel", "teil", "band", "weltkrieg"]
        german.point = "Punkt"

        var italian = Lexicon()
        italian.hasOrdinalMarks = true
        italian.letterWords = [0x61, 0x65, 0x69, 0x6F]
        italian.scales = [
            "milione": .million, "milioni": .million, "miliardo": .billion, "miliardi": .billion,
        ]
        italian.abbreviations = [
            "Sig": .always("Signor"), "Dott": .always("Dottor"), "Prof": .always("Professor"),
            "ecc": .always("eccetera"), "pag": .always("pagina"),
        ]
        italian.romanCues = ["secolo", "capitolo", "libro", "parte", "atto", "guerra", "mondiale"]
        italian.point = "punto"

        var dutch = Lexicon()
        dutch.ordinalSuffixes = ["e": .masculine, "de": .masculine, "ste": .masculine]
        dutch.point = "punt"
        dutch.letterWords = [0x75]

        return [
            "es": spanish, "fr": french, "de": german, "it": italian, "nl": dutch,
        ]
    }()
}
