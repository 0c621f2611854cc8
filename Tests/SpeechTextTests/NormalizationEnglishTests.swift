import Testing

@testable import SpeechText

/// The words expected are those that an American newsreader would say; where
/// usage is divided, the choice is the one documented beside the case.
@Suite struct NormalizationEnglishTests {
    @Test(
        arguments: EnglishCases.numbers + EnglishCases.phrases + EnglishCases.dates
            + EnglishCases.money
            + EnglishCases.units + EnglishCases.addresses + EnglishCases.words
            + EnglishCases.symbols)
    func reads(_ test: Case) {
        #expect(normalized(test.written, "en") == test.spoken)
    }

    @Test(arguments: EnglishCases.plain)
    func leaves(_ text: String) {
        #expect(normalized(text, "en") == text)
    }
}

enum EnglishCases {
    static let numbers = [
        Case("2 lbs. of sugar", "two pounds of sugar"),
        Case("5 oz., please", "five ounces, please"),
        Case("It weighs 2 lbs.", "It weighs two pounds."),
        Case("It is 3 ft. 5 wide", "It is three feet five wide"),
        Case("WWII", "World War Two"), Case("before WWI.", "before World War One."),
        Case("0", "zero"), Case("I have 5 cats.", "I have five cats."),
        Case("12 men", "twelve men"), Case("21", "twenty-one"), Case("100", "one hundred"),
        Case("342 pages", "three hundred forty-two pages"),
        Case("1,234.5", "one thousand two hundred thirty-four point five"),
        Case("1.234,5", "one thousand two hundred thirty-four point five"),
        Case("12,34,567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
        Case("1000000", "one million"),
        Case("It cost 1,000,001.", "It cost one million one."),
        Case("3.14", "three point one four"), Case("0.05", "zero point zero five"),
        Case(".5", "zero point five"), Case("-5", "minus five"), Case("(-5)", "(minus five)"),
        Case("−7.5", "minus seven point five"), Case("007", "zero zero seven"),
        Case("1st", "first"), Case("the 2nd", "the second"), Case("3rd", "third"),
        Case("11th", "eleventh"), Case("the 21st century", "the twenty-first century"),
        Case("100th", "one hundredth"), Case("the 112th", "the one hundred twelfth"),
        Case("20th", "twentieth"),
        Case("3/4", "three quarters"), Case("1/2", "one half"), Case("½", "one half"),
        Case("1½ cups", "one and a half cups"), Case("1 3/4 cups", "one and three quarters cups"),
        Case("2 ⅓", "two and a third"), Case("5/8", "five eighths"), Case("1/0", "one over zero"),
        Case("22/7", "twenty-two over seven"), Case("24/7", "twenty-four seven"),
        Case("10–12", "ten to twelve"), Case("10-12 days", "ten to twelve days"),
        Case("pages 5-7", "pages five to seven"), Case("1-2-3", "one, two, three"),
        Case("6.02e23", "six point zero two times ten to the power of twenty-three"),
        Case("1e-9", "one times ten to the power of minus nine"),
        Case("10^6", "ten to the power of six"), Case("5²", "five squared"),
        Case("x²", "x squared"),
        Case("5 million people", "five million people"),
        Case("room 101", "room one zero one"), Case("call 911", "call nine one one"),
        Case(
            "12345678901234567890",
            "one two three four five six seven eight nine zero one two three four five six seven "
                + "eight nine zero"),
        Case("1,2,3", "one,two,three"), Case("16:9", "sixteen to nine"),
        Case("MP3", "M P three"), Case("COVID-19", "COVID-nineteen"), Case("4K", "four K"),
        Case("v2.3.1", "version two point three point one"),
        Case("Swift 6.3", "Swift six point three"),
        Case("version 2.3.1", "version two point three point one"),
        Case("No. 5", "Number five"), Case("#1", "number one"), Case("~50", "about fifty"),
    ]

    static let phrases = [
        Case("10,000s of people", "ten thousands of people"),
        Case("No. I said no.", "No. I said no."),
        Case("-40°F/-40°C", "minus forty degrees Fahrenheit slash minus forty degrees Celsius"),
        Case("x != y", "x is not equal to y"), Case("The 50s and 60s", "The fifties and sixties"),
        Case("World Wars I and II", "World Wars one and two"), Case("9/11", "nine eleven"),
        Case("../src/main.c", "dot dot slash S R C slash main dot c"),
        Case("TCP/IP", "T C P slash I P"), Case("9am-5pm", "nine A M to five P M"),
        Case("10:00–11:30", "ten o'clock to eleven thirty"),
        Case("5 km/person", "five kilometers per person"),
        Case("He ran 26.2 mi.", "He ran twenty-six point two miles."),
        Case("Q3 2022", "Q three twenty twenty-two"), Case("a 5-year-old", "a five-year-old"),
        Case("mid-1990s", "mid-nineteen nineties"), Case("(in 2019):", "(in twenty nineteen):"),
    ]

    static let dates = [
        Case("in 1984", "in nineteen eighty-four"), Case("in 2005", "in two thousand five"),
        Case("in 1900", "in nineteen hundred"), Case("in 1905", "in nineteen oh five"),
        Case("in 2000", "in two thousand"), Case("since 1066", "since ten sixty-six"),
        Case("in 2024", "in twenty twenty-four"),
        Case("in 1500 cities", "in one thousand five hundred cities"),
        Case("1500 people", "one thousand five hundred people"),
        Case("the 2024 election", "the twenty twenty-four election"),
        Case("the 1980s", "the nineteen eighties"), Case("the 1900s", "the nineteen hundreds"),
        Case("the '90s", "the nineties"), Case("the ’60s", "the sixties"),
        Case("the 20s", "the twenties"), Case("the 1990's", "the nineteen nineties"),
        Case("44 BC", "forty-four B C"), Case("in 79 AD", "in seventy-nine A D"),
        Case("1990-95", "nineteen ninety to ninety-five"),
        Case("1939–1945", "nineteen thirty-nine to nineteen forty-five"),
        Case("(1984)", "(nineteen eighty-four)"), Case("class of '68", "class of sixty-eight"),
        Case("2024-05-01", "May first, twenty twenty-four"),
        Case("5/1/2024", "May first, twenty twenty-four"),
        Case("31/12/1999", "December thirty-first, nineteen ninety-nine"),
        Case("5/1/24", "May first, twenty twenty-four"),
        Case("May 1, 2024", "May first, twenty twenty-four"),
        Case("May 1st", "May first"), Case("on May 1", "on May first"),
        Case("Jan. 5", "January fifth"), Case("1 May 2024", "the first of May, twenty twenty-four"),
        Case("the 4th of July", "the fourth of July"), Case("May 1-3", "May first to third"),
        Case("May 2024", "May twenty twenty-four"),
        Case("You may 2.", "You may two."),
        Case("3:30 pm", "three thirty P M"), Case("15:45", "fifteen forty-five"),
        Case("9am", "nine A M"), Case("9 a.m. sharp", "nine A M sharp"),
        Case("at 9 p.m.", "at nine P M."), Case("10:00", "ten o'clock"),
        Case("9:05", "nine oh five"), Case("15:00", "fifteen hundred"),
        Case("3:30:15", "three thirty and fifteen seconds"), Case("00:00", "midnight"),
        Case(
            "2024-05-01T15:45:00Z", "May first, twenty twenty-four, fifteen forty-five"),
        Case("3:00 PM", "three P M"), Case("6-7pm", "six to seven P M"),
    ]

    static let money = [
        Case("$3.50", "three dollars and fifty cents"), Case("$1", "one dollar"),
        Case("$0.99", "ninety-nine cents"), Case("$0.01", "one cent"), Case("€20", "twenty euros"),
        Case("20€", "twenty euros"), Case("20 €", "twenty euros"),
        Case("£1.2m", "one point two million pounds"), Case("£1.01", "one pound and one penny"),
        Case("¥1,000", "one thousand yen"), Case("US$5", "five U S dollars"),
        Case("A$5", "five Australian dollars"), Case("$5 billion", "five billion dollars"),
        Case("$100k", "one hundred thousand dollars"), Case("-$5", "minus five dollars"),
        Case("$5–$10", "five to ten dollars"), Case("$5-10", "five to ten dollars"),
        Case("5 USD", "five dollars"), Case("USD 5", "five dollars"), Case("50¢", "fifty cents"),
        Case("$1,000.00", "one thousand dollars"), Case("$3.5", "three point five dollars"),
        Case("$20/month", "twenty dollars per month"),
        Case("It costs $5.", "It costs five dollars."), Case("₹500", "five hundred rupees"),
        Case("50%", "fifty percent"), Case("0.5 %", "zero point five percent"),
        Case("5-10%", "five to ten percent"), Case("3‰", "three per thousand"),
    ]

    static let units = [
        Case("5 km", "five kilometers"), Case("1 km", "one kilometer"),
        Case("12kg", "twelve kilograms"), Case("20 °C", "twenty degrees Celsius"),
        Case("-5°C", "minus five degrees Celsius"), Case("68°F", "sixty-eight degrees Fahrenheit"),
        Case("5'10\"", "five feet ten inches"), Case("100 km/h", "one hundred kilometers per hour"),
        Case("20 m²", "twenty square meters"), Case("20 m2", "twenty square meters"),
        Case("100 MB", "one hundred megabytes"), Case("16GB", "sixteen gigabytes"),
        Case("50 MB/s", "fifty megabytes per second"), Case("3 GHz", "three gigahertz"),
        Case("60 mph", "sixty miles per hour"), Case("6 ft", "six feet"), Case("1 ft", "one foot"),
        Case("10 lbs", "ten pounds"), Case("1 lb", "one pound"),
        Case("5 kg/m³", "five kilograms per cubic meter"), Case("90°", "ninety degrees"),
        Case("30 min", "thirty minutes"), Case("10ms", "ten milliseconds"),
        Case("230 V", "two hundred thirty volts"), Case("1.5 l", "one point five liters"),
        Case("5-10 km", "five to ten kilometers"),
        Case("a 27\" screen", "a twenty-seven inches screen"),
        Case("5 in the box", "five in the box"), Case("5 m tall", "five meters tall"),
        Case("1920×1080", "nineteen twenty by one thousand eighty"),
    ]

    static let addresses = [
        Case("syrinx.org/docs", "syrinx dot org slash docs"),
        Case("https://www.syrinx.org/", "W W W dot syrinx dot org"),
        Case(
            "See http://example.com/a-b?c=1.",
            "See example dot com slash a dash b question mark c equals one."),
        Case("joe.bloggs@mail.com", "joe dot bloggs at mail dot com"),
        Case("mail me@x.co.uk now", "mail me at x dot co dot U K now"),
        Case("github.io", "github dot I O"), Case("report.pdf", "report dot P D F"),
        Case("open main.swift", "open main dot swift"),
        Case("/usr/local/bin", "slash usr slash local slash bin"),
        Case("~/docs", "tilde slash docs"),
        Case(
            "192.168.0.1",
            "one hundred ninety-two point one hundred sixty-eight point zero point one"),
        Case("+1 555-123-4567", "plus one, five five five, one two three, four five six seven"),
        Case("555-1234", "five five five, one two three four"),
        Case("(555) 123-4567", "five five five, one two three, four five six seven"),
        Case("#SwiftLang", "hashtag Swift Lang"), Case("@john", "at john"),
        Case("end.It was", "end.It was"),
    ]

    static let words = [
        Case("Mr. Smith", "Mister Smith"), Case("Mrs. Jones", "Missus Jones"),
        Case("Dr. Who lives on Elm Dr.", "Doctor Who lives on Elm Drive."),
        Case("St. John on Main St.", "Saint John on Main Street."),
        Case("Elm St. is long", "Elm Street is long"),
        Case("cats, dogs, etc.", "cats, dogs, et cetera."),
        Case("e.g. this", "for example this"), Case("i.e., that", "that is, that"),
        Case("Smith vs. Jones", "Smith versus Jones"), Case("J. R. R. Tolkien", "J R R Tolkien"),
        Case("the U.S. economy", "the U S economy"), Case("a Ph.D. thesis", "a P H D thesis"),
        Case("the FBI agent", "the F B I agent"), Case("NASA launched it", "NASA launched it"),
        Case("two CEOs met", "two C E O's met"), Case("a PDF file", "a P D F file"),
        Case("I am SO happy", "I am SO happy"), Case("THIS IS A TEST", "THIS IS A TEST"),
        Case("the SQL query", "the sequel query"), Case("an HTML page", "an H T M L page"),
        Case("AT&T", "A T and T"), Case("R&D", "R and D"), Case("the USB port", "the U S B port"),
        Case("UNESCO", "UNESCO"), Case("Chapter IV", "Chapter four"),
        Case("Henry VIII", "Henry the eighth"),
        Case("World War II", "World War two"), Case("World War I began", "World War one began"),
        Case("Louis XIV was", "Louis the fourteenth was"), Case("Rocky II", "Rocky two"),
        Case("the XIX century", "the nineteenth century"),
        Case("Elizabeth I was", "Elizabeth the first was"),
        Case("and I said", "and I said"), Case("Vitamin C", "Vitamin C"), Case("a CD", "a C D"),
        Case("and/or", "and or"), Case("w/o sugar", "without sugar"),
        Case("either/or", "either slash or"),
        Case("C++ code", "C plus plus code"), Case("in C#", "in C sharp"),
        Case("Sammy Davis Jr. sang", "Sammy Davis Junior sang"),
        Case("Acme Inc.", "Acme Incorporated."),
        Case("GPT-4", "G P T-four"),
    ]

    static let symbols = [
        Case("2 + 2 = 4", "two plus two equals four"),
        Case("7 - 3 = 4", "seven minus three equals four"),
        Case("3 * 4", "three times four"), Case("3 × 4", "three times four"),
        Case("8 ÷ 2", "eight divided by two"), Case("a < b", "a less than b"),
        Case("x >= 5", "x at least five"), Case("± 3", "plus or minus three"),
        Case("§ 5", "section five"),
        Case("A → B", "A to B"), Case("*bold*", "bold"), Case("snake_case", "snake case"),
        Case("[note]", "note"), Case("a | b", "a b"), Case("wow!!!", "wow!"),
        Case("what?!?!", "what?!"),
        Case("so . . . yes", "so ... yes"), Case("hm.....", "hm..."), Case("a -- b", "a — b"),
        Case("a---b", "a—b"), Case("two  spaces", "two spaces"),
        Case("tab\tand\nline", "tab and line"),
        Case("ＡＢＣ１２３", "A B C one hundred twenty-three"), Case("zero\u{200B}width", "zerowidth"),
        Case("soft\u{AD}ly", "softly"), Case("non\u{A0}breaking", "non breaking"),
        Case("ﬁne", "fine"), Case("Hi 😀 there", "Hi there"), Case("Great 👍👍!", "Great!"),
        Case("😀", ""), Case("ok👨‍👩‍👧ok", "okok"), Case("I ❤️ you", "I you"), Case("Windows®", "Windows"),
        Case("①", "one"), Case("====", ""), Case("nul\u{0}byte", "nulbyte"),
        Case("\u{202E}abc\u{202C}", "abc"), Case("Ⅳ", "four"), Case("50,,60", "fifty,sixty"),
    ]

    static let plain = [
        "It was a dark and stormy night.", "“Well,” she said, ‘no’ – and left…",
        "I think, therefore I am.",
        "Don't you dare!", "A well-known man; nobody (else) came: why?", "The café was naïve.", "",
        "Mary had a little lamb", "Good morning.",
    ]
}
