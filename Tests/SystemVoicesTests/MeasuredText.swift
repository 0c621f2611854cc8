/// The fixed texts over which loudness and pace of voices are measured: the first
/// article of the Universal Declaration of Human Rights (United Nations, public
/// domain) and a plain sentence behind it.
///
/// `VOICE_FIGURES=1 swift test --filter VoiceFigures` measures all voices over
/// them and prints the figures that stand in the tables.
enum MeasuredText {
    static func text(for language: String) -> String? { texts[language] }

    private static let texts: [String: String] = [
        "en": """
        All human beings are born free and equal in dignity and rights. They are endowed with \
        reason and conscience and should act towards one another in a spirit of brotherhood. \
        In the evening we read to each other, and nobody minded the rain.
        """,
        "pt": """
        Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de \
        razão e de consciência, devem agir uns para com os outros em espírito de fraternidade. \
        À noite líamos um para o outro, e ninguém se importava com a chuva.
        """,
        "ja": """
        すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は、理性と良心とを\
        授けられており、互いに同胞の精神をもって行動しなければならない。夜には互いに本を読み、雨を気にする人はいなかった。
        """,
        "zh": """
        人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。\
        晚上我们互相读书，没有人在意下雨。
        """,
        "ko": """
        모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. 인간은 천부적으로 이성과 양심을 부여받았으며 \
        서로 형제애의 정신으로 행동하여야 한다. 저녁에는 서로 책을 읽어 주었고, 아무도 비를 신경 쓰지 않았다.
        """,
        "ru": """
        Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены \
        разумом и совестью и должны поступать в отношении друг друга в духе братства. Вечером \
        мы читали друг другу вслух, и дождь никому не мешал.
        """,
        "de": """
        Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft \
        und Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen. Am Abend \
        lasen wir einander vor, und niemanden störte der Regen.
        """,
        "fr": """
        Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués \
        de raison et de conscience et doivent agir les uns envers les autres dans un esprit de \
        fraternité. Le soir, nous lisions à voix haute, et la pluie ne gênait personne.
        """,
        "es": """
        Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como \
        están de razón y conciencia, deben comportarse fraternalmente los unos con los otros. \
        Por la noche leíamos en voz alta, y a nadie le importaba la lluvia.
        """,
        "it": """
        Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati \
        di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di \
        fratellanza. La sera leggevamo ad alta voce, e a nessuno importava della pioggia.
        """,
    ]
}
