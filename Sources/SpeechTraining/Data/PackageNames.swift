/// Names in a package's file: UTF-8, a newline between two.
enum PackageNames {
    /// The names, without characters that would steer a terminal.
    static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 10, omittingEmptySubsequences: false)
            .map { printable(String(decoding: $0, as: UTF8.self)) }
    }

    private static func printable(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
