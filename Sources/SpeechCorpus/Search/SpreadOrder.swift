/// An order of a list whose every beginning is spread evenly over the whole.
///
/// Steps of the golden section of the list's length, made coprime to it: the gaps that a number
/// of steps leaves have at most three sizes (three-gap theorem, Sós 1958).
struct SpreadOrder {
    private let count: Int
    private let step: Int

    init(count: Int) {
        self.count = count
        var step = max(Int(Double(count) * 0.618_033_988_75), 1)
        while Self.divisor(step, count) > 1 { step += 1 }
        self.step = step
    }

    /// All indices, each once.
    var indices: [Int] {
        var index = 0
        return (0..<count).map { _ in
            defer { index = (index + step) % count }
            return index
        }
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b > 0 { (a, b) = (b, a % b) }
        return a
    }
}
