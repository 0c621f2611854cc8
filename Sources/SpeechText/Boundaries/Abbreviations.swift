/// Abbreviations whose full stop does not, or need not, end a sentence.
enum Abbreviations {
    /// How a full stop behind an abbreviation is to be understood.
    enum Kind: Sendable {
        /// Something always follows: a name, an example.
        case leading
        /// It may stand last: the sentence ends if a word follows that often begins
        /// one.
        case either
        /// It belongs to a number that follows.
        case numbered
    }

    /// The kind of a word written without its last full stop, in lower case.
    static func kind(of word: String) -> Kind? { table[word] }

    // English, Portuguese, Spanish, French, German, Italian, Dutch. A word that is
    // also an ordinary word of one of these languages is listed only where the
    // ordinary word hardly ever stands before a full stop and a capital.
    private static let leading = """
        mr mrs ms messrs dr drs prof profs gen sen rep gov capt cpt lt col sgt cpl pvt maj cmdr adm \
        rev revd hon pres supt insp mt vs v viz cf eg e.g i.e ie resp approx ca incl excl \
        sr sra srta dra d.ª profa exmo exma ilmo ilma eng enga arq av pça trav p.ex p.e \
        ud uds vd vds excmo excma lic avda pza dña mme mlle mgr vve bd boul \
        fr frl herrn dipl z.b d.h u.a i.d.r o.ä bzw evtl ggf inkl zzgl vgl geb \
        sig sigg dott dott.ssa avv geom egr gent.mo spett p.es \
        dhr mevr mw mr.dr bijv bv nl m.n d.w.z zgn \
        v.ex v.s ed eds tr ibid pseud
        """
    private static let either = """
        etc inc ltd llc co corp bros assn dept univ jr esq ph.d m.d b.a m.a b.sc m.sc d.phil \
        a.m p.m am pm u.s u.k u.s.a u.n e.u d.c l.a n.y b.c a.d b.c.e c.e r.i.p st ave blvd rd hwy \
        est ext min max misc tel fig figs seq mass calif conn penn ft hr rod str al \
        ltda cia s.a s.a.s a.c d.c dr.ª obs pág págs séc \
        ee.uu ee. usw u.s.w bspw gmbh ag c.d j.-c av.j.-c ap.j.-c ecc e.c.c s.p.a s.r.l enz a.u.b
        """
    private static let numbered = """
        no nos nr n.º nº núm num pp p pg pgs vol vols ch chap sec sect art arts fig figs eq eqs par \
        ex app tab abb bd kap abs ziff s ss pág págs cap caps inc al lit v vv op z \
        jan feb mar apr jun jul aug sep sept oct nov dec fev abr mai ago set out dez \
        c ca circa approx aprox ext tel apt rm
        """

    private static let table: [String: Kind] = {
        var table: [String: Kind] = [:]
        for (words, kind) in [(numbered, Kind.numbered), (either, .either), (leading, .leading)] {
            for word in words.split(separator: " ") { table[String(word)] = kind }
        }
        return table
    }()

    /// Whether a word is one of those that stand before numbers as well.
    static func standsBeforeNumbers(_ word: String) -> Bool { numberedWords.contains(word) }

    private static let numberedWords = Set(numbered.split(separator: " ").map(String.init))

    /// Whether a word with a capital is likely to begin a sentence rather than to be
    /// a name.
    static func beginsSentences(_ word: String) -> Bool { starters.contains(word) }

    private static let starters = Set(
        """
        The A An This That These Those It Its He She They We You I His Her Their Our My Your There \
        Here In On At By For From With But And Or So Then When While Where What Who Why How If As \
        After Before Although Because However No Not Yes Nobody Nothing Now Once One Two Some Many \
        Most All Each Every Both Another Other Such Even Still Perhaps Maybe Let Please To Of Is Are \
        Was Were Do Does Did Have Has Had Can Could Will Would Should May Might Must \
        O Os As Um Uma Ele Ela Eles Elas Eu Nós Isto Isso Este Esta Esse Essa Aquele Mas E Ou Então \
        Quando Onde Como Porque Se Não Sim Há Em No Na Nos Nas De Do Da Dos Das Para Por Com Depois \
        El La Los Las Un Una Él Ella Ellos Yo Pero Y Entonces Cuando Si Sí En \
        Le Les Une Il Elle Ils Elles Je Nous Vous On Mais Et Ou Alors Quand Ce Cette Dans \
        Der Die Das Ein Eine Er Sie Es Wir Ich Aber Und Oder Dann Wenn Wo Wie Nicht Im Am Auf \
        Lo Gli I Uno Io Noi Ma Allora Quando Dove Non Nel De Het Een Hij Zij Ik Wij Maar En Dan
        """.split(separator: " ").map(String.init))

    /// Whether a word names a month in German, where a day with a full stop stands
    /// before it.
    static func isGermanMonth(_ word: String) -> Bool { germanMonths.contains(word) }

    private static let germanMonths: Set<String> = [
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
        "September", "Oktober", "November", "Dezember", "Jahrhundert", "Jahrhunderts",
        "Weltkrieg", "Weltkriegs", "Klasse", "Stock", "Kapitel", "Geburtstag",
    ]
}
