internal import Glibc

/// What was counted of frames, for a new model.
struct AcousticStatistics: Sendable {
    /// Frames of each Gaussian.
    private(set) var counts: [Double]
    /// Sums of them and of their squares: Gaussians × dimensions.
    private(set) var sums: [Double]
    private(set) var squares: [Double]
    /// How often each state was gone through.
    private(set) var visits: [Double]

    /// Nothing yet.
    init(_ model: AcousticModel) {
        let gaussians = model.states * model.components
        counts = [Double](repeating: 0, count: gaussians)
        sums = [Double](repeating: 0, count: gaussians * AcousticModel.dimension)
        squares = sums
        visits = [Double](repeating: 0, count: model.states)
    }

    /// Counts frames, each of which belongs to one state of the model.
    mutating func add(_ features: FrameFeatures, states: [Int32], by scorer: AcousticScorer) {
        let components = scorer.model.components
        var shares = [Float](repeating: 1, count: components)
        features.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for frame in 0..<features.frames {
                let state = Int(states[frame])
                let row = base + frame * AcousticModel.dimension
                if frame == 0 || states[frame - 1] != states[frame] { visits[state] += 1 }
                if components > 1 { scorer.shares(of: state, row, to: &shares) }
                for index in 0..<components where shares[index] > 1e-4 {
                    add(row, to: state * components + index, Double(shares[index]))
                }
            }
        }
    }

    /// Counts a state as gone through, so many times.
    mutating func addVisits(_ count: Double, of state: Int) { visits[state] += count }

    /// Counts a part of a frame for a Gaussian.
    mutating func add(_ frame: UnsafePointer<Float>, to gaussian: Int, _ part: Double) {
        let size = AcousticModel.dimension
        counts[gaussian] += part
        let first = gaussian * size
        sums.withUnsafeMutableBufferPointer { sums in
            squares.withUnsafeMutableBufferPointer { squares in
                for index in 0..<size {
                    let value = Double(frame[index])
                    sums[first + index] += part * value
                    squares[first + index] += part * value * value
                }
            }
        }
    }

    /// Adds what was counted elsewhere.
    mutating func add(_ other: AcousticStatistics) {
        for index in counts.indices { counts[index] += other.counts[index] }
        for index in sums.indices {
            sums[index] += other.sums[index]
            squares[index] += other.squares[index]
        }
        for index in visits.indices { visits[index] += other.visits[index] }
    }
}

extension AcousticStatistics {
    /// Counts frames by how likely each state of a graph is in them, for a model of one Gaussian
    /// a state.
    mutating func add(_ features: FrameFeatures, _ occupancy: Occupancy, _ graph: PhoneGraph) {
        let thirds = PhoneGraph.thirds
        // Parts of a frame below e^-9 don't count.
        let least: Float = -9
        var totals = [Double](repeating: 0, count: graph.nodes.count * thirds)
        features.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for (frame, row) in occupancy.rows.enumerated() {
                let features = base + frame * AcousticModel.dimension
                for state in row.range {
                    let value = occupancy.values[row.offset + state - row.range.lowerBound]
                    guard value > least else { continue }
                    let part = Double(exp(min(value, 0)))
                    let own = graph.nodes[state / thirds].phone * thirds + state % thirds
                    add(features, to: own, part)
                    totals[state] += part
                }
            }
        }
        // A state with a frame or more was gone through; with less, perhaps.
        for (state, total) in totals.enumerated() {
            let own = graph.nodes[state / thirds].phone * thirds + state % thirds
            addVisits(min(total, 1), of: own)
        }
    }
}
