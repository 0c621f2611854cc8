import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct CodebookUpkeepTests {
    private let source = ClusteredLatent(width: 3, clusters: 40, spread: 1.5)

    @Test func `codes become the means that the arithmetic of moving averages gives`() throws {
        let quantizer = try LearningQuantizer(
            .small {
                $0.decay = 0.9
                $0.deadShare = 0
            })
        var books = try (0..<3).map { try quantizer.vectors($0) }
        var sums = books
        var usages = books.map { $0.map { _ in Float(1) } }
        for step in 0..<4 {
            let latent = source.batch(step, pieces: 2, frames: 11)
            let results = rows(latent).map { PlainQuantizer(books: books)($0) }
            try quantizer.update(quantizer(TorchTensor(latent)))
            for book in 0..<3 {
                for code in 0..<7 {
                    let own = results.filter { $0.codes[book] == code }
                    for feature in 0..<3 {
                        let sum = own.reduce(0) { $0 + $1.residuals[book][feature] }
                        sums[book][code][feature] = 0.9 * sums[book][code][feature] + 0.1 * sum
                    }
                    usages[book][code] = 0.9 * usages[book][code] + 0.1 * Float(own.count)
                    books[book][code] = sums[book][code].map { $0 / usages[book][code] }
                }
                for (made, expected) in zip(try quantizer.vectors(book), books[book]) {
                    #expect(zip(made, expected).allSatisfy { abs($0 - $1) < 1e-4 })
                }
            }
        }
    }

    @Test func `a dead code becomes a vector that was seen and stays one`() throws {
        let quantizer = try LearningQuantizer(
            .small {
                ($0.layers, $0.codes, $0.decay, $0.deadEvery) = (1, 12, 0.5, 3)
            })
        // A single place: all other codes die.
        let near = ClusteredLatent(width: 3, clusters: 1, spread: 1, noise: 0.05)
        for step in 0..<2 { try quantizer.update(quantizer(TorchTensor(near.batch(step)))) }
        let before = try quantizer.vectors(0)
        let last = near.batch(2)
        let seen = rows(last)
        try quantizer.update(quantizer(TorchTensor(last)))
        let after = try quantizer.vectors(0)
        func isSeen(_ code: [Float]) -> Bool {
            seen.contains { zip($0, code).allSatisfy { abs($0 - $1) < 1e-4 } }
        }
        #expect(before.count(where: isSeen) == 0)
        #expect(after.count(where: isSeen) >= 11)
        // They are used from then on, instead of being what they were before.
        var usage = CodeUsage(quantizer.recipe)
        for step in 3..<6 {
            let quantized = try quantizer(TorchTensor(near.batch(step)))
            try usage.add(quantized)
            try quantizer.update(quantized)
        }
        let health = try #require(usage.health).quantizers[0]
        #expect(health.perplexity > 6)
        #expect(health.expired < 0.2)
    }

    @Test func `codebooks begin as centres, each of what those before leave over`() throws {
        let source = ClusteredLatent(width: 6, clusters: 16, noise: 0.3)
        var recipe = QuantizerRecipe()
        (recipe.width, recipe.layers, recipe.codes) = (6, 3, 16)
        (recipe.vectorsPerCode, recipe.activation) = (30, .all)
        let quantizer = try LearningQuantizer(recipe)
        var step = 0
        // 480 vectors, 128 a batch.
        while step < 4 {
            let latent = source.batch(step)
            let quantized = try quantizer(TorchTensor(latent))
            #expect(try quantized.quantizerCount() == 0)
            #expect(try quantized.values.tensor() == latent)
            try quantizer.update(quantized)
            step += 1
        }
        func health() throws -> QuantizerHealth {
            var usage = CodeUsage(recipe)
            for step in 100..<108 {
                try usage.add(quantizer.evaluated(TorchTensor(source.batch(step))))
            }
            return try #require(usage.health)
        }
        let first = try health()
        #expect(first.quantizers.count == 3)
        #expect(first.quantizers[0].perplexity > 12)
        // Centres 3 apart with noise of 0.3: 20 dB; each quantizer takes away more.
        #expect(first.quantizers[0].signalToNoise > 12)
        for (before, after) in zip(first.quantizers, first.quantizers.dropFirst()) {
            #expect(after.signalToNoise > before.signalToNoise + 1)
        }
        // Steps that follow don't undo the beginning.
        for _ in 0..<10 {
            try quantizer.update(quantizer(TorchTensor(source.batch(step))))
            step += 1
        }
        let later = try health()
        #expect(later.quantizers[2].signalToNoise > first.quantizers[2].signalToNoise - 0.5)
        #expect(abs(later.amplitude - 1) < 0.05)
    }

    @Test func `codebooks that learn by gradients come nearer`() throws {
        let source = ClusteredLatent(width: 3, clusters: 7, noise: 0.1)
        let quantizer = try LearningQuantizer(
            .small {
                ($0.update, $0.codebookRate) = (.gradient, 0.05)
            })
        func signalToNoise() throws -> Double {
            var usage = CodeUsage(quantizer.recipe)
            try usage.add(quantizer.evaluated(TorchTensor(source.batch(1000))))
            return try #require(usage.health).quantizers[2].signalToNoise
        }
        let before = try signalToNoise()
        for step in 0..<120 {
            let latent = try TorchTensor(source.batch(step))
            try latent.requireGradient()
            let quantized = try quantizer(latent)
            try quantized.loss!.backward()
            // Codes' loss doesn't pull the latent.
            try quantizer.update(quantized)
        }
        #expect(try signalToNoise() > before + 6)
    }

    @Test func `one codebook of centres is k-means`() throws {
        let source = ClusteredLatent(width: 4, clusters: 5, noise: 0.05)
        var recipe = QuantizerRecipe()
        (recipe.bottleneck, recipe.width, recipe.centres) = (.kMeans, 4, 5)
        let quantizer = try LearningQuantizer(recipe)
        for step in 0..<4 { try quantizer.update(quantizer(TorchTensor(source.batch(step)))) }
        let centres = try quantizer.vectors(0)
        #expect(centres.count == 5)
        for cluster in 0..<5 {
            let centre = source.centre(cluster)
            #expect(
                centres.contains { zip($0, centre).allSatisfy { abs($0 - $1) < 0.1 } })
        }
    }

    /// Right and wrong on the same latent.
    private func health(_ change: (inout QuantizerRecipe) -> Void) throws -> QuantizerHealth {
        let source = ClusteredLatent(width: 8, clusters: 64, spread: 1, noise: 0.15)
        var recipe = QuantizerRecipe()
        (recipe.width, recipe.layers, recipe.codes) = (8, 2, 64)
        (recipe.vectorsPerCode, recipe.activation) = (16, .all)
        change(&recipe)
        let quantizer = try LearningQuantizer(recipe)
        for step in 0..<150 { try quantizer.update(quantizer(TorchTensor(source.batch(step)))) }
        var usage = CodeUsage(recipe)
        for step in 1000..<1016 {
            try usage.add(quantizer.evaluated(TorchTensor(source.batch(step))))
        }
        return try #require(usage.health)
    }

    @Test func `the original defects collapse where the recipe doesn't`() throws {
        let right = try health { _ in }
        #expect(right.quantizers[0].perplexity > 40)
        #expect(right.quantizers[0].expired < 0.2)
        #expect(right.quantizers[1].signalToNoise > 12)
        #expect(abs(right.amplitude - 1) < 0.05)
        let wrong = try health {
            $0.start = .random
            $0.faults = QuantizerFault.original
        }
        #expect(wrong.amplitude < 0.2)
        #expect(wrong.quantizers[1].signalToNoise < 1)
    }
}
