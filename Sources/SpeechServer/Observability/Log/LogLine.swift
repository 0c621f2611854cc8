import Glibc
import Logging
import SpeechEngine

/// One line of the log.
struct LogLine {
    var seconds: Int
    var milliseconds: Int
    var level: Logger.Level
    var message: String
    /// In the order of writing.
    var fields: [(name: String, value: Logger.MetadataValue)]

    /// The line in a format, without its end.
    func text(_ format: ServerSettings.LogFormat) -> String {
        switch format {
        case .text: plain
        case .json: json
        }
    }

    private var plain: String {
        var line = time + " " + level.rawValue + " " + Self.shown(message, quoted: false)
        for (name, value) in fields {
            line += " " + name + "=" + Self.shown("\(value)", quoted: true)
        }
        return line
    }

    private var json: String {
        var line = "{\"time\":\"\(time)\",\"level\":\"\(level.rawValue)\",\"message\":"
        line += Self.quoted(message)
        for (name, value) in fields {
            line += "," + Self.quoted(name) + ":" + Self.json(value)
        }
        return line + "}"
    }

    /// The time in UTC, as RFC 3339 has it.
    private var time: String {
        var moment = time_t(seconds)
        var parts = tm()
        gmtime_r(&moment, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let thousand = String(1_000 + milliseconds).dropFirst()
        return "\(parts.tm_year + 1_900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(thousand)Z"
    }

    /// A value for people: in quotes where it would not be seen as one, and never with
    /// control characters, which could forge lines or reach a terminal.
    private static func shown(_ text: String, quoted: Bool) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            !isControl(scalar) && (!quoted || (scalar != " " && scalar != "\"" && scalar != "="))
        }
        return isPlain && !(quoted && text.isEmpty) ? text : Self.quoted(text)
    }

    private static func json(_ value: Logger.MetadataValue) -> String {
        switch value {
        case .string(let text): Self.text(text)
        case .stringConvertible(let value): Self.text(value.description)
        case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
        case .dictionary(let values):
            "{"
                + values.sorted { $0.key < $1.key }.map { quoted($0.key) + ":" + json($0.value) }
                .joined(separator: ",") + "}"
        }
    }

    /// Numbers stay numbers, so that whoever reads the log can add them up.
    private static func text(_ text: String) -> String {
        guard text.utf8.count < 20, let first = text.utf8.first,
            (0x30...0x39).contains(first), isNumber(text)
        else { return quoted(text) }
        return text
    }

    /// Whether a text is a number as JSON writes them, without an exponent.
    private static func isNumber(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0] == "0" || parts[0].utf8.first != 0x30 else {
            return false
        }
        return parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isControl(scalar):
                let number = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - number.count) + number
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Control characters, and the separators that some programs take for line ends.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            || scalar.value == 0x2028 || scalar.value == 0x2029
    }
}
