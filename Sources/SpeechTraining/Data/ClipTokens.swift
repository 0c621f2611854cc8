internal import TensorRuntime

/// What is said in each clip, aligned: `tokens` int32 `[tokens, 5]`, each row phoneme, stress,
/// position, language and frames, and `token.starts` int64 `[clips + 1]`, where each clip's begin.
/// The frames of a clip's tokens add up to the clip's; a clip without tokens has no text.
struct ClipTokens: Sendable {
    /// Numbers of each column are below this, so that no table is needlessly large.
    static let most: [Int32] = [4096, 64, 64, 256]

    private let starts: [Int]
    private let rows: [Int32]

    /// The tokens in a package's file; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, clips: Int, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let tokens = store["tokens"] else { return nil }
        guard tokens.shape.count == 2, tokens.shape[1] == 5,
            let rows = tokens.elements(as: Int32.self),
            let starts = store["token.starts"]?.elements(as: Int64.self),
            starts.count == clips + 1
        else { throw wrong("tokens or token.starts is missing or of another type") }
        guard starts.first == 0, starts.last == Int64(tokens.shape[0]),
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw wrong("token.starts don't divide the \(tokens.shape[0]) tokens") }
        self.rows = rows
        self.starts = starts.map { Int($0) }
        for clip in 0..<clips {
            var sum = 0
            for row in self.starts[clip]..<self.starts[clip + 1] {
                let values = rows[row * 5..<row * 5 + 5]
                guard values.allSatisfy({ $0 >= 0 }), zip(values, Self.most).allSatisfy({ $0 < $1 })
                else { throw wrong("token \(row) is \(Array(values)), out of range") }
                sum += Int(rows[row * 5 + 4])
            }
            guard self.starts[clip] == self.starts[clip + 1] || sum == frames[clip].count else {
                throw wrong(
                    "the tokens of clip \(clip) last \(sum) frames, it has \(frames[clip].count)")
            }
        }
    }

    subscript(clip: Int) -> [SpokenToken] {
        (starts[clip]..<starts[clip + 1]).map { row in
            let values = rows[row * 5..<row * 5 + 5].map { Int($0) }
            return SpokenToken(
                phoneme: values[0], stress: values[1], position: values[2], language: values[3],
                frames: values[4])
        }
    }
}
