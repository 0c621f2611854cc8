/// A file that may be a recording.
struct FoundFile: Sendable, Equatable {
    /// Where it is.
    let path: String
    /// What reports and the package call it: from the input given on, one line.
    let name: String

    init(path: String, name: String) {
        self.path = path
        self.name = Self.line(name)
    }

    /// A name without what would break the line or a terminal.
    static func line(_ name: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(line)
    }
}
