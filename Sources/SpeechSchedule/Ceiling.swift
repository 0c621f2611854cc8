/// How large the batches of a family may be since memory ran out.
struct Ceiling: Equatable, Sendable {
    /// How many full batches must succeed before a larger one is tried.
    static let patience = 16

    private(set) var batch: Int
    private var successes = 0

    init(batch: Int) { self.batch = batch }

    /// A batch of a size succeeded.
    mutating func succeeded(with size: Int) {
        guard size >= batch else { return }
        successes += 1
        if successes >= Self.patience {
            batch += 1
            successes = 0
        }
    }
}

extension Dispatcher {
    /// The largest batch of a family that memory has allowed lately.
    func ceiling(of family: String) -> Int { ceilings[family]?.batch ?? .max }
}
