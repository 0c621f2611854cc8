extension Double {
    /// The number, which isn't negative, with so many decimals, 1 or more, without regard to a
    /// locale.
    func text(decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let units = Int((self * Double(scale)).rounded())
        let fraction = String(units % scale)
        return "\(units / scale)."
            + String(repeating: "0", count: decimals - fraction.count) + fraction
    }

    /// A share as a percentage with one decimal.
    var percentage: String { (self * 100).text(decimals: 1) + " %" }
}
