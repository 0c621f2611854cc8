/// Numbers of bytes as people write them.
public enum ByteCount {
    /// Reads `512M`, `2 GiB`, `1.5g` or a plain number of bytes; powers of 1024.
    public static func parse(_ text: some StringProtocol) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite else { return nil }
        let factor: Double
        switch String(text[digits.endIndex...].filter { !$0.isWhitespace }).lowercased() {
        case "", "b": factor = 1
        case "k", "kb", "kib": factor = 1024
        case "m", "mb", "mib": factor = 1_048_576
        case "g", "gb", "gib": factor = 1_073_741_824
        default: return nil
        }
        let bytes = number * factor
        return bytes < 1e15 ? Int(bytes) : nil
    }

    /// Writes a number of bytes with one decimal: `118.4 MB`.
    public static func text(_ bytes: Int) -> String {
        let units = ["B", "KB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(units[unit])"
    }
}
