internal import Glibc

/// e to the power of minus a number.
func decay(_ number: Double) -> Double { exp(-number) }

/// The natural logarithm.
func logarithm(_ number: Double) -> Double { log(number) }

extension String {
    /// A number in so many significant digits; `–` for one that isn't finite.
    init(figure: Double, digits: Int = 4) {
        guard figure.isFinite else {
            self = "–"
            return
        }
        self = withVaList([Int32(digits), figure]) { list in
            var text = [CChar](repeating: 0, count: 64)
            let count = vsnprintf(&text, text.count, "%.*g", list)
            return String(decoding: text.prefix(Int(count)).map { UInt8($0) }, as: UTF8.self)
        }
    }

    /// Steps, from ten thousand on in thousands or millions.
    init(steps: Double) {
        switch steps {
        case 1e6...: self = String(figure: steps / 1e6) + "M"
        case 1e4...: self = String(figure: steps / 1e3) + "k"
        default: self = String(figure: steps, digits: 6)
        }
    }

    /// Bytes in kilobytes or megabytes.
    public init(bytes: Int) {
        self =
            bytes < 1_000_000
            ? "\((bytes + 500) / 1000) kB" : "\(String(figure: Double(bytes) / 1e6, digits: 3)) MB"
    }

    /// A length of time.
    init(seconds: Double) {
        switch seconds {
        case 7200...: self = String(figure: seconds / 3600, digits: 3) + " h"
        case 120...: self = String(figure: seconds / 60, digits: 3) + " min"
        default: self = String(figure: seconds, digits: 3) + " s"
        }
    }

    /// The text as HTML shows it, between tags and in quoted attributes. What would steer
    /// something is replaced.
    var escaped: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    result += "\u{FFFD}"
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }
}
