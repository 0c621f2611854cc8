internal import ModelBlocks
internal import TensorRuntime

/// The networks of a quantizer's training, for batches of any size, with the first few of its
/// codebooks at work.
///
/// Sums over the vectors that chose a code are products with a matrix of zeros and ones, which add
/// in the same order each time on every device. Scattering doesn't.
struct QuantizerGraphs: Sendable {
    /// `latent` `[batch, width, frames]`, `taken` int64 `[batch]` (how many quantizers each piece
    /// becomes the sum of), `vectors` `[books, size, width]` → ``Result``.
    let quantization: Graph
    /// `codes`, `residuals`, `sum` `[books, size, width]`, `usage` `[books, size]` → `sum` and
    /// `usage` behind the step, and `vectors`.
    let averaging: Graph
    /// `residuals`, `picks` int64 `[count · size]` (rows of all residuals), `noise` (`[count, size,
    /// width]` where it is used), `sum`, `usage`, `vectors` → these three with dead codes replaced.
    let replacement: Graph
    /// `sum`, `usage` → `vectors`.
    let division: Graph
    /// `commitment`, `codebook` → the `loss` that they are.
    let weighting: Graph

    /// Places of what ``quantization`` gives.
    enum Result: Int, CaseIterable {
        /// What comes out, `[batch, width, frames]`; its gradient goes to the latent as it is.
        case values
        /// Mean squares: of vectors from their codes for the encoder, and for the codes.
        case commitment, codebook
        /// int64 `[count, frames of all pieces]`
        case codes
        /// What each quantizer saw, `[count, frames of all pieces, width]`.
        case residuals
        /// Sums of squares: of the latent, of what all quantizers make of it, and of the difference
        /// behind each of them; `[2 + count]`.
        case energies
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for sizes that don't fit together.
    init(_ recipe: QuantizerRecipe, count: Int) throws(TrainingError) {
        do throws(GraphError) {
            quantization = try Graph("quantization") { Self.quantize(recipe, count, $0) }
            averaging = try Graph("averaging") { Self.average(recipe, count, $0) }
            replacement = try Graph("replacement") { Self.replace(recipe, count, $0) }
            weighting = try Graph("weighting") { net in
                let loss = net.input("commitment", []) * recipe.commitment
                let codebook = net.input("codebook", [])
                return ["loss": recipe.update == .gradient ? loss + codebook : loss]
            }
            division = try Graph("division") { net in
                let (sum, usage) = Self.buffers(recipe, net)
                return ["vectors": Self.vectors(recipe, sum, usage)]
            }
        } catch {
            throw TrainingError(error)
        }
    }

    // MARK: Quantisation

    private static func quantize(
        _ recipe: QuantizerRecipe, _ count: Int, _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let latent = net.input("latent", ["batch", Dimension(recipe.width), "frames"])
        let taken = net.input("taken", ["batch"], as: .int64)
        let books = net.input("vectors", shape(recipe))
        let x = recipe.has(.utteranceNormalisation) ? normalised(latent) : latent
        let (source, start) = (rows(latent).stoppingGradient(), rows(x))
        var rest = start
        var whole = source * 0
        var sum = whole
        var (commitment, codebook, terms) = (Value?.none, Value?.none, Value?.none)
        var (codes, residuals, noise): ([Value], [Value], [Value]) = ([], [], [])
        for number in 0..<count {
            let book = Self.book(number, books, recipe)
            let fixed = rest.stoppingGradient()
            let code = fixed.nearest(in: book.stoppingGradient())
            let vectors = book.gather(code)
            let chosen = vectors.stoppingGradient()
            // 1 for pieces that this quantizer is part of.
            let part = (taken .> net.constant(Int64(number))).cast(to: .float32)
            let errors = errors(recipe, rest: rest, vectors)
            add(meanSquare(errors.commitment, like: latent) * part, to: &commitment)
            add(meanSquare(errors.codebook, like: latent) * part, to: &codebook)
            add(part, to: &terms)
            whole = whole + chosen
            sum = sum + chosen * spread(part, over: latent)
            // One quantizer after the other sees what is left over, and no gradient goes through
            // what was chosen: EnCodec's estimator for each of them cancels the encoder's.
            rest = rest - chosen
            codes.append(code.addingAxis(0))
            residuals.append(fixed.addingAxis(0))
            noise.append(square(source - whole))
        }
        let divisor = terms!.sum().clamped(1)
        let values = x + (back(sum, like: latent) - x).stoppingGradient()
        return [
            "values": values, "commitment": commitment!.sum() / divisor,
            "codebook": codebook!.sum() / divisor, "codes": .concatenated(codes, axis: 0),
            "residuals": .concatenated(residuals, axis: 0),
            "energies": .concatenated([square(source), square(whole)] + noise, axis: 0),
        ]
    }

    /// How far vectors are from their codes, for the encoder's loss and for the codes'.
    private static func errors(
        _ recipe: QuantizerRecipe, rest: Value, _ vectors: Value
    ) -> (commitment: Value, codebook: Value) {
        let chosen = vectors.stoppingGradient()
        if recipe.has(.commitmentToNext) {
            let next = (rest - chosen).stoppingGradient()
            return (next - chosen, next - vectors)
        }
        let commitment = rest - chosen
        return (
            recipe.has(.commitmentToDouble) ? commitment - chosen : commitment,
            rest.stoppingGradient() - vectors
        )
    }

    /// Mean 0 and deviation 1 of each channel over the frames of a piece.
    private static func normalised(_ latent: Value) -> Value {
        let centred = latent - latent.mean(2, keepingAxes: true)
        let variance = (centred * centred).mean(2, keepingAxes: true)
        return centred / (variance.squareRoot() + 1e-5)
    }

    // MARK: Upkeep

    private static func average(
        _ recipe: QuantizerRecipe, _ count: Int, _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let codes = net.input("codes", [Dimension(count), "rows"], as: .int64)
        let residuals = net.input("residuals", [Dimension(count), "rows", Dimension(recipe.width)])
        let (sum, usage) = buffers(recipe, net)
        var (sums, usages): ([Value], [Value]) = ([], [])
        for number in 0..<count {
            let choice = choices(
                codes.slice(0, from: Dimension(number), to: Dimension(number + 1)),
                size: recipe.bookSize, net)
            sums.append(
                choice.transposed(1, 0).matMul(residual(number, residuals)).addingAxis(0))
            usages.append(choice.sum(0).addingAxis(0))
        }
        func mixed(_ old: Value, _ new: [Value]) -> Value {
            let first = old.slice(0, from: 0, to: Dimension(count))
            return followed(
                first * recipe.decay + .concatenated(new, axis: 0) * (1 - recipe.decay), by: old,
                from: count, recipe)
        }
        let (newSum, newUsage) = (mixed(sum, sums), mixed(usage, usages))
        return [
            "new.sum": newSum, "new.usage": newUsage,
            "new.vectors": vectors(recipe, newSum, newUsage),
        ]
    }

    private static func replace(
        _ recipe: QuantizerRecipe, _ count: Int, _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let (size, width) = (Dimension(recipe.bookSize), Dimension(recipe.width))
        let residuals = net.input("residuals", [Dimension(count), "rows", width])
        let picks = net.input("picks", [Dimension(count) * size], as: .int64)
        let isNoise = recipe.has(.noiseReplacement)
        let noise = net.input("noise", isNoise ? [Dimension(count), size, width] : [1, 1, 1])
        let (sum, usage) = buffers(recipe, net)
        let books = net.input("vectors", shape(recipe))
        let candidates =
            isNoise
            ? noise * 0.01
            : residuals.reshaped([Dimension(count) * "rows", width]).gather(picks)
                .reshaped([Dimension(count), size, width])

        let used = usage.slice(0, from: 0, to: Dimension(count))
        let mean = used.mean(1, keepingAxes: true)
        let threshold =
            recipe.has(.countThreshold)
            ? net.filled([Dimension(count), 1], with: Float(100)) : mean * recipe.deadShare
        let isDead = used .< threshold
        // Sum and usage say the same as the vector, or the next average undoes it.
        let weight =
            recipe.has(.emptyUsage)
            ? used.clamped(recipe.leastUsage) : mean.expanded([Dimension(count), size])
        let newUsage =
            recipe.has(.emptyUsage)
            ? used : isDead.select(mean.expanded([Dimension(count), size]), else: used)
        func replaced(_ old: Value, _ new: Value) -> Value {
            let first = old.slice(0, from: 0, to: Dimension(count))
            return followed(
                isDead.addingAxis(2).select(new, else: first), by: old, from: count, recipe)
        }
        let (sums, usages) = (
            replaced(sum, candidates * weight.addingAxis(2)),
            followed(newUsage, by: usage, from: count, recipe)
        )
        return [
            "new.sum": sums, "new.usage": usages,
            "new.vectors": recipe.update == .gradient
                ? replaced(books, candidates) : vectors(recipe, sums, usages),
        ]
    }

    /// What each code stands for.
    private static func vectors(_ recipe: QuantizerRecipe, _ sum: Value, _ usage: Value) -> Value {
        sum / usage.clamped(recipe.leastUsage).addingAxis(2)
    }

    // MARK: Parts

    private static func shape(_ recipe: QuantizerRecipe) -> [Dimension] {
        [recipe.bookCount, recipe.bookSize, recipe.width].map { Dimension($0) }
    }

    private static func buffers(_ recipe: QuantizerRecipe, _ net: Layer) -> (Value, Value) {
        (net.input("sum", shape(recipe)), net.input("usage", Array(shape(recipe).dropLast())))
    }

    private static func book(_ number: Int, _ books: Value, _ recipe: QuantizerRecipe) -> Value {
        books.slice(0, from: Dimension(number), to: Dimension(number + 1))
            .reshaped([Dimension(recipe.bookSize), Dimension(recipe.width)])
    }

    private static func residual(_ number: Int, _ residuals: Value) -> Value {
        residuals.slice(0, from: Dimension(number), to: Dimension(number + 1))
            .reshaped([residuals.size(1), residuals.size(2)])
    }

    /// The first codebooks as they are now, and the others as they were.
    private static func followed(
        _ first: Value, by old: Value, from count: Int, _ recipe: QuantizerRecipe
    ) -> Value {
        guard count < recipe.bookCount else { return first }
        return .concatenated([first, old.slice(0, from: Dimension(count))], axis: 0)
    }

    /// 1 where a row chose a code, `[rows, size]`.
    static func choices(_ codes: Value, size: Int, _ net: Layer) -> Value {
        let all = net.range(Dimension(size)).reshaped([1, Dimension(size)])
        return (codes.reshaped([codes.size(-1), 1]) .== all).cast(to: .float32)
    }

    /// `[batch, width, frames]` as a row for each frame.
    private static func rows(_ x: Value) -> Value {
        x.transposed(0, 2, 1).reshaped([x.size(0) * x.size(2), x.size(1)])
    }

    /// Rows as `[batch, width, frames]`.
    private static func back(_ rows: Value, like latent: Value) -> Value {
        rows.reshaped([latent.size(0), latent.size(2), latent.size(1)]).transposed(0, 2, 1)
    }

    /// A number for each piece as one for each row.
    private static func spread(_ part: Value, over latent: Value) -> Value {
        part.reshaped([latent.size(0), 1]).expanded([latent.size(0), latent.size(2)])
            .reshaped([latent.size(0) * latent.size(2), 1])
    }

    /// The mean square of rows for each piece, `[batch]`.
    private static func meanSquare(_ rows: Value, like latent: Value) -> Value {
        (rows * rows).reshaped([latent.size(0), latent.size(1) * latent.size(2)]).mean(1)
    }

    private static func square(_ rows: Value) -> Value { (rows * rows).sum().reshaped([1]) }

    private static func add(_ value: Value, to sum: inout Value?) {
        sum = sum.map { $0 + value } ?? value
    }
}
