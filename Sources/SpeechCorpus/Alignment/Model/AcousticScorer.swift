internal import Glibc

/// How likely each state of a model makes frames: logarithms of densities.
///
/// Sixteen Gaussians at a time, so that the parameters of a block stay in the first cache while
/// all frames go by.
struct AcousticScorer: Sendable {
    let model: AcousticModel

    private typealias Lanes = SIMD16<Float>
    private static let lanes = 16
    /// Blocks × dimensions, mean and half of the precision in turn.
    private let parameters: [Lanes]
    /// The logarithm of each Gaussian's weight and its density's height.
    private let constants: [Lanes]
    private let blocks: Int

    init(_ model: AcousticModel) {
        self.model = model
        let size = AcousticModel.dimension
        let gaussians = model.states * model.components
        blocks = (gaussians + Self.lanes - 1) / Self.lanes
        var parameters = [Lanes](repeating: .zero, count: blocks * size * 2)
        var constants = [Lanes](repeating: .init(repeating: AcousticModel.unused), count: blocks)
        for gaussian in 0..<gaussians {
            let (block, lane) = (gaussian / Self.lanes, gaussian % Self.lanes)
            var height = -0.5 * Float(size) * Float(log(2 * Double.pi))
            for index in 0..<size {
                let variance = model.variances[gaussian * size + index]
                height -= 0.5 * log(variance)
                parameters[(block * size + index) * 2][lane] = model.means[gaussian * size + index]
                parameters[(block * size + index) * 2 + 1][lane] = 0.5 / variance
            }
            constants[block][lane] = max(model.weights[gaussian] + height, AcousticModel.unused)
        }
        self.parameters = parameters
        self.constants = constants
    }

    /// The scores of all states: frames × states. Of a mixture the likeliest Gaussian counts.
    func scores(of features: FrameFeatures) -> [Float] {
        let states = model.states
        return [Float](unsafeUninitializedCapacity: features.frames * states) { scores, count in
            features.values.withUnsafeBufferPointer { values in
                parameters.withUnsafeBufferPointer { parameters in
                    for block in 0..<blocks {
                        score(block, values, parameters, features.frames, scores)
                    }
                }
            }
            count = features.frames * states
        }
    }

    /// The share of each Gaussian of a state in a frame.
    func shares(
        of state: Int, _ frame: UnsafePointer<Float>, to shares: inout [Float]
    ) {
        let size = AcousticModel.dimension
        var most = -Float.infinity
        for index in 0..<model.components {
            let gaussian = state * model.components + index
            let (block, lane) = (gaussian / Self.lanes, gaussian % Self.lanes)
            var score = constants[block][lane]
            if score > AcousticModel.unused {
                for dimension in 0..<size {
                    let at = (block * size + dimension) * 2
                    let difference = frame[dimension] - parameters[at][lane]
                    score -= difference * difference * parameters[at + 1][lane]
                }
            }
            shares[index] = score
            most = max(most, score)
        }
        var sum: Float = 0
        for index in 0..<model.components {
            shares[index] = exp(shares[index] - most)
            sum += shares[index]
        }
        for index in 0..<model.components { shares[index] /= sum }
    }

    private func score(
        _ block: Int, _ values: UnsafeBufferPointer<Float>,
        _ parameters: UnsafeBufferPointer<Lanes>, _ frames: Int,
        _ scores: UnsafeMutableBufferPointer<Float>
    ) {
        let size = AcousticModel.dimension
        let (states, components) = (model.states, model.components)
        let perBlock = Self.lanes / components
        let first = block * perBlock
        let own = min(perBlock, states - first)
        let constant = constants[block]
        for frame in 0..<frames {
            var distance = Lanes.zero
            for dimension in 0..<size {
                let at = (block * size + dimension) * 2
                let difference = values[frame * size + dimension] - parameters[at]
                distance += difference * difference * parameters[at + 1]
            }
            let result = constant - distance
            for state in 0..<own {
                var best = result[state * components]
                for index in 1..<max(components, 1) where components > 1 {
                    best = max(best, result[state * components + index])
                }
                scores[frame * states + first + state] = best
            }
        }
    }
}
