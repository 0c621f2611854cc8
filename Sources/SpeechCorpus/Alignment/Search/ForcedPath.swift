/// The likeliest way of a recording through its graph (Viterbi).
struct ForcedPath: Sendable {
    /// The graph's state in each frame.
    let states: [Int32]

    /// Searches; nil where no way is left within the beam.
    ///
    /// - Parameters:
    ///   - graph: What may be said.
    ///   - scores: Frames × the model's states.
    ///   - model: How long states last.
    ///   - beam: How much less likely than the likeliest state one may be.
    init?(_ graph: PhoneGraph, scores: [Float], model: AcousticModel, beam: Float) {
        let thirds = PhoneGraph.thirds
        let frames = scores.count / model.states
        let count = graph.nodes.count * thirds
        guard frames > 0 else { return nil }
        let none = -Float.infinity
        var now = [Float](repeating: none, count: count)
        var next = now
        // How each state was reached, for the states alive: 0 from itself, else from before.
        var ways: [UInt8] = []
        var rows: [(first: Int, offset: Int)] = []
        for node in graph.nodes.indices where graph.begins[node] {
            now[node * thirds] = scores[graph.nodes[node].phone * thirds]
        }
        var band = StateBand(range: 0..<count).pruned(now, below: -Float.greatestFiniteMagnitude)
        for frame in 1..<max(frames, 1) {
            let old = band.range
            guard !old.isEmpty else { return nil }
            band = band.next(in: graph)
            rows.append((band.range.lowerBound, ways.count))
            var best = none
            let row = frame * model.states
            for state in band.range {
                let (node, third) = (state / thirds, state % thirds)
                let own = graph.nodes[node].phone * thirds + third
                var score = old.contains(state) ? now[state] + model.stay[own] : none
                var way: UInt8 = 0
                if third > 0 {
                    if old.contains(state - 1) {
                        let other = now[state - 1] + model.leave[own - 1]
                        if other > score { (score, way) = (other, 1) }
                    }
                } else {
                    for index in graph.starts[node]..<graph.starts[node + 1] {
                        let from = graph.before[index]
                        let exit = from * thirds + thirds - 1
                        guard old.contains(exit) else { continue }
                        let other =
                            now[exit] + model.leave[graph.nodes[from].phone * thirds + thirds - 1]
                        if other > score {
                            (score, way) = (other, UInt8(index - graph.starts[node] + 1))
                        }
                    }
                }
                score += scores[row + own]
                next[state] = score
                ways.append(way)
                best = max(best, score)
            }
            swap(&now, &next)
            band = band.pruned(now, below: best - beam)
        }
        var state: Int?
        for node in graph.nodes.indices where graph.ends[node] {
            let exit = node * thirds + thirds - 1
            guard band.range.contains(exit), now[exit] > none else { continue }
            if state.map({ now[exit] > now[$0] }) ?? true { state = exit }
        }
        guard var state else { return nil }
        var states = [Int32](repeating: 0, count: frames)
        states[frames - 1] = Int32(state)
        for frame in stride(from: frames - 1, to: 0, by: -1) {
            let row = rows[frame - 1]
            let way = Int(ways[row.offset + state - row.first])
            if way > 0 {
                let node = state / thirds
                state =
                    state % thirds > 0
                    ? state - 1
                    : graph.before[graph.starts[node] + way - 1] * thirds + thirds - 1
            }
            states[frame - 1] = Int32(state)
        }
        self.states = states
    }

    /// The model's state in each frame.
    func modelStates(_ graph: PhoneGraph) -> [Int32] {
        states.map {
            let (node, third) = Int($0).quotientAndRemainder(dividingBy: PhoneGraph.thirds)
            return Int32(graph.nodes[node].phone * PhoneGraph.thirds + third)
        }
    }
}
