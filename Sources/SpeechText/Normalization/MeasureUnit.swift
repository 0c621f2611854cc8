/// A unit of measurement, by its identifier in CLDR.
struct MeasureUnit: Equatable, Sendable {
    /// `kilometer`, `square-meter`, `gigabyte`.
    let id: String

    /// The unit that letters stand for; capitals count.
    static func named(_ symbol: String) -> MeasureUnit? {
        symbols[symbol].map(MeasureUnit.init(id:))
    }

    /// The longest symbol in bytes.
    static let longestSymbol = 6

    /// Symbols that are words or letters in their own right: units only where they
    /// touch the number.
    static let onlyAttached: Set<String> = ["in", "A", "N", "J"]

    private static let symbols: [String: String] = {
        var table: [String: String] = [
            "h": "hour", "hr": "hour", "hrs": "hour", "min": "minute", "mins": "minute",
            "s": "second", "sec": "second", "secs": "second", "ms": "millisecond",
            "µs": "microsecond", "μs": "microsecond", "ns": "nanosecond",
            "t": "tonne", "lb": "pound", "lbs": "pound", "oz": "ounce",
            "in": "inch", "ft": "foot", "yd": "yard", "mi": "mile", "ha": "hectare",
            "gal": "gallon", "mph": "mile-per-hour", "kph": "kilometer-per-hour",
            "kmh": "kilometer-per-hour", "rpm": "revolution-per-minute",
            "°C": "celsius", "°F": "fahrenheit", "℃": "celsius", "℉": "fahrenheit", "°": "degree",
            "ºC": "celsius", "ºF": "fahrenheit",
            "bps": "bit-per-second", "kbps": "kilobit-per-second",
            "Kbps": "kilobit-per-second", "Mbps": "megabit-per-second",
            "Gbps": "gigabit-per-second", "KB": "kilobyte", "kB": "kilobyte", "MB": "megabyte",
            "GB": "gigabyte", "TB": "terabyte", "PB": "petabyte", "KiB": "kibibyte",
            "MiB": "mebibyte", "GiB": "gibibyte", "TiB": "tebibyte",
            "Hz": "hertz", "kHz": "kilohertz", "KHz": "kilohertz", "MHz": "megahertz",
            "GHz": "gigahertz", "THz": "terahertz",
            "W": "watt", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt", "mW": "milliwatt",
            "Wh": "watt-hour", "kWh": "kilowatt-hour", "MWh": "megawatt-hour",
            "GWh": "gigawatt-hour", "V": "volt", "kV": "kilovolt", "mV": "millivolt",
            "A": "ampere", "mA": "milliampere", "mAh": "milliampere-hour", "Ah": "ampere-hour",
            "Ω": "ohm", "kΩ": "kiloohm", "J": "joule", "kJ": "kilojoule",
            "MJ": "megajoule", "cal": "calorie", "kcal": "kilocalorie", "N": "newton",
            "Pa": "pascal", "hPa": "hectopascal", "kPa": "kilopascal", "MPa": "megapascal",
            "dB": "decibel", "px": "pixel", "dpi": "dot-per-inch", "fps": "frame-per-second",
            "ppm": "part-per-million", "lx": "lux", "lm": "lumen", "cc": "cubic-centimeter",
            "mcg": "microgram", "hp": "horsepower", "psi": "psi",
            "sqft": "square-foot", "sqm": "square-meter", "m/s": "meter-per-second",
            "㎞": "kilometer", "㎝": "centimeter", "㎜": "millimeter", "㎏": "kilogram",
            "㎡": "square-meter", "㎥": "cubic-meter", "㎎": "milligram", "㏄": "cubic-centimeter",
            "㎖": "milliliter", "㎘": "kiloliter", "㎢": "square-kilometer", "㎳": "millisecond",
            "㎐": "hertz",
        ]
        let prefixes: [(String, String)] = [
            ("", ""), ("k", "kilo"), ("c", "centi"), ("m", "milli"), ("d", "deci"),
            ("µ", "micro"), ("μ", "micro"), ("n", "nano"),
        ]
        for (short, long) in prefixes {
            table[short + "m"] = long + "meter"
            for (mark, word) in [
                ("²", "square-"), ("2", "square-"), ("³", "cubic-"), ("3", "cubic-"),
            ] {
                table[short + "m" + mark] = word + long + "meter"
            }
            table[short + "g"] = long + "gram"
            table[short + "l"] = long + "liter"
            table[short + "L"] = long + "liter"
        }
        for (mark, word) in [("²", "square-"), ("³", "cubic-")] {
            for (short, long) in [("ft", "foot"), ("in", "inch"), ("mi", "mile"), ("yd", "yard")] {
                table[short + mark] = word + long
            }
        }
        return table
    }()
}
