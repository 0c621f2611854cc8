/// What is said in a package's clips, as its file holds it.
struct PackedSpeech {
    private(set) var tokens: [Int32] = []
    private(set) var starts: [Int64] = [0]

    mutating func append(_ rows: [[Int32]]) {
        for row in rows { tokens += row }
        starts.append(Int64(tokens.count / 5))
    }

    /// Bytes of what there is now, and of so many clips more without tokens.
    func byteCount(withClips count: Int) -> Int { tokens.count * 4 + (starts.count + count) * 8 }
}
