/// Who speaks in a package's clips, as its file holds it.
struct PackedSpeakers {
    private(set) var numbers: [Int32] = []
    private(set) var names: [String] = []
    private var known: [String: Int32] = [:]

    mutating func append(_ name: String) {
        let name = name.isEmpty ? Self.unknown : name
        if known[name] == nil {
            known[name] = Int32(names.count)
            names.append(name)
        }
        numbers.append(known[name] ?? 0)
    }

    /// Who speaks where nobody tells.
    private static let unknown = "unknown"

    /// Bytes of what there is now, and of so many clips more of speakers who are there.
    func byteCount(withClips count: Int) -> Int {
        (numbers.count + count) * 4
            + max(names.reduce(0) { $0 + $1.utf8.count + 1 } - 1, 0)
    }
}
