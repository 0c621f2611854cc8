/// Tells languages of the Latin script apart by function words, endings and
/// accents, on bytes.
enum LatinLanguages {
    /// The languages told apart, in the order of the bits of their masks.
    static let tags = [
        "en", "pt", "es", "fr", "de", "it", "nl", "sv", "da", "pl", "tr", "vi", "fi", "cs", "ro",
        "hu",
    ]

    /// The language of a text in Latin letters; `prior` where it doesn't tell.
    static func language(of bytes: UnsafeBufferPointer<UInt8>, prior: Language) -> Language {
        let bound = UnsafeBufferPointer(rebasing: bytes[..<UTF8Scan.aligned(bytes, 1024)])
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * tags.count) { counts in
            counts.initialize(repeating: 0)
            let scores = UnsafeMutableBufferPointer(rebasing: counts[..<tags.count])
            let witnesses = UnsafeMutableBufferPointer(rebasing: counts[tags.count...])
            let words = score(bound, scores, witnesses)
            var best = 0
            for index in 1..<tags.count where scores[index] > scores[best] { best = index }
            guard scores[best] >= 3 else { return prior }
            let tag = prior.tag.utf8.count == 2 ? prior.tag : prior.primary
            guard let own = tags.firstIndex(of: tag) else { return languages[best] }
            // The prior holds unless the evidence against it is clear: a borrowed word
            // or a name doesn't change the language of a longer sentence.
            let isClear =
                words <= 3 || (witnesses[best] > 1 && witnesses[best] > witnesses[own])
            return isClear && scores[best] >= scores[own] + 3 ? languages[best] : prior
        }
    }

    /// How many words of a text are function words of some language.
    static func functionWords(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        forEachWord(bytes) { key, length, _ in
            if length <= 8, length > 1, words.mask(key) != 0 { count += 1 }
        }
        return count
    }

    private static let languages = tags.compactMap { Language($0) }

    /// Adds up what the words of a text say for each language.
    ///
    /// - Parameters:
    ///   - scores: Get the weight of the evidence.
    ///   - witnesses: Get the number of words that speak for the language.
    /// - Returns: The number of words.
    private static func score(
        _ bytes: UnsafeBufferPointer<UInt8>, _ scores: UnsafeMutableBufferPointer<Int32>,
        _ witnesses: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
        var count = 0
        func add(_ mask: UInt32, _ weight: Int32) {
            var mask = mask
            while mask != 0 {
                scores[mask.trailingZeroBitCount] += weight
                mask &= mask - 1
            }
        }
        forEachWord(bytes) { key, length, accents in
            count += 1
            let known = length <= 8 ? words.mask(key) : 0
            // A letter by itself is more often a name or a sign than a word.
            if length > 1 || accents != 0 {
                var speaking = known | accents
                while speaking != 0 {
                    witnesses[speaking.trailingZeroBitCount] += 1
                    speaking &= speaking - 1
                }
            }
            if accents != 0 { add(accents, accents.nonzeroBitCount == 1 ? 3 : 1) }
            if known != 0 {
                let count = known.nonzeroBitCount
                add(known, length == 1 ? 1 : count == 1 ? 6 : count == 2 ? 3 : 2)
                return
            }
            guard length >= 5 else { return }
            for size in (length == 5 ? [2] : [5, 4, 3, 2]) as [UInt64] {
                let mask = endings.mask(key & (1 << (8 * size) - 1))
                if mask != 0 {
                    add(mask, mask.nonzeroBitCount == 1 ? 2 : 1)
                    return
                }
            }
        }
        return count
    }

    /// Calls `body` with each word: its last eight bytes in lower case, its length,
    /// and the languages that its accents speak for.
    private static func forEachWord(
        _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UInt64, Int, UInt32) -> Void
    ) {
        var key: UInt64 = 0
        var length = 0
        var accented: UInt32 = 0
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if (0x41...0x5A).contains(byte & 0xDF), byte < 0x80 {
                key = key << 8 | UInt64(byte | 0x20)
                length += 1
                offset += 1
                continue
            }
            if byte >= 0xC3, byte <= 0xC9 || byte == 0xE1, offset + 1 < bytes.count {
                var second = bytes[offset + 1]
                let size = UTF8Scan.length(lead: byte)
                if byte == 0xC3, (0x80...0x9E).contains(second) { second += 0x20 }
                accented |=
                    byte == 0xE1 ? vietnamese : accents.mask(UInt64(byte) << 8 | UInt64(second))
                key = key << 16 | UInt64(byte) << 8 | UInt64(second)
                length += size
                offset += size
                continue
            }
            if (0x30...0x39).contains(byte) || isInsideAddress(bytes, offset) {
                // `www.example.com/a`, `v2`: no words of any language, up to the space.
                key = 0
                length = 0
                accented = 0
                while offset < bytes.count, bytes[offset] > 0x20 { offset += 1 }
                continue
            }
            if length > 0 { body(key, length, accented) }
            key = 0
            length = 0
            accented = 0
            if byte == 0xC2, offset + 1 < bytes.count,
                bytes[offset + 1] == 0xBF || bytes[offset + 1] == 0xA1
            {
                accented = spanish
            }
            offset += UTF8Scan.length(lead: byte)
        }
        if length > 0 { body(key, length, accented) }
    }

    /// Whether the mark at an offset joins the parts of an address: a full stop,
    /// slash or their like with a letter or another slash right behind it.
    private static func isInsideAddress(
        _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int
    ) -> Bool {
        switch bytes[offset] {
        case 0x2E, 0x2F, 0x3A, 0x3D, 0x3F, 0x40, 0x5F:
            guard offset > 0, bytes[offset - 1] > 0x20, offset + 1 < bytes.count else {
                return false
            }
            return UTF8Scan.isAlphanumeric(bytes[offset + 1]) || bytes[offset + 1] == 0x2F
        default: return false
        }
    }

    private static let vietnamese = bit("vi")
    private static let spanish = bit("es")

    private static func bit(_ tag: String) -> UInt32 {
        tags.firstIndex(of: tag).map { 1 << UInt32($0) } ?? 0
    }

    private static func table(_ lists: [(String, String)]) -> MaskTable {
        var masks: [UInt64: UInt32] = [:]
        for (languages, words) in lists {
            let mask = languages.split(separator: " ").reduce(0) { $0 | bit(String($1)) }
            for word in words.split(separator: " ") {
                let key = word.utf8.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                masks[key, default: 0] |= mask
            }
        }
        return MaskTable(masks)
    }

    /// Words that hold sentences together, of at most eight bytes.
    private static let words = table([
        (
            "en",
            """
            the and of to in is that it was for on are with as his they at be this have from or had \
            by not but what all were when we there can an your which their said if do will each \
            about how up out them then she many some so these would other into has more her two him \
            could my than been who its now did get may over our just only very after where most \
            know don should because through i you he me am us any why yes too here much before \
            again never while must hello thank please good no see yes one first still most such being \
            over under door met \
            war men ten van ben dan plus pro per
            """
        ),
        (
            "pt",
            """
            o a os as um uma de do da dos das em no na nos nas que e é não se por para com como mas \
            mais ao à aos às ele ela eles elas eu você nós foi ser está são tem já muito também só \
            pelo pela até isso isto essa esse este esta seu sua quando sem depois há ou lhe onde \
            quem era nem meu minha obrigado sim bom boa dia olá ainda tudo nada estou vai então \
            tinha foram ano anos pode fazer ter bem aqui agora dele dela gente coisa hoje \
            fica quero amanhã ontem tenho quanto qual quais posso preciso gosto acho noite manhã \
            vamos
            """
        ),
        (
            "es",
            """
            el la los las un una de del que y en a se no por con para como más pero su al lo le es \
            está son fue ser ha muy también ya sin sobre este esta eso cuando hasta hay donde quien \
            desde todo nos durante uno ella ellos él yo usted tú mi si sí porque entre era había o \
            gracias hola buenos qué cómo ahora nada estoy sus les me hoy hace mañana buen bueno quiero \
            tengo puedo vamos
            """
        ),
        (
            "fr",
            """
            le la les un une des de du et à il elle est en que qui ne pas pour dans sur ce cette ces \
            au aux avec se son sa ses plus par je tu nous vous ils elles on mais ou où comme tout \
            leur leurs sont été être fait si deux très bien même aussi avait étais était quand sans \
            l d qu c j n s y donc mon ma mes bonjour merci chez entre après avant
            """
        ),
        (
            "de",
            """
            der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es \
            an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so \
            zum war haben nur oder aber vor zur bis mehr durch man sein wurde ich du wir ihr mich \
            mir dich kann ja nein wenn dann hier jetzt schon sehr guten tag danke
            """
        ),
        (
            "it",
            """
            il lo la i gli le un uno una di del della dei delle e è che in per non con si da al alla \
            nel nella sono come ma più anche ha questo questa se su io tu lui lei noi voi loro ho \
            dal dalla dell all nell sull o era essere stato molto quando dove perché chi così mi ci \
            ne grazie buongiorno ciao fatto ancora solo sempre poi tutto bene
            """
        ),
        (
            "nl",
            """
            de het een en van in is dat op te zijn met voor niet aan er om hij ze die dit maar ook \
            als bij dan nog uit naar heeft worden door over wat wordt ik je jij wij we zij hun geen \
            was wel kan meer al deze veel waar haar mijn goed dank goede dag ben hebben moet zo u
            """
        ),
        (
            "sv",
            """
            och att det i en jag som han på den med var sig för så till är men ett om hade de av \
            icke mig du henne då sin nu har inte hans honom skulle hon kan från vi ut när
            """
        ),
        (
            "da",
            """
            og i at det en den til er som på de med han af for ikke der var mig sig men et har om \
            vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal
            """
        ),
        (
            "pl",
            """
            i w nie na z się do to że jest jak o po ale co za od tak jego czy już tylko być był była \
            dla ma ten ta są jestem bardzo przez gdy może kiedy dzień dobry
            """
        ),
        (
            "tr",
            """
            ve bir bu da de için ile çok ne gibi daha ben sen o biz siz ama mi mı değil var yok her \
            kadar sonra olarak olan iyi teşekkür merhaba
            """
        ),
        (
            "vi",
            "và của là có không được cho một các những trong với tôi này đã người cũng khi ở xin"
        ),
        (
            "fi",
            """
            ja on ei se hän että oli mutta en ole minä olen kun niin myös tämä sinä mitä nyt ovat \
            jos hyvää kiitos kuin vain
            """
        ),
        (
            "cs",
            """
            a je se na v že s to z do o i jsem ale jako za by po jak pro tak co byl jeho si už jsou \
            není když nebo dobrý den
            """
        ),
        (
            "ro",
            """
            și în de la a cu nu o un pe că este din care mai se pentru sunt ce dar au fost sau eu \
            el ea bună ziua foarte
            """
        ),
        (
            "hu",
            """
            a az és hogy nem is egy ez volt de van csak meg ha mint már még azt ki én te ő mert \
            vagy köszönöm jó nagyon
            """
        ),
    ])

    /// Endings of two to five bytes.
    private static let endings = table([
        ("en", "ing ness ould ight ough tions able ally ful less ked ings ed"),
        ("en fr", "tion ment ible"),
        ("pt", "ção ções dade inha inho agem ável ndo eira eiro aram ssão"),
        ("es", "ción idad iendo illo illa aron ieron cias ñana"),
        ("pt es it", "mente"),
        ("fr", "eux aux eau elle aient ette ère ique euse"),
        ("de", "ung keit heit lich isch chen ungen schen sten igen"),
        ("it", "zione mento ità anza etto etta zioni ella tutti"),
        ("nl", "lijk heid aar ijke ingen aan elen ijn"),
        ("sv da", "ande else"),
        ("pl", "ego ych nie owa ski"),
        ("tr", "lar ler dır dir yor lık lik"),
    ])

    /// Letters with accents, by their two bytes.
    private static let accents = table([
        ("pt", "ã õ"), ("pt fr", "ç ê â ô"), ("es", "ñ"), ("de", "ß"),
        ("de sv fi", "ä"), ("de sv fi hu tr", "ö"), ("de hu tr es", "ü"),
        ("fr it", "è ù"), ("fr it pt", "à"), ("it", "ò ì"), ("es pt hu cs", "á í"),
        ("es pt hu pl", "ó"), ("es pt hu", "ú"), ("fr pt es it", "é"), ("fr", "î û œ"),
        ("fr nl", "ï ë"), ("sv da", "å"), ("da", "æ ø"), ("pl", "ą ę ł ś ż ź ć ń"),
        ("tr", "ğ ı ş İ"), ("hu", "ő ű"), ("cs", "č ř š ž ě ů ď ť ň"), ("ro vi", "ă"),
        ("ro", "ș ț ţ"), ("vi", "đ ơ ư"),
    ])
}

/// A fixed table from short keys to sets of bits, by open addressing.
struct MaskTable: Sendable {
    private let keys: [UInt64]
    private let masks: [UInt32]
    private let shift: UInt64

    init(_ entries: [UInt64: UInt32]) {
        var bits: UInt64 = 4
        while 1 << bits < entries.count * 3 { bits += 1 }
        shift = 64 - bits
        var keys = [UInt64](repeating: 0, count: 1 << Int(bits))
        var masks = [UInt32](repeating: 0, count: keys.count)
        for (key, mask) in entries.sorted(by: { $0.key < $1.key }) {
            var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
            while masks[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
            keys[slot] = key
            masks[slot] = mask
        }
        self.keys = keys
        self.masks = masks
    }

    /// The bits of a key; 0 where it is unknown.
    @inline(__always)
    func mask(_ key: UInt64) -> UInt32 {
        var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while masks[slot] != 0 {
            if keys[slot] == key { return masks[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return 0
    }
}
