/// A number as it is written, of any length.
struct Numeral: Equatable {
    /// Whether it has a minus sign.
    var isNegative = false
    /// The ASCII digits before the decimal mark, without separators; at least one.
    var whole: [UInt8]
    /// The ASCII digits behind the decimal mark.
    var fraction: [UInt8] = []
    /// Whether separators divide the digits into groups.
    var isGrouped = false

    init(_ whole: some Collection<UInt8>, fraction: some Collection<UInt8> = []) {
        self.whole = whole.isEmpty ? [0x30] : Array(whole)
        self.fraction = Array(fraction)
    }

    init(_ value: Int) {
        whole = Array(String(value.magnitude).utf8)
        isNegative = value < 0
    }

    /// The most digits that are read as a quantity; longer runs are read digit by
    /// digit. ICU's number words end there too.
    static let longestQuantity = 15

    /// Whether this has no fraction and fits a quantity.
    var integer: Int? {
        guard fraction.isEmpty, whole.count <= 18 else { return nil }
        let value = whole.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -value : value
    }

    /// Whether this is exactly 1 or -1, which takes the singular.
    var isOne: Bool { fraction.isEmpty && integer.map(abs) == 1 }

    /// Whether the digits are a code rather than a quantity: zeros lead, or there
    /// are too many.
    var isCode: Bool {
        whole.count > Self.longestQuantity || (whole.count > 1 && whole[0] == 0x30)
    }

    /// As ICU reads it: `-12.5`.
    var decimalText: String {
        var text = isNegative ? "-" : ""
        text += String(decoding: whole, as: UTF8.self)
        if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
        return text
    }
}

/// One number, or a range between two.
struct Amount: Equatable {
    var low: Numeral
    var high: Numeral?

    init(_ low: Numeral, to high: Numeral? = nil) {
        self.low = low
        self.high = high
    }

    /// Whether what is counted stands in the singular.
    var isOne: Bool { high == nil && low.isOne }
}

/// A time of day.
struct ClockTime: Equatable {
    /// The half of the day that is written with it.
    enum Half { case morning, afternoon }
    var hour: Int
    var minute: Int?
    var second: Int?
    var half: Half?
}

/// A date, of which a part may be missing.
struct CalendarDate: Equatable {
    var year: Int?
    var month: Int
    var day: Int?
}

/// The grammatical gender that a number takes.
enum GrammaticalGender: Sendable { case masculine, feminine, neuter }
