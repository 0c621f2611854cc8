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
        let stretch = lowestStretch(runs, graph)
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

    /// The phones in a row that fit worst, by the mean over their frames.
    private func lowestStretch(
        _ runs: [Run], _ graph: PhoneGraph
    ) -> (score: Double, words: ClosedRange<Int>) {
        let phones = runs.filter { graph.nodes[$0.node].word != nil }
        let length = min(settings.stretch, phones.count)
        var lowest: (score: Double, words: ClosedRange<Int>) = (.infinity, 0...0)
        guard length > 0 else { return (0, 0...0) }
        for first in 0...phones.count - length {
            let those = phones[first..<first + length]
            let frames = those.reduce(0) { $0 + $1.frames.count }
            let score = those.reduce(0) { $0 + $1.sum } / Double(frames)
            guard score < lowest.score,
                let from = graph.nodes[phones[first].node].word,
                let to = graph.nodes[phones[first + length - 1].node].word
            else { continue }
            lowest = (score, from...to)
        }
        return lowest
    }
}
