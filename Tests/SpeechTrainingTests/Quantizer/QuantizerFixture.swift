import SpeechTraining
import TensorRuntime
import Testing

/// Latents whose vectors lie about fixed centres, the same ones for the same numbers.
struct ClusteredLatent {
    let width: Int
    let clusters: Int
    /// Distance of centres from the origin in each feature, about.
    var spread = 3.0
    /// Deviation of vectors from their centres.
    var noise = 0.1

    /// `[batch, width, frames]`
    func batch(_ step: Int, pieces: Int = 4, frames: Int = 32) -> Tensor {
        var values = [Float](repeating: 0, count: pieces * width * frames)
        for piece in 0..<pieces {
            for frame in 0..<frames {
                let place = (step * pieces + piece) * frames + frame
                let cluster = Int(Self.number(place, 1) * Double(clusters))
                for feature in 0..<width {
                    let centre = (2 * Self.number(cluster, 100 + feature) - 1) * spread
                    let off = (2 * Self.number(place, 1000 + feature) - 1) * noise * 1.7
                    values[(piece * width + feature) * frames + frame] = Float(centre + off)
                }
            }
        }
        return Tensor(values, shape: [pieces, width, frames])
    }

    /// The centre of a cluster.
    func centre(_ cluster: Int) -> [Float] {
        (0..<width).map { Float((2 * Self.number(cluster, 100 + $0) - 1) * spread) }
    }

    /// From 0 up to 1, by SplitMix64's finaliser.
    private static func number(_ place: Int, _ part: Int) -> Double {
        var z = UInt64(place) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(part) &* 0xD1B5_4A32_D192_ED03
        for _ in 0..<2 {
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
        }
        return Double(z >> 11) / 0x1p53
    }
}

extension QuantizerRecipe {
    /// A small quantizer that begins at once, from noise.
    static func small(_ change: (inout QuantizerRecipe) -> Void = { _ in }) -> QuantizerRecipe {
        var recipe = QuantizerRecipe()
        (recipe.width, recipe.layers, recipe.codes) = (3, 3, 7)
        recipe.start = .random
        recipe.activation = .all
        change(&recipe)
        return recipe
    }
}

extension LearningQuantizer {
    /// Codes of a codebook, a vector each.
    func vectors(_ book: Int) throws -> [[Float]] {
        let values = try #require(try weights()["layers.\(book).codebook.embed"])
        let numbers = values.floats()
        return (0..<values.shape[0]).map {
            Array(numbers[$0 * recipe.width..<($0 + 1) * recipe.width])
        }
    }
}

/// Vectors of a latent, frame after frame of each piece.
func rows(_ latent: Tensor) -> [[Float]] {
    let (pieces, width, frames) = (latent.shape[0], latent.shape[1], latent.shape[2])
    let values = latent.floats()
    return (0..<pieces * frames).map { row in
        (0..<width).map { values[(row / frames * width + $0) * frames + row % frames] }
    }
}

/// Residual quantisation, one vector after the other.
struct PlainQuantizer {
    let books: [[[Float]]]

    struct Result {
        var codes: [Int] = []
        /// What each quantizer saw.
        var residuals: [[Float]] = []
        /// What each chose.
        var chosen: [[Float]] = []

        /// The sum of the first few.
        func sum(_ count: Int) -> [Float] {
            chosen.prefix(count).reduce([Float](repeating: 0, count: chosen[0].count)) {
                zip($0, $1).map(+)
            }
        }
    }

    func callAsFunction(_ vector: [Float]) -> Result {
        var result = Result()
        var rest = vector
        for book in books {
            let distances = book.map { code in
                zip(code, rest).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }
            }
            let code = distances.firstIndex(of: distances.min()!)!
            result.codes.append(code)
            result.residuals.append(rest)
            result.chosen.append(book[code])
            rest = zip(rest, book[code]).map(-)
        }
        return result
    }
}
