/// Figures as the report shows them.
enum HTMLFigure {
    /// What stands where nothing was measured.
    static let none = "<span class=\"none\" title=\"not measured\">–</span>"

    /// A figure with so many decimals, without regard to a locale.
    static func text(_ figure: Double?, decimals: Int) -> String {
        guard let figure, figure.isFinite else { return none }
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        guard figure.magnitude < 1e12 else { return "> 10¹²" }
        let units = Int((figure.magnitude * Double(scale)).rounded())
        let sign = figure < 0 && units > 0 ? "−" : ""
        guard decimals > 0 else { return sign + "\(units)" }
        let digits = String(units % scale)
        let zeros = String(repeating: "0", count: decimals - digits.count)
        return sign + "\(units / scale).\(zeros)\(digits)"
    }

    /// A share as a percentage with one decimal.
    static func percent(_ share: Double?) -> String {
        text(share.map { $0 * 100 }, decimals: 1)
    }

    /// Milliseconds of seconds, with one decimal below a hundred.
    static func milliseconds(_ seconds: Double?) -> String {
        text(seconds.map { $0 * 1000 }, decimals: (seconds ?? 0) < 0.1 ? 1 : 0)
    }
}
