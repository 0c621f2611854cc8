internal import Glibc

/// How likely each state of a graph is in each frame of a recording, all ways taken together
/// (forward and backward probabilities, Baum 1972).
struct Occupancy {
    /// States alive in each frame, and where their values begin.
    private(set) var rows: [(range: Range<Int>, offset: Int)] = []
    /// Logarithms of probabilities.
    private(set) var values: [Float] = []

    /// Computes them; nil where no way is left within the beam.
    ///
    /// - Parameters: as of ``ForcedPath``.
    init?(_ graph: PhoneGraph, scores: [Float], model: AcousticModel, beam: Float) {
        let thirds = PhoneGraph.thirds
        let frames = scores.count / model.states
        let count = graph.nodes.count * thirds
        guard frames > 0 else { return nil }
        let none = -Float.infinity
        var now = [Float](repeating: none, count: count)
        for node in graph.nodes.indices where graph.begins[node] {
            now[node * thirds] = scores[graph.nodes[node].phone * thirds]
        }
        var next = now
        var band = StateBand(range: 0..<count).pruned(now, below: -Float.greatestFiniteMagnitude)
        keep(now, band)
        for frame in 1..<max(frames, 1) {
            let old = band.range
            guard !old.isEmpty else { return nil }
            band = band.next(in: graph)
            var best = none
            for state in band.range {
                let (node, third) = (state / thirds, state % thirds)
                let own = graph.nodes[node].phone * thirds + third
                var score = old.contains(state) ? now[state] + model.stay[own] : none
                if third > 0 {
                    if old.contains(state - 1) {
                        score = Self.sum(score, now[state - 1] + model.leave[own - 1])
                    }
                } else {
                    for index in graph.starts[node]..<graph.starts[node + 1] {
                        let from = graph.before[index]
                        let exit = from * thirds + thirds - 1
                        guard old.contains(exit) else { continue }
                        score = Self.sum(
                            score,
                            now[exit] + model.leave[graph.nodes[from].phone * thirds + thirds - 1])
                    }
                }
                score += scores[frame * model.states + own]
                next[state] = score
                best = max(best, score)
            }
            swap(&now, &next)
            band = band.pruned(now, below: best - beam)
            keep(now, band)
        }
        guard backward(graph, scores, model) else { return nil }
    }

    private mutating func keep(_ scores: [Float], _ band: StateBand) {
        rows.append((band.range, values.count))
        values += scores[band.range]
    }

    /// Goes back and makes the forward values those of both.
    private mutating func backward(
        _ graph: PhoneGraph, _ scores: [Float], _ model: AcousticModel
    ) -> Bool {
        let thirds = PhoneGraph.thirds
        let none = -Float.infinity
        let count = graph.nodes.count * thirds
        var later = [Float](repeating: none, count: count)
        let last = rows[rows.count - 1]
        var total = none
        for node in graph.nodes.indices where graph.ends[node] {
            let exit = node * thirds + thirds - 1
            guard last.range.contains(exit) else { continue }
            later[exit] = 0
            total = Self.sum(total, values[last.offset + exit - last.range.lowerBound])
        }
        guard total > none else { return false }
        var now = later
        for frame in stride(from: rows.count - 1, through: 0, by: -1) {
            let row = rows[frame]
            if frame < rows.count - 1 {
                let after = rows[frame + 1]
                for state in row.range { now[state] = none }
                for state in after.range {
                    let (node, third) = (state / thirds, state % thirds)
                    let own = graph.nodes[node].phone * thirds + third
                    let ahead = later[state] + scores[(frame + 1) * model.states + own]
                    guard ahead > none else { continue }
                    if row.range.contains(state) {
                        now[state] = Self.sum(now[state], ahead + model.stay[own])
                    }
                    if third > 0 {
                        if row.range.contains(state - 1) {
                            now[state - 1] = Self.sum(now[state - 1], ahead + model.leave[own - 1])
                        }
                        continue
                    }
                    for index in graph.starts[node]..<graph.starts[node + 1] {
                        let from = graph.before[index]
                        let exit = from * thirds + thirds - 1
                        guard row.range.contains(exit) else { continue }
                        now[exit] = Self.sum(
                            now[exit],
                            ahead + model.leave[graph.nodes[from].phone * thirds + thirds - 1])
                    }
                }
            }
            for state in row.range {
                values[row.offset + state - row.range.lowerBound] += now[state] - total
            }
            swap(&now, &later)
        }
        return true
    }

    /// The logarithm of the sum of what two logarithms stand for.
    private static func sum(_ a: Float, _ b: Float) -> Float {
        let (most, least) = a > b ? (a, b) : (b, a)
        let difference = least - most
        // Also where both are of nothing.
        guard difference > -15 else { return most }
        return most + log1p(exp(difference))
    }
}
