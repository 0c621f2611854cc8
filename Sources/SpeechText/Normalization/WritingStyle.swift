/// How a language writes numbers and dates.
struct WritingStyle: Sendable {
    /// The order of the parts of a date written with slashes or points.
    enum DateOrder: Sendable { case monthFirst, dayFirst, yearFirst }

    /// The decimal mark, `.` or `,`.
    var decimal = UInt8(ascii: ".")
    /// What divides thousands: `,`, `.` or a space.
    var group = UInt8(ascii: ",")
    /// The order of `5/1/2024`.
    var dateOrder = DateOrder.dayFirst
    /// Whether words are divided by spaces.
    var hasSpaces = true

    /// The style of a language, from CLDR's number symbols and short dates.
    init(_ language: Language) {
        switch language.primary {
        case "en":
            let region = language.tag.dropFirst(3)
            dateOrder = ["", "US", "PH"].contains(String(region)) ? .monthFirst : .dayFirst
        case "ja", "zh", "yue":
            dateOrder = .yearFirst
            hasSpaces = false
        case "ko": dateOrder = .yearFirst
        case "hu", "lt": (decimal, group, dateOrder) = (0x2C, 0x20, .yearFirst)
        case "sv": (decimal, group, dateOrder) = (0x2C, 0x20, .yearFirst)
        case "pt", "de", "es", "it", "nl", "da", "tr", "id", "el", "ro", "hr", "sl", "sr", "is",
            "ca", "gl", "vi", "az":
            // Mexico and its neighbours write numbers as the United States do.
            if ["es-MX", "es-US", "es-PR", "es-GT", "es-HN", "es-PA", "es-DO"].contains(
                language.tag)
            {
                break
            }
            (decimal, group) = (0x2C, 0x2E)
        case "fr", "ru", "uk", "pl", "cs", "sk", "fi", "nb", "no", "nn", "bg", "et", "lv", "be",
            "kk", "hy", "ka":
            (decimal, group) = (0x2C, 0x20)
        default: break
        }
    }
}
