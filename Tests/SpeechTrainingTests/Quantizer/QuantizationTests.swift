import ModelBlocks
import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct QuantizationTests {
    private let latent = ClusteredLatent(width: 3, clusters: 40, spread: 1.5).batch(
        0, pieces: 2, frames: 9)

    private func input() throws -> TorchTensor {
        let tensor = try TorchTensor(latent)
        try tensor.requireGradient()
        return tensor
    }

    /// What each quantizer saw and chose, by comparing everything.
    private func expected(_ quantizer: LearningQuantizer) throws -> [PlainQuantizer.Result] {
        let plain = PlainQuantizer(
            books: try (0..<quantizer.recipe.bookCount).map { try quantizer.vectors($0) })
        return rows(latent).map { plain($0) }
    }

    @Test func `codes and values are those of comparing with every vector`() throws {
        let quantizer = try LearningQuantizer(.small())
        let quantized = try quantizer(input())
        let expected = try expected(quantizer)
        let codes = try #require(try quantized.codes())
        #expect(codes.shape == [3, 18])
        let chosen = codes.elements(as: Int64.self)!
        let values = rows(try quantized.values.tensor())
        for (row, result) in expected.enumerated() {
            #expect((0..<3).map { Int(chosen[$0 * 18 + row]) } == result.codes)
            for (value, sum) in zip(values[row], result.sum(3)) { #expect(abs(value - sum) < 1e-5) }
        }
    }

    @Test func `the trained quantizer's network finds the same codes`() throws {
        let quantizer = try LearningQuantizer(.small())
        let codes = try #require(try quantizer.evaluated(TorchTensor(latent)).codes())
        let graph = try Graph("codes") { net in
            let x = net.input("x", ["batch", 3, "frames"])
            return ["codes": net.quantized(x, quantizer.trained)]
        }
        let module = try TorchModule(graph, TorchParameters(quantizer.weights(), for: graph))
        // [batch, quantizers, frames] against [quantizers, batch · frames].
        let other = try module([TorchTensor(latent)], .evaluation)[0].tensor()
        let (ours, theirs) = (codes.elements(as: Int64.self)!, other.elements(as: Int64.self)!)
        for piece in 0..<2 {
            for number in 0..<3 {
                for frame in 0..<9 {
                    #expect(
                        ours[number * 18 + piece * 9 + frame]
                            == theirs[(piece * 3 + number) * 9 + frame])
                }
            }
        }
    }

    @Test(arguments: [QuantizerActivation.all, .dropout])
    func `the gradient of what comes out goes to the latent as it is`(
        _ activation: QuantizerActivation
    ) throws {
        let quantizer = try LearningQuantizer(
            .small {
                $0.activation = activation
                $0.dropout = 1
            })
        let input = try input()
        let graph = try Graph("weights") { net in
            let shape: [Dimension] = ["batch", 3, "frames"]
            return ["sum": (net.input("values", shape) * net.input("weights", shape)).sum()]
        }
        let module = try TorchModule(
            graph, TorchParameters(WeightStore(), for: graph))
        let weights = ClusteredLatent(width: 3, clusters: 9).batch(5, pieces: 2, frames: 9)
        let values = try quantizer(input).values
        let sum = try module(
            [values, TorchTensor(weights)], TorchMode(recordsGradients: true))[0]
        let gradient = try #require(try sum.gradients(by: [input])[0]).tensor()
        #expect(gradient == weights)
    }

    @Test func `the commitment's gradient pulls the latent to its codes`() throws {
        let quantizer = try LearningQuantizer(.small { $0.commitment = 0.5 })
        let input = try input()
        let quantized = try quantizer(input)
        let loss = try #require(quantized.loss)
        let gradient = rows(try #require(try loss.gradients(by: [input])[0]).tensor())
        var sum = 0.0
        for (row, result) in try expected(quantizer).enumerated() {
            for feature in 0..<3 {
                // Two pieces of 9 frames of 3 features, three quantizers.
                let errors = (0..<3).map {
                    result.residuals[$0][feature] - result.chosen[$0][feature]
                }
                let expected = errors.reduce(0) { $0 + 2 * $1 } / (18 * 3 * 3) * 0.5
                #expect(abs(gradient[row][feature] - expected) < 1e-6)
                sum += errors.reduce(0.0) { $0 + Double($1 * $1) } / (18 * 3 * 3)
            }
        }
        #expect(abs(try quantized.commitment!.number() - sum) < 1e-5)
        #expect(abs(try loss.number() - sum / 2) < 1e-5)
    }

    @Test func `defects of the commitment have the gradients that they are known for`() throws {
        for fault in [QuantizerFault.commitmentToNext, .commitmentToDouble] {
            let quantizer = try LearningQuantizer(
                .small {
                    $0.faults = [fault]
                    $0.commitment = 1
                })
            let input = try input()
            let loss = try #require(try quantizer(input).loss)
            if fault == .commitmentToNext {
                #expect(try !loss.requiresGradient())
                continue
            }
            let gradient = rows(try #require(try loss.gradients(by: [input])[0]).tensor())
            for (row, result) in try expected(quantizer).enumerated() {
                let errors = (0..<3).map { result.residuals[$0][0] - 2 * result.chosen[$0][0] }
                let expected = errors.reduce(0) { $0 + 2 * $1 } / (18 * 3 * 3)
                #expect(abs(gradient[row][0] - expected) < 1e-5)
            }
        }
    }

    @Test func `dropout leaves the first quantizers' sum, and only while training`() throws {
        let quantizer = try LearningQuantizer(
            .small {
                $0.activation = .dropout
                $0.dropout = 1
            })
        var seen: Set<Int> = []
        for _ in 0..<12 {
            let quantized = try quantizer(input())
            let values = rows(try quantized.values.tensor())
            let expected = try expected(quantizer)
            for piece in 0..<2 {
                let own = piece * 9..<(piece + 1) * 9
                let count = (1...3).first { count in
                    own.allSatisfy { row in
                        zip(values[row], expected[row].sum(count)).allSatisfy {
                            abs($0 - $1) < 1e-5
                        }
                    }
                }
                seen.insert(try #require(count))
            }
            try quantizer.update(quantized)
        }
        #expect(seen == [1, 2, 3])
        let values = rows(try quantizer.evaluated(TorchTensor(latent)).values.tensor())
        for (value, result) in zip(values, try expected(quantizer)) {
            #expect(zip(value, result.sum(3)).allSatisfy { abs($0 - $1) < 1e-5 })
        }
    }

    @Test func `without a bottleneck the latent is what comes out`() throws {
        let quantizer = try LearningQuantizer(.small { $0.bottleneck = .none })
        let quantized = try quantizer(TorchTensor(latent))
        try quantizer.update(quantized)
        #expect(try quantized.values.tensor() == latent)
        #expect(quantized.loss == nil)
        #expect(try quantizer.weights().names.isEmpty)
        var usage = CodeUsage(quantizer.recipe)
        try usage.add(quantized)
        #expect(usage.health == nil)
    }

    @Test func `a piece normalised over time has lost its amplitude`() throws {
        let quantizer = try LearningQuantizer(.small { $0.faults = [.utteranceNormalisation] })
        var louder = latent.floats()
        for place in louder.indices { louder[place] *= 100 }
        let loud = Tensor(louder, shape: latent.shape)
        let (soft, strong) = (
            rows(try quantizer.evaluated(TorchTensor(latent)).values.tensor()),
            rows(try quantizer.evaluated(TorchTensor(loud)).values.tensor())
        )
        for (a, b) in zip(soft.joined(), strong.joined()) { #expect(abs(a - b) < 1e-3) }
    }

    @Test func `settings out of range are refused by their names`() throws {
        #expect(throws: TrainingError.self) { try LearningQuantizer(.small { $0.codes = 1 }) }
        #expect(throws: TrainingError.self) {
            try LearningQuantizer(
                .small { $0.faults = [.commitmentToNext, .commitmentToDouble] })
        }
        let json = #"{"bottleneck": "kMeans", "faults": ["emptyUsage"], "layers": 4}"#
        let recipe = try QuantizerRecipe(json: Array(json.utf8))
        #expect(recipe.bookCount == 1)
        #expect(recipe.bookSize == 100)
        #expect(recipe.faults == [.emptyUsage])
        #expect(throws: TrainingError.self) {
            try QuantizerRecipe(json: Array(#"{"faults": ["none such"]}"#.utf8))
        }
    }
}
