internal import TensorRuntime

/// Who speaks in each clip: `speakers` int32 `[clips]`, numbers into `speaker.names`, uint8,
/// UTF-8 with a newline between two.
struct ClipSpeakers: Sendable {
    /// Names by number.
    let names: [String]
    private let numbers: [Int32]

    /// The speakers in a package's file; nil if it has none.
    init?(
        _ store: WeightStore, clips: Int, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let speakers = store["speakers"] else { return nil }
        guard let numbers = speakers.elements(as: Int32.self), numbers.count == clips,
            let bytes = store["speaker.names"]?.elements(as: UInt8.self)
        else { throw wrong("speakers or speaker.names is missing or of another type") }
        names = PackageNames.lines(bytes)
        guard Set(names).count == names.count, !names.contains("") else {
            throw wrong("speaker.names has a name twice or an empty one")
        }
        let known = Int32(clamping: names.count)
        guard numbers.allSatisfy({ (0..<known).contains($0) }) else {
            throw wrong("speakers has numbers without a name")
        }
        self.numbers = numbers
    }

    subscript(clip: Int) -> Int { Int(numbers[clip]) }
}
