/// Who an acoustic model's speakers are: rows of its table by name.
struct AcousticSpeakers: Sendable, Hashable, Codable {
    /// By row.
    private(set) var names: [String]

    init(_ names: [String]) { self.names = names }

    /// As many rows as there are names.
    var count: Int { names.count }

    /// The row of a name; nil if there is none.
    func row(of name: String) -> Int? { names.firstIndex(of: name) }

    /// Adds those that aren't there yet.
    mutating func add(_ others: [String]) {
        for name in others where row(of: name) == nil { names.append(name) }
    }

    /// What a network takes for one of them.
    func weights(_ row: Int) -> [Float] { names.indices.map { $0 == row ? 1 : 0 } }
}
