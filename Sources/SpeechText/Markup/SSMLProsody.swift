import Glibc

/// The values of SSML's `prosody` element.
///
/// Rate and pitch in percent with a sign change what holds around them, without a
/// sign (and as a bare number, as in SSML 1.0) they are a factor on it. Named values
/// are absolute. Everything is cut to the ranges of ``Prosody``.
enum SSMLProsody {
    /// A prosody with the attributes of an element applied.
    static func applied(
        _ attributes: Attributes, to outer: Prosody, warn: (String) -> Void
    ) throws(TextError) -> Prosody {
        var prosody = outer
        if let value = attributes["rate"] {
            guard let rate = factor(value, on: outer.rate, named: rates) else {
                throw attributes.error("rate", of: "prosody", "a rate such as slow, 80% or +10%")
            }
            prosody.rate = min(max(rate, 0.25), 4)
        }
        if let value = attributes["pitch"] {
            if value.lowercased().hasSuffix("hz") {
                warn("prosody pitch in Hz depends on the voice and is not applied; use % or st.")
            } else if let pitch = semitones(value).map({ outer.pitch * $0 })
                ?? factor(value, on: outer.pitch, named: pitches)
            {
                prosody.pitch = min(max(pitch, 0.5), 2)
            } else {
                throw attributes.error("pitch", of: "prosody", "a pitch such as high, +10% or -2st")
            }
        }
        if let value = attributes["volume"] {
            guard let gain = gain(value, on: outer.gain) else {
                throw attributes.error("volume", of: "prosody", "a volume such as loud or +6dB")
            }
            prosody.gain = min(max(gain, -60), 12)
        }
        for name in ["range", "contour", "duration"] where attributes[name] != nil {
            warn("prosody \(name) is not supported and not applied.")
        }
        return prosody
    }

    private static let rates = [
        "x-slow": 0.5, "slow": 0.75, "medium": 1, "default": 1, "fast": 1.25, "x-fast": 1.75,
    ]
    private static let pitches = [
        "x-low": 0.7, "low": 0.85, "medium": 1, "default": 1, "high": 1.18, "x-high": 1.4,
    ]
    private static let gains: [String: Double] = [
        "silent": -60, "x-soft": -12, "soft": -6, "medium": 0, "default": 0, "loud": 6,
        "x-loud": 12,
    ]

    /// A named value, a percentage or a number as a factor.
    private static func factor(
        _ text: String, on outer: Double, named: [String: Double]
    ) -> Double? {
        if let value = named[text.lowercased()] { return value }
        guard let (sign, digits) = signed(text) else { return nil }
        if digits.hasSuffix("%") {
            guard let value = UnsignedDecimal.parse(digits.dropLast()) else { return nil }
            return outer * (sign == 0 ? value / 100 : max(0, 1 + Double(sign) * value / 100))
        }
        guard sign == 0, let value = UnsignedDecimal.parse(digits), value > 0 else { return nil }
        return outer * value
    }

    /// `+2st` as a factor.
    private static func semitones(_ text: String) -> Double? {
        guard text.lowercased().hasSuffix("st"), let (sign, digits) = signed(text),
            let value = UnsignedDecimal.parse(digits.dropLast(2))
        else { return nil }
        return pow(2, Double(sign < 0 ? -1 : 1) * min(value, 48) / 12)
    }

    /// A volume in decibels: a name, `+6dB`, a percentage, or 0 to 100 as in SSML 1.0.
    private static func gain(_ text: String, on outer: Double) -> Double? {
        if let value = gains[text.lowercased()] { return value }
        guard let (sign, digits) = signed(text) else { return nil }
        if digits.lowercased().hasSuffix("db") {
            guard let value = UnsignedDecimal.parse(digits.dropLast(2)) else { return nil }
            return outer + Double(sign < 0 ? -1 : 1) * value
        }
        let isPercent = digits.hasSuffix("%")
        guard let value = UnsignedDecimal.parse(isPercent ? digits.dropLast() : digits)
        else { return nil }
        let amplitude = sign == 0 ? value / 100 : max(0, 1 + Double(sign) * value / 100)
        let decibels = amplitude <= 0.001 ? -60 : 20 * log10(amplitude)
        return outer + decibels
    }

    /// The sign (-1, 0: none, 1) and what follows it.
    private static func signed(_ text: String) -> (sign: Int, rest: Substring)? {
        guard let first = text.first else { return nil }
        switch first {
        case "+": return (1, text.dropFirst())
        case "-", "\u{2212}": return (-1, text.dropFirst())
        default: return (0, text[...])
        }
    }
}
