internal import ModelBlocks
public import TensorRuntime

/// The bottleneck of a training: no quantizer, one or several, with codebooks that follow what they
/// are given and stay alive.
///
/// Codebooks have Mimi's buffers (Défossez et al. 2024): sums of the vectors that chose each code
/// and their usage, 1 at first, both moving averages; a code is their quotient. They begin as
/// centres of gathered vectors, each codebook of what those before leave over. Codes whose usage
/// falls below a part of the mean become vectors of the batch, with sum and usage that say so. The
/// encoder's gradient is that of the values, straight through once, and of the commitment.
///
/// Everything random has an address, so a checkpoint needs buffers and counters only. Not
/// `Sendable`; a training belongs to one thread.
public final class LearningQuantizer {
    /// Codebooks and their upkeep.
    public let recipe: QuantizerRecipe
    /// Updates so far.
    public private(set) var steps = 0
    /// Quantizers in use, the first ones. Weights and checkpoints tell it.
    public private(set) var active: Int

    private let device: TorchDevice
    /// Codebooks that have begun, the first ones. The others are zeros and take no part.
    private(set) var started = 0
    private var buffers: Buffers
    private(set) var pool: VectorPool
    let codebooks: LearntCodebooks?
    private var modules: [Int: Modules] = [:]

    /// Sums of vectors, how often codes are chosen, and their quotients.
    private struct Buffers {
        /// `[books, size, width]`
        var sum: TorchTensor
        /// `[books, size]`
        var usage: TorchTensor
        /// `[books, size, width]`
        var vectors: TorchTensor
    }

    private struct Modules {
        let quantization: TorchModule
        let averaging: TorchModule
        let replacement: TorchModule
        let division: TorchModule
        let weighting: TorchModule
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for numbers out of their range,
    ///   ``TrainingError/execution(_:)`` without libtorch.
    public init(_ recipe: QuantizerRecipe, on device: TorchDevice = .cpu) throws(TrainingError) {
        try recipe.check()
        self.recipe = recipe
        self.device = device
        active = recipe.activation == .progressive ? min(1, recipe.bookCount) : recipe.bookCount
        pool = VectorPool(width: recipe.width, capacity: recipe.vectorsPerCode * recipe.bookSize)
        let shape = [max(recipe.bookCount, 1), recipe.bookSize, recipe.width]
        var vectors = Tensor(zeros: TensorType(.float32, shape))
        if recipe.start == .random {
            started = recipe.bookCount
            vectors = Tensor(
                AddressedDraws(seed: recipe.seed, purpose: Purpose.start, step: 0)
                    .normal(vectors.count), shape: shape)
        }
        let usage = [Float](
            repeating: recipe.has(.emptyUsage) ? 0 : 1, count: shape[0] * shape[1])
        codebooks =
            recipe.update == .gradient && recipe.bookCount > 0
            ? try LearntCodebooks(vectors, on: device) : nil
        let first = vectors
        buffers = try TrainingError.wrap { () throws(ExecutionError) in
            Buffers(
                sum: try TorchTensor(first, on: device),
                usage: try TorchTensor(
                    Tensor(usage, shape: Array(shape.dropLast())), on: device),
                vectors: try TorchTensor(first, on: device))
        }
    }

    /// What randomness is for.
    private enum Purpose {
        static let start: UInt64 = 3
        static let dropout: UInt64 = 4
        static let replacement: UInt64 = 5
        static let centres: UInt64 = 6
    }

    // MARK: Quantising

    /// Quantises a batch for a step of training, with dropout; ``update(_:)`` is to follow it.
    ///
    /// - Parameter latent: float32 `[batch, width, frames]`, with the record of its making.
    public func callAsFunction(_ latent: TorchTensor) throws(TrainingError) -> QuantizedLatent {
        try quantized(latent, count: min(active, started), isTraining: true)
    }

    /// Quantises as a trained model would: with all active quantizers and without dropout.
    ///
    /// - Parameter latent: float32 `[batch, width, frames]`.
    public func evaluated(_ latent: TorchTensor) throws(TrainingError) -> QuantizedLatent {
        let known = recipe.has(.forgottenActivation) ? recipe.bookCount : active
        return try quantized(latent, count: min(known, started), isTraining: false)
    }

    private func quantized(
        _ latent: TorchTensor, count: Int, isTraining: Bool
    ) throws(TrainingError) -> QuantizedLatent {
        let shape = try TrainingError.wrap { () throws(ExecutionError) in
            try latent.description().type.shape
        }
        let taken = taken(shape.first ?? 0, of: count, isTraining: isTraining)
        guard count > 0 else {
            return QuantizedLatent(
                values: latent, loss: nil, commitment: nil, latent: latent,
                parts: nil)
        }
        let modules = try modules(for: count)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let pieces = try TorchTensor(
                Tensor(taken.map { Int64($0) }, shape: [taken.count]), on: device)
            let mode = isTraining ? TorchMode(recordsGradients: true) : .evaluation
            let results = try modules.quantization([latent, pieces, vectors], mode)
            func result(_ name: QuantizerGraphs.Result) -> TorchTensor { results[name.rawValue] }
            let loss = try modules.weighting(
                [result(.commitment), result(.codebook)], mode)[0]
            return QuantizedLatent(
                values: result(.values), loss: loss, commitment: result(.commitment),
                latent: latent,
                parts: QuantizedLatent.Parts(
                    codes: result(.codes), residuals: result(.residuals),
                    energies: result(.energies)))
        }
    }

    /// How many quantizers each piece becomes the sum of.
    private func taken(_ pieces: Int, of count: Int, isTraining: Bool) -> [Int] {
        guard isTraining, recipe.activation == .dropout, count > 1 else {
            return [Int](repeating: count, count: pieces)
        }
        let draws = AddressedDraws(seed: recipe.seed, purpose: Purpose.dropout, step: steps)
        return (0..<pieces).map { piece in
            guard draws.number(2 * piece) < recipe.dropout else { return count }
            return min(1 + Int(draws.number(2 * piece + 1) * Double(count)), count)
        }
    }

    /// The codes as they are now.
    private var vectors: TorchTensor { codebooks?.vectors ?? buffers.vectors }

    // MARK: Upkeep

    /// Lets codebooks follow a batch that ``callAsFunction(_:)`` quantised, after the backward pass:
    /// begins them, moves them, replaces dead codes, activates the next quantizer.
    ///
    /// A batch with numbers that aren't finite, which a step of an optimiser passes over too,
    /// changes no codebook.
    public func update(_ quantized: QuantizedLatent) throws(TrainingError) {
        guard recipe.bookCount > 0 else { return }
        steps += 1
        if let parts = quantized.parts, try isFinite(parts) {
            try move(by: parts)
            let isDue = steps.isMultiple(of: recipe.deadEvery)
            if isDue, recipe.deadShare > 0 || recipe.has(.countThreshold) {
                try replaceDeadCodes(by: parts)
            }
        }
        if recipe.activation == .progressive {
            active = min(1 + steps / recipe.activationSteps, recipe.bookCount)
        }
        if started < active { try gather(quantized.latent) }
    }

    private func isFinite(_ parts: QuantizedLatent.Parts) throws(TrainingError) -> Bool {
        if let codebooks, try !codebooks.step(rate: recipe.codebookRate) { return false }
        return try TrainingError.wrap { () throws(ExecutionError) in
            try parts.energies.tensor().floats().allSatisfy(\.isFinite)
        }
    }

    private func move(by parts: QuantizedLatent.Parts) throws(TrainingError) {
        let modules = try modules(for: count(of: parts))
        let results = try TrainingError.wrap { () throws(ExecutionError) in
            try modules.averaging(
                [parts.codes, parts.residuals, buffers.sum, buffers.usage], .evaluation)
        }
        buffers = Buffers(sum: results[0], usage: results[1], vectors: results[2])
    }

    private func replaceDeadCodes(by parts: QuantizedLatent.Parts) throws(TrainingError) {
        let (count, size) = (try count(of: parts), recipe.bookSize)
        let modules = try modules(for: count)
        let results = try TrainingError.wrap { () throws(ExecutionError) in
            let rows = try parts.codes.description().type.shape[1]
            var picks: [Int64] = []
            var noise: [Float] = []
            for number in 0..<count {
                let draws = AddressedDraws(
                    seed: recipe.seed, purpose: Purpose.replacement &+ UInt64(number) << 8,
                    step: steps)
                // Of the vectors that this quantizer saw, another for each code.
                picks += draws.places(size, below: rows).map { Int64(number * rows + $0) }
                guard recipe.has(.noiseReplacement) else { continue }
                noise += draws.normal(size * recipe.width)
            }
            return try modules.replacement(
                [
                    parts.residuals,
                    try TorchTensor(Tensor(picks, shape: [picks.count]), on: device),
                    try TorchTensor(
                        noise.isEmpty
                            ? Tensor(Float(0)).reshaped([1, 1, 1])
                            : Tensor(noise, shape: [count, size, recipe.width]), on: device),
                    buffers.sum, buffers.usage, vectors,
                ], .evaluation)
        }
        try codebooks?.assign(results[2])
        buffers = Buffers(sum: results[0], usage: results[1], vectors: results[2])
    }

    private func count(of parts: QuantizedLatent.Parts) throws(TrainingError) -> Int {
        try TrainingError.wrap { () throws(ExecutionError) in
            try parts.codes.description().type.shape[0]
        }
    }

    // MARK: Beginning

    /// Gathers vectors, and begins the codebooks that are active when there are enough.
    private func gather(_ latent: TorchTensor) throws(TrainingError) {
        let frames = try TrainingError.wrap { () throws(ExecutionError) in try latent.tensor() }
        guard frames.floats().allSatisfy(\.isFinite) else { return }
        pool.add(frames)
        guard pool.isFull else { return }
        let perStep = frames.shape[0] * frames.shape[2]
        var rest = pool.tensor
        let remainder = try Remainder(recipe.bookSize, width: recipe.width, on: device)
        var store = try host()
        for book in 0..<active {
            if book >= started {
                let kMeans = try KMeans(
                    recipe.bookSize, width: recipe.width, iterations: recipe.iterations,
                    seed: recipe.seed &+ UInt64(book) &+ Purpose.centres << 32, on: device)
                // As if steps of this size had gone on for long.
                store.begin(
                    book, try kMeans(rest), part: Float(perStep) / Float(pool.count),
                    isEmpty: recipe.has(.emptyUsage))
            }
            rest = try remainder(rest, behind: store.book(book))
        }
        started = active
        pool.empty()
        try put(store)
    }

    // MARK: Buffers elsewhere

    /// The buffers in memory of ours.
    func host() throws(TrainingError) -> CodebookStore {
        try TrainingError.wrap { () throws(ExecutionError) in
            CodebookStore(
                sum: try buffers.sum.tensor(), usage: try buffers.usage.tensor(),
                vectors: try vectors.tensor())
        }
    }

    func put(_ store: CodebookStore) throws(TrainingError) {
        let modules = try modules(for: max(started, 1))
        buffers = try TrainingError.wrap { () throws(ExecutionError) in
            let sum = try TorchTensor(store.sum, on: device)
            let usage = try TorchTensor(store.usage, on: device)
            return Buffers(
                sum: sum, usage: usage,
                vectors: try modules.division([sum, usage], .evaluation)[0])
        }
        let learnt = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchTensor(store.vectors, on: device)
        }
        try codebooks?.assign(learnt)
    }

    /// Takes over what a checkpoint kept, all of it checked.
    func restore(_ store: CodebookStore, pool gathered: Tensor?, counters: Counters)
        throws(TrainingError)
    {
        (steps, active, started) = (counters.steps, counters.active, counters.started)
        pool.empty()
        if let gathered { pool.restore(gathered) }
        try put(store)
    }

    /// What is counted.
    struct Counters {
        var steps: Int
        var active: Int
        var started: Int
    }

    private func modules(for count: Int) throws(TrainingError) -> Modules {
        if let known = modules[count] { return known }
        let graphs = try QuantizerGraphs(recipe, count: count)
        let made = try TrainingError.wrap { () throws(ExecutionError) in
            Modules(
                quantization: try TorchModule(withoutWeights: graphs.quantization, on: device),
                averaging: try TorchModule(withoutWeights: graphs.averaging, on: device),
                replacement: try TorchModule(withoutWeights: graphs.replacement, on: device),
                division: try TorchModule(withoutWeights: graphs.division, on: device),
                weighting: try TorchModule(withoutWeights: graphs.weighting, on: device))
        }
        modules[count] = made
        return made
    }
}
