extension Lexicon {
    /// English.
    static let english: Lexicon = {
        var lexicon = Lexicon()
        lexicon.ordinalSuffixes = [
            "st": .masculine, "nd": .masculine, "rd": .masculine, "th": .masculine,
        ]
        lexicon.codeWords = [
            "room", "flight", "code", "pin", "zip", "extension", "ext", "call", "dial", "route",
            "highway", "interstate", "area",
        ]
        lexicon.yearCues = YearCues(
            certain: [
                "in", "since", "during", "year", "circa", "until", "till", "spring", "summer",
                "autumn", "fall", "winter", "january", "february", "march", "april", "may", "june",
                "july", "august", "september", "october", "november", "december", "early", "late",
                "mid", "ad",
            ],
            possible: [
                "by", "of", "from", "to", "before", "after", "around", "between", "and", "the",
                "through", "born", "died", "for", "election", "olympics", "copyright",
            ])
        lexicon.eras = [
            "BC": "B C", "AD": "A D", "BCE": "B C E", "CE": "C E",
        ]
        lexicon.hasMonthNames = true
        lexicon.hasDecades = true
        lexicon.hasHalfDays = true
        lexicon.hasFeet = true
        lexicon.telephoneWords = ["call", "dial", "phone", "tel", "fax", "number"]
        lexicon.point = "point"
        lexicon.scales = [
            "thousand": .thousand, "k": .thousand, "K": .thousand,
            "million": .million, "m": .million, "M": .million, "mn": .million, "mil": .million,
            "billion": .billion, "bn": .billion, "b": .billion, "B": .billion, "bil": .billion,
            "trillion": .trillion, "tn": .trillion, "trn": .trillion, "T": .trillion,
        ]
        lexicon.letterWords = [0x41, 0x61]
        lexicon.abbreviations = englishAbbreviations
        lexicon.dotted = [
            "e.g": "for example", "i.e": "that is", "a.m": "A M", "p.m": "P M", "ph.d": "P H D",
            "a.k.a": "also known as", "b.c": "B C", "a.d": "A D", "m.d": "M D", "r.i.p": "R I P",
            "u.s.s.r": "U S S R",
        ]
        lexicon.capitalWords = englishCapitals
        lexicon.acronyms = [
            "SQL": "sequel", "JPEG": "jay peg", "GUI": "gooey", "IEEE": "I triple E",
            "WWI": "World War One", "WWII": "World War Two",
        ]
        lexicon.romanCues = [
            "chapter", "part", "book", "volume", "vol", "act", "scene", "section", "article",
            "appendix", "figure", "table", "phase", "type", "class", "stage", "level", "war",
            "wars", "chapters", "parts", "books",
            "bowl", "title", "grade", "episode", "season", "group", "category", "mark", "number",
            "division", "canto", "unit", "step", "tier",
        ]
        lexicon.rulers = [
            "Henry", "Louis", "Elizabeth", "George", "Charles", "Edward", "James", "Richard",
            "William", "Paul", "Benedict", "Pius", "Leo", "Francis", "Philip", "Frederick",
            "Catherine", "Nicholas", "Alexander", "Ivan", "Peter", "Napoleon", "Ramses", "Ramesses",
            "Victoria", "Mary", "Haakon", "Gustav", "Christian", "Felipe", "Alfonso", "Carlos",
            "Pedro", "Umberto", "Clement", "Gregory", "Innocent", "Urban", "Ptolemy", "Darius",
            "Xerxes", "Mehmed", "Selim", "Murad", "Otto", "Wilhelm", "Joseph", "Leopold", "Harald",
            "Olaf", "Malcolm", "Robert", "Stephen", "John", "Boniface", "Sixtus", "Julius",
        ]
        lexicon.romanFollowers = ["century", "centuries", "dynasty", "olympiad", "corps"]
        lexicon.spellsAcronyms = true
        lexicon.slashed = [
            "and/or": "and or", "w/o": "without", "w/": "with", "c/o": "care of", "n/a": "N A",
            "he/she": "he or she", "she/he": "she or he", "his/her": "his or her",
            "him/her": "him or her", "s/he": "she or he",
        ]
        return lexicon
    }()

    private static let englishAbbreviations: [String: Abbreviation] = [
        "Mr": .always("Mister"), "Mrs": .always("Missus"), "Ms": .always("Miz"),
        "Messrs": .always("Messieurs"), "Prof": .always("Professor"),
        "Dr": .beforeName("Doctor", otherwise: "Drive"),
        "St": .beforeName("Saint", otherwise: "Street"),
        "Jr": .always("Junior"), "Sr": .always("Senior"), "vs": .always("versus"),
        "etc": .always("et cetera"), "incl": .always("including"),
        "approx": .always("approximately"),
        "Inc": .always("Incorporated"), "Ltd": .always("Limited"), "Corp": .always("Corporation"),
        "Co": .always("Company"), "Dept": .always("Department"), "dept": .always("department"),
        "Gen": .beforeName("General", otherwise: ""), "Col": .beforeName("Colonel", otherwise: ""),
        "Lt": .always("Lieutenant"), "Capt": .always("Captain"), "Sgt": .always("Sergeant"),
        "Cpl": .always("Corporal"), "Cmdr": .always("Commander"),
        "Maj": .beforeName("Major", otherwise: ""),
        "Rev": .beforeName("Reverend", otherwise: ""),
        "Hon": .beforeName("Honorable", otherwise: ""),
        "Gov": .beforeName("Governor", otherwise: ""), "Sen": .beforeName("Senator", otherwise: ""),
        "Rep": .beforeName("Representative", otherwise: ""),
        "Pres": .beforeName("President", otherwise: ""),
        "Fr": .beforeName("Father", otherwise: ""),
        "Mt": .beforeName("Mount", otherwise: "Mountain"), "Ft": .beforeName("Fort", otherwise: ""),
        "Ave": .always("Avenue"), "Blvd": .always("Boulevard"), "Rd": .always("Road"),
        "Hwy": .always("Highway"), "Pkwy": .always("Parkway"), "Apt": .always("Apartment"),
        "Bldg": .always("Building"), "Sq": .always("Square"),
        "No": .beforeNumber("Number"), "no": .beforeNumber("number"),
        "Nos": .beforeNumber("Numbers"), "Fig": .beforeNumber("Figure"),
        "fig": .beforeNumber("figure"), "Figs": .beforeNumber("Figures"),
        "Vol": .beforeNumber("Volume"), "vol": .beforeNumber("volume"),
        "Ch": .beforeNumber("Chapter"), "ch": .beforeNumber("chapter"),
        "Sec": .beforeNumber("Section"), "sec": .beforeNumber("section"),
        "Eq": .beforeNumber("Equation"), "p": .beforeNumber("page"), "pp": .beforeNumber("pages"),
        "pg": .beforeNumber("page"), "ca": .beforeNumber("circa"), "c": .beforeNumber("circa"),
        "ed": .beforeName("edited by", otherwise: ""), "est": .beforeNumber("established"),
        "Tel": .always("telephone"), "tel": .always("telephone"), "ext": .always("extension"),
        "Jan": .always("January"), "Feb": .always("February"), "Apr": .always("April"),
        "Aug": .always("August"), "Sept": .always("September"), "Sep": .always("September"),
        "Oct": .always("October"), "Nov": .always("November"), "Dec": .always("December"),
        "Mon": .always("Monday"), "Tue": .always("Tuesday"), "Tues": .always("Tuesday"),
        "Wed": .always("Wednesday"), "Thu": .always("Thursday"), "Thurs": .always("Thursday"),
        "Fri": .always("Friday"), "govt": .always("government"), "Univ": .always("University"),
        "misc": .always("miscellaneous"), "min": .beforeName("", otherwise: ""),
        "max": .beforeName("", otherwise: ""), "cf": .always("compare"), "viz": .always("namely"),
        "al": .always("al"),
    ]

    /// Acronyms that are words, and common words that stand in capitals for stress.
    private static let englishCapitals: Set<String> = [
        "NASA", "NATO", "UNESCO", "UNICEF", "OPEC", "AIDS", "LASER", "RADAR", "SCUBA", "COVID",
        "PIN", "RAM", "ROM", "GIF", "SWAT", "POTUS", "SIM", "NAFTA", "FIFA", "UEFA", "CUDA", "LAN",
        "WAN", "NASDAQ", "FEMA", "OSHA", "SARS", "MERS", "LEGO", "IKEA", "OK", "AM", "CAD", "DOS",
        "VIP", "JSON", "YAML", "NOAA", "BIOS", "WASP", "ZIP", "HIPAA", "SOHO", "MIDI", "WHO'S",
        "THE", "AND", "NOT", "YOU", "ALL", "BUT", "FOR", "ARE", "WAS", "HAS", "HAD", "HER", "HIM",
        "HIS", "SHE", "OUR", "OUT", "ONE", "TWO", "SIX", "TEN", "NEW", "NOW", "OLD", "ANY", "CAN",
        "DID", "GET", "GOT", "HOW", "ITS", "LET", "MAY", "OFF", "OWN", "SAY", "TOO", "TOP", "TRY",
        "USE", "WAY", "WHY", "YES", "YET", "BIG", "BAD", "DAY", "END", "FAR", "FEW", "MAN", "MEN",
        "RUN", "SAW", "SEE", "WIN", "WON", "WAR", "TAX", "LAW", "BOY", "GOD", "BUY", "RED", "HOT",
        "FUN", "WE", "ME", "MY", "HE", "BE", "DO", "GO", "IF", "IN", "IS", "IT", "NO", "OF", "OH",
        "ON", "OR", "SO", "TO", "UP", "AS", "AT", "BY", "AN", "HI", "HA", "AH", "UM", "WOW", "HEY",
        "PUT", "SET", "SIT", "CUT", "EAT", "ADD", "ASK", "ACT", "AGO", "AIR", "ART", "BED", "BOX",
        "CAR", "CAT", "DOG", "EYE", "FIX", "FLY", "JOB", "KEY", "KID", "LIE", "LOT", "LOW", "MAP",
        "MOM", "DAD", "SON", "SUN", "SEA", "SKY", "TEA", "TOY", "EGG", "MAX", "MIX", "BUS", "STOP",
        "ONLY", "JUST", "WITH", "THIS", "THAT", "FROM", "THEY", "WHAT", "WHEN", "WILL", "YOUR",
        "EVERY", "MUST", "ALSO", "MUCH", "SUCH", "VERY", "BOTH", "LAST", "FIRST", "NEXT",
    ]
}
