/// What is said in a package's clips, as its file holds it.
struct PackedSpeech {
    private(set) var tokens: [Int32] = []
    private(set) var starts: [Int64] = [0]
    private(set) var speakers: [Int32] = []
    private(set) var names: [String] = []

    /// Who speaks where nobody tells.
    static let unknown = "unknown"

    mutating func append(_ label: SpeechLabels.Label?) {
        let name = label.map { FoundFile.line($0.speaker) } ?? Self.unknown
        let speaker = names.firstIndex(of: name) ?? names.count
        if speaker == names.count { names.append(name) }
        speakers.append(Int32(speaker))
        for token in label?.tokens ?? [] { tokens += token }
        starts.append(Int64(tokens.count / 5))
    }

    /// Bytes of what there is now, and those of one clip more without tokens.
    var byteCount: Int {
        (tokens.count + speakers.count + 1) * 4 + (starts.count + 1) * 8
            + names.reduce(0) { $0 + $1.utf8.count + 1 }
    }
}
