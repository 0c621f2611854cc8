import ModelBlocks
import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct QuantizerResumeTests {
    private let source = ClusteredLatent(width: 4, clusters: 20, noise: 0.3)

    private func recipe(_ change: (inout QuantizerRecipe) -> Void) -> QuantizerRecipe {
        var recipe = QuantizerRecipe()
        (recipe.width, recipe.layers, recipe.codes) = (4, 3, 8)
        (recipe.vectorsPerCode, recipe.deadShare, recipe.deadEvery) = (40, 0.5, 2)
        recipe.activationSteps = 5
        change(&recipe)
        return recipe
    }

    /// Steps that also tell what came out of them.
    private func run(
        _ quantizer: LearningQuantizer, _ steps: Range<Int>
    ) throws -> [Tensor] {
        var values: [Tensor] = []
        for step in steps {
            let latent = try TorchTensor(source.batch(step))
            try latent.requireGradient()
            let quantized = try quantizer(latent)
            if let loss = quantized.loss { try loss.backward() }
            try quantizer.update(quantized)
            values.append(try quantized.values.tensor())
        }
        return values
    }

    @Test(arguments: [CodebookUpdate.average, .gradient], [0, 1, 2])
    func `steps before and after a checkpoint are those without one`(
        _ update: CodebookUpdate, _ activation: Int
    ) throws {
        try TorchRuntime.loaded().useThreads(1)
        let recipe = recipe {
            $0.update = update
            $0.activation = [.all, .dropout, .progressive][activation]
        }
        let whole = try LearningQuantizer(recipe)
        let expected = try run(whole, 0..<16)
        // While vectors are gathered, and afterwards.
        for stop in [1, 7] {
            try withFolder { folder in
                let path = "\(folder)/checkpoint.safetensors.index.json"
                let before = try LearningQuantizer(recipe)
                _ = try run(before, 0..<stop)
                var checkpoint = Checkpoint()
                try checkpoint.keep(before, as: "quantizer")
                try checkpoint.write(to: path, step: stop)
                let after = try LearningQuantizer(recipe)
                try Checkpoint(at: path).resume(after, from: "quantizer")
                #expect(after.active == before.active)
                #expect(try run(after, stop..<16) == Array(expected[stop...]))
                #expect(try after.state().tensors == whole.state().tensors)
                #expect(try after.state().counters == whole.state().counters)
            }
        }
    }

    @Test func `active quantizers grow one by one, and weights tell how many`() throws {
        let quantizer = try LearningQuantizer(recipe { $0.activation = .progressive })
        var counts: [Int] = []
        for step in 0..<16 {
            _ = try run(quantizer, step..<step + 1)
            counts.append(quantizer.trained.count)
        }
        #expect(counts.first == 0)
        #expect(counts.contains(1) && counts.contains(2))
        #expect(counts.last == 3)
        #expect(counts == counts.sorted())

        let forgetful = try LearningQuantizer(
            recipe {
                ($0.activation, $0.start) = (.progressive, .random)
                $0.faults = [.forgottenActivation]
            })
        _ = try run(forgetful, 0..<2)
        #expect(forgetful.active == 1)
        #expect(try forgetful.evaluated(TorchTensor(source.batch(0))).quantizerCount() == 3)
        #expect(forgetful.trained.count == 3)
    }

    @Test(arguments: [CodebookUpdate.average, .gradient])
    func `numbers that aren't finite change no codebook`(_ update: CodebookUpdate) throws {
        let quantizer = try LearningQuantizer(recipe { $0.update = update })
        for started in [false, true] {
            if started { _ = try run(quantizer, 0..<8) }
            let before = try quantizer.state().tensors
            var numbers = source.batch(20).floats()
            numbers[7] = .nan
            let latent = try TorchTensor(Tensor(numbers, shape: [4, 4, 32]))
            try latent.requireGradient()
            let quantized = try quantizer(latent)
            try quantized.loss?.backward()
            try quantizer.update(quantized)
            #expect(try quantizer.state().tensors == before)
        }
    }

    @Test func `the state of another quantizer is refused and changes nothing`() throws {
        let quantizer = try LearningQuantizer(recipe { _ in })
        _ = try run(quantizer, 0..<6)
        let before = try quantizer.state()
        let other = try LearningQuantizer(recipe { $0.codes = 9 })
        #expect(throws: TrainingState.Mismatch.self) { try quantizer.resume(other.state()) }
        var damaged = before
        damaged.counters["started"] = 4
        #expect(throws: TrainingState.Mismatch.self) { try quantizer.resume(damaged) }
        damaged = before
        damaged.tensors["pool"] = Tensor([Float(1), 2], shape: [1, 2])
        #expect(throws: TrainingState.Mismatch.self) { try quantizer.resume(damaged) }
        #expect(try quantizer.state().tensors == before.tensors)
    }
}
