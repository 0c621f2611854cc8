public import TensorRuntime
internal import Glibc

/// How often codes were chosen and what was lost, counted over batches.
public struct CodeUsage: Sendable, Hashable {
    private let size: Int
    /// `[quantizer][code]`
    private var counts: [[Int]]
    /// Sums of squares: of latents, of what all quantizers make of them, of the difference behind
    /// each.
    private var latent = 0.0
    private var made = 0.0
    private var noise: [Double]

    /// A count of nothing yet.
    public init(_ recipe: QuantizerRecipe) {
        size = recipe.bookSize
        counts = [[Int]](
            repeating: [Int](repeating: 0, count: recipe.bookSize), count: recipe.bookCount)
        noise = [Double](repeating: 0, count: recipe.bookCount)
    }

    /// Adds a batch. What wasn't quantised counts nothing.
    ///
    /// - Precondition: It is of a quantizer of the same recipe.
    public mutating func add(_ quantized: QuantizedLatent) throws(ExecutionError) {
        guard let parts = quantized.parts, let codes = try quantized.codes(),
            let chosen = codes.elements(as: Int64.self)
        else { return }
        let energies = try parts.energies.tensor().floats()
        let (quantizers, rows) = (codes.shape[0], codes.shape[1])
        for quantizer in 0..<quantizers {
            for code in chosen[quantizer * rows..<(quantizer + 1) * rows] {
                counts[quantizer][Int(code)] += 1
            }
            noise[quantizer] += Double(energies[2 + quantizer])
        }
        latent += Double(energies[0])
        made += Double(energies[1])
    }

    /// The figures; nil as long as nothing was quantised.
    public var health: QuantizerHealth? {
        let inUse = counts.prefix { $0.contains { $0 > 0 } }
        guard !inUse.isEmpty else { return nil }
        return QuantizerHealth(
            quantizers: zip(inUse, noise).map { counts, noise in
                QuantizerHealth.Quantizer(counts, signal: latent, noise: noise)
            }, amplitude: latent > 0 ? (made / latent).squareRoot() : 0)
    }
}

/// Whether codebooks are alive.
public struct QuantizerHealth: Sendable, Hashable, Codable {
    /// Of one quantizer.
    public struct Quantizer: Sendable, Hashable, Codable {
        /// 2 to the power of the entropy of its codes in bits: as many equally likely codes would
        /// say as much. 1: always the same.
        public let perplexity: Double
        /// That entropy by the largest that there can be, 0 ... 1 (Mimi's `rvq_entropy`).
        public let entropyRatio: Double
        /// Part of the codes that are chosen less than a tenth as often as the mean.
        public let expired: Double
        /// The latent's energy by that of the error behind this quantizer, in dB; 0: no better
        /// than zeros, below that worse.
        public let signalToNoise: Double

        init(_ counts: [Int], signal: Double, noise: Double) {
            let sum = Double(counts.reduce(0, +))
            let entropy = -counts.reduce(0.0) { entropy, count in
                guard count > 0 else { return entropy }
                let share = Double(count) / sum
                return entropy + share * log(share)
            }
            perplexity = exp(entropy)
            entropyRatio = entropy / log(Double(counts.count))
            let least = 0.1 * sum / Double(counts.count)
            expired = Double(counts.count { Double($0) < least }) / Double(counts.count)
            signalToNoise = 10 * log10(max(signal, 1e-30) / max(noise, 1e-30))
        }
    }

    /// In their order.
    public let quantizers: [Quantizer]
    /// Root mean square of what comes out by that of the latent; 1: amplitude is kept.
    public let amplitude: Double

    /// As a training writes them into its log.
    public var losses: TrainingLosses {
        var losses: TrainingLosses = []
        for (index, quantizer) in quantizers.enumerated() {
            losses.append(("perplexity \(index + 1)", quantizer.perplexity))
            losses.append(("entropy \(index + 1)", quantizer.entropyRatio))
            losses.append(("expired \(index + 1)", quantizer.expired))
        }
        losses.append(("quantisation dB", quantizers.last?.signalToNoise ?? 0))
        losses.append(("amplitude", amplitude))
        return losses
    }
}
