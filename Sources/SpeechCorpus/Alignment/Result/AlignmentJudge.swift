internal import AudioSignal

/// Makes segments of a way through a graph and decides whether to believe them.
struct AlignmentJudge: Sendable {
    let settings: AlignmentSettings
    /// The symbols of phones, by their numbers.
    let symbols: [String]

    /// Judges an utterance.
    func result(
        _ path: ForcedPath, _ graph: PhoneGraph, _ scores: FrameScores, samples: Int,
        _ utterance: AlignmentUtterance
    ) -> Result<PhoneAlignment, AlignmentRejection> {
        let runs = Self.runs(path, graph, scores)
        let stretch = lowestStretch(runs, graph, scores)
        let alignment = PhoneAlignment(
            segments: segments(runs, graph, samples: samples),
            pronunciations: pronunciations(runs, graph, utterance),
            score: scores.speech, stretchScore: stretch.score)
        guard scores.speech >= settings.leastScore else {
            return .failure(
                AlignmentRejection(
                    .mismatch, "the text is not what is said, or hardly", score: scores.speech))
        }
        guard stretch.score >= settings.leastStretchScore else {
            let words = stretch.words.map { utterance.words[$0].text }.joined(separator: " ")
            return .failure(
                AlignmentRejection(
                    .partialMismatch, "something else is said at '\(words)'", score: scores.speech))
        }
        return .success(alignment)
    }

    /// A node's frames.
    private struct Run {
        let node: Int
        var frames: Range<Int>
        var sum: Double
        var mean: Double { sum / Double(frames.count) }
    }

    private static func runs(
        _ path: ForcedPath, _ graph: PhoneGraph, _ scores: FrameScores
    ) -> [Run] {
        var runs: [Run] = []
        for (frame, state) in path.states.enumerated() {
            let node = Int(state) / PhoneGraph.thirds
            if runs.last?.node == node {
                runs[runs.count - 1].frames = runs[runs.count - 1].frames.lowerBound..<frame + 1
                runs[runs.count - 1].sum += Double(scores.values[frame])
            } else {
                runs.append(
                    Run(node: node, frames: frame..<frame + 1, sum: Double(scores.values[frame])))
            }
        }
        return runs
    }

    private func segments(
        _ runs: [Run], _ graph: PhoneGraph, samples: Int
    ) -> [PhoneAlignment.Segment] {
        let shortest = AlignmentSettings.rate.samples(in: settings.shortestPause)
        // Frames are centred at multiples of the hop.
        func sample(_ frame: Int) -> Int {
            frame == 0
                ? 0 : min(max(frame * CepstrumMaker.hop - CepstrumMaker.hop / 2, 0), samples)
        }
        var segments: [PhoneAlignment.Segment] = []
        for (number, run) in runs.enumerated() {
            let isLast = number == runs.count - 1
            let (start, end) = (
                sample(run.frames.lowerBound), isLast ? samples : sample(run.frames.upperBound)
            )
            let node = graph.nodes[run.node]
            if node.word == nil, !isLast, end - start < shortest, let before = segments.last {
                segments[segments.count - 1] = .init(
                    phone: before.phone, word: before.word, start: before.start, end: end,
                    score: before.score)
                continue
            }
            segments.append(
                .init(
                    phone: node.word == nil ? nil : symbols[node.phone], word: node.word,
                    start: start, end: end, score: Float(run.mean)))
        }
        return segments
    }

    private func pronunciations(
        _ runs: [Run], _ graph: PhoneGraph, _ utterance: AlignmentUtterance
    ) -> [Int] {
        var result = [Int](repeating: 0, count: utterance.words.count)
        for run in runs {
            let node = graph.nodes[run.node]
            if let word = node.word { result[word] = node.pronunciation }
        }
        return result
    }

    /// The stretch of time that fits worst, by the mean over its frames, and the words in it.
    private func lowestStretch(
        _ runs: [Run], _ graph: PhoneGraph, _ scores: FrameScores
    ) -> (score: Double, words: ClosedRange<Int>) {
        let frames = scores.values.count
        let length = min(
            max(AlignmentSettings.rate.samples(in: settings.stretch) / CepstrumMaker.hop, 1), frames
        )
        var sum = scores.values[..<length].reduce(0) { $0 + Double($1) }
        var lowest = (sum: sum, first: 0)
        for first in 0..<frames - length {
            sum += Double(scores.values[first + length] - scores.values[first])
            if sum < lowest.sum { lowest = (sum, first) }
        }
        let range = lowest.first..<lowest.first + length
        let near = runs.filter { $0.frames.overlaps(range) }.compactMap {
            graph.nodes[$0.node].word
        }
        // Within a pause there is none.
        let words = (near.min() ?? 0)...(near.max() ?? 0)
        return (lowest.sum / Double(length), words)
    }
}
