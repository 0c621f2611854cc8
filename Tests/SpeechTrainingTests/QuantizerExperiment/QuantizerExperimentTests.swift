import ModelBlocks
import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct QuantizerExperimentTests {
    /// Eight features that vary slowly, of twelve clips.
    private func latents(_ clips: Int = 12) throws -> LatentPackage {
        var fixture = ConversionFixture()
        fixture.lengths = (0..<clips).map { 40 + $0 % 5 }
        fixture.content = 8
        var store = fixture.store()
        let noise = WhiteNoise(seed: 3)
        let frames = fixture.lengths.reduce(0, +)
        store["content"] = Tensor(
            (0..<frames * 8).map { place in
                // One of six patterns for some frames, and a little beside it.
                let pattern = place / 8 / 5 * 7 % 6
                return Float16(2 * noise[1_000_000 + pattern * 8 + place % 8] + noise[place] / 4)
            }, shape: [frames, 8])
        return try LatentPackage(AudioPackage(store, named: "latents"), holdingOut: 3)
    }

    private var settings: QuantizerArmTraining.Settings {
        var settings = QuantizerArmTraining.Settings()
        (settings.pieces, settings.frames, settings.rate) = (4, 16, 1e-2)
        return settings
    }

    private func outcome(
        _ latents: LatentPackage, steps: Int = 120, _ change: (inout QuantizerRecipe) -> Void
    ) throws -> QuantizerOutcome {
        var recipe = QuantizerRecipe()
        (recipe.layers, recipe.codes, recipe.vectorsPerCode) = (2, 16, 12)
        change(&recipe)
        let training = try QuantizerArmTraining(recipe, latents, settings)
        for _ in 0..<steps { _ = try training.next() }
        return try training.outcome()
    }

    @Test func `latents are as loud as one, and some clips are kept apart`() throws {
        let latents = try latents()
        #expect(latents.width == 8 && latents.heldOut == [0, 4, 8])
        let values = latents.latent.values.floats()
        let squares = values.reduce(0.0) { $0 + Double($1 * $1) }
        #expect(abs(squares / Double(values.count) - 1) < 1e-3)
        let deaf = try ConversionFixture().package()
        let error = #expect(throws: TrainingError.self) { try LatentPackage(deaf) }
        #expect("\(error!)".contains("syrinx-train latents"))
    }

    @Test func `a bottleneck that was trained is the model's, at the encoder's scale`() throws {
        let latents = try latents()
        var recipe = QuantizerRecipe()
        (recipe.layers, recipe.codes, recipe.vectorsPerCode) = (2, 16, 12)
        let training = try QuantizerArmTraining(recipe, latents, settings)
        for _ in 0..<30 { _ = try training.next() }
        let weights = try training.bottleneck()
        let quantizer = try #require(try ConversionModel.bottleneck(of: weights, width: 8))
        #expect(quantizer == ResidualQuantizer(count: 2, size: 16, width: 8))
        let graph = try Graph("bottleneck") { net in
            let place = net / "bottleneck"
            let x = net.input("x", [1, 8, "frames"])
            let codes = place.quantized(
                (place / "projection").conv1d(x, to: 8, kernel: 1), quantizer)
            return ["made": place.dequantized(codes, quantizer, channels: 8)]
        }
        let module = try TorchModule(graph, TorchParameters(weights, for: graph, on: .cpu))
        // The frozen latent as the encoder gave it, before it was scaled.
        let frames = 0..<100
        let scaled = latents.latent.values.rows(frames).floats()
        let own = Tensor(
            (0..<800).map { scaled[$0 % 100 * 8 + $0 / 100] / latents.scale }, shape: [1, 8, 100])
        let made = try module([TorchTensor(own, on: .cpu)], .evaluation)[0].tensor().floats()
        var (error, power) = (0.0, 0.0)
        for place in 0..<800 {
            let wanted = Double(scaled[place % 100 * 8 + place / 100])
            error += (wanted - Double(made[place])) * (wanted - Double(made[place]))
            power += wanted * wanted
        }
        #expect(error < 0.3 * power, "\(error / power)")
        var none = recipe
        none.bottleneck = .none
        let bare = try QuantizerArmTraining(none, latents, settings)
        #expect(throws: TrainingError.self) { try bare.bottleneck() }
    }

    @Test func `a faulty bottleneck runs if weights can tell its defects`() throws {
        let latents = try latents()
        var recipe = QuantizerRecipe()
        (recipe.layers, recipe.codes, recipe.vectorsPerCode) = (2, 16, 12)
        (recipe.start, recipe.activation) = (.random, .progressive)
        func count() throws -> Int {
            let training = try QuantizerArmTraining(recipe, latents, settings)
            _ = try training.next()
            return try training.bottleneck().names.count { $0.hasSuffix("codebook.embed") }
        }
        #expect(try count() == 1)
        recipe.faults = [.forgottenActivation, .countThreshold]
        #expect(try count() == 2)
        recipe.faults = [.utteranceNormalisation]
        let error = #expect(throws: TrainingError.self) { try count() }
        #expect("\(error!)".contains("future"))
    }

    @Test func `codebooks that live keep amplitude and latent, dead ones don't`() throws {
        let latents = try latents()
        let none = try outcome(latents) { $0.bottleneck = .none }
        let right = try outcome(latents) { _ in }
        let wrong = try outcome(latents) {
            ($0.start, $0.faults) = (.random, QuantizerFault.original)
        }
        #expect(none.health == nil)
        #expect(abs(right.amplitude - 1) < 0.2)
        #expect(right.health!.quantizers.count == 2)
        #expect(right.latentSignalToNoise > 6)
        #expect(none.latentSignalToNoise > right.latentSignalToNoise)
        #expect(wrong.amplitude < 0.5)
        #expect(wrong.latentSignalToNoise < right.latentSignalToNoise - 3)
        #expect(wrong.melDistance > right.melDistance)
        #expect(try outcome(latents) { _ in } == right)
    }

    @Test func `latents that are written are those that are read`() throws {
        let latents = try latents(4)
        try withFolder { path in
            let folder = try TrainingFolder(path)
            #expect(try folder.latentPackage() == nil)
            try latents.write(to: folder.latents)
            let read = try #require(try folder.latentPackage())
            #expect(read.latent.values == latents.latent.values)
            #expect(read.mel.values == latents.mel.values)
            #expect(read.clips(heldOut: true) == latents.clips(heldOut: true))
            #expect(read.deviations == latents.deviations)
            let store = try WeightStore(at: folder.latents)
            for (name, tensor) in [
                ("starts", Tensor([Int64(0), 5], shape: [2])),
                ("held.out", Tensor([Int64(77)], shape: [1])),
                ("mel", Tensor([Float(0)], shape: [1, 1])),
            ] {
                var damaged = store
                damaged[name] = tensor
                try damaged.write(to: "\(path)/damaged.safetensors")
                #expect(throws: TrainingError.self) {
                    try LatentPackage(at: "\(path)/damaged.safetensors")
                }
            }
        }
    }
}

struct QuantizerTableTests {
    @Test func `arms have names of their own and settings that can be followed`() throws {
        let arms = QuantizerArm.all(QuantizerRecipe(), steps: 2000)
        #expect(Set(arms.map(\.name)).count == arms.count)
        for arm in arms { try arm.recipe.check() }
        for fault in QuantizerFault.original {
            #expect(
                arms.contains { $0.recipe.faults.count == 5 && !$0.recipe.faults.contains(fault) })
        }
        for fault in QuantizerFault.allCases {
            #expect(arms.contains { $0.recipe.faults == [fault] })
        }
        #expect(arms.contains { $0.recipe.faults == QuantizerFault.original })
    }

    @Test func `a table goes on where it was, and tells means with their spread`() throws {
        let arms = QuantizerArm.all(QuantizerRecipe(), steps: 10)
        func outcome(_ seed: UInt64, _ perplexity: Double?) -> QuantizerOutcome {
            let health = perplexity.map { perplexity in
                // As many codes as often.
                QuantizerHealth(
                    quantizers: [
                        QuantizerHealth.Quantizer(
                            [Int](repeating: 3, count: Int(perplexity)), signal: 10, noise: 1)
                    ], amplitude: 1)
            }
            return QuantizerOutcome(
                steps: 10, seed: seed, health: health, amplitude: 0.5 + Double(seed) / 4,
                latentSignalToNoise: -3.26, melDistance: 2.005)
        }
        try withFolder { path in
            let folder = try TrainingFolder(path)
            var table = try folder.quantizerTable()
            #expect(table.rows.isEmpty)
            table.add(outcome(1, 40), of: arms[0])
            table.add(outcome(2, 50), of: arms[0])
            table.add(outcome(1, nil), of: arms[1])
            try folder.write(table)
            let read = try folder.quantizerTable()
            #expect(read.has(arms[0], seed: 2, steps: 10))
            #expect(!read.has(arms[0], seed: 3, steps: 10))
            #expect(!read.has(arms[0], seed: 2, steps: 20))
            #expect(!read.has(arms[1], seed: 2, steps: 10))
            #expect(try read.json() == table.json())
            let lines = read.markdown.split(separator: "\n")
            #expect(lines.count == 4)
            #expect(
                lines[2]
                    == """
                    | average, commitment 0.1 | 2 | 45 ± 5 | – | 1.00 ± 0.00 | – | 0 ± 0 | \
                    10.0 ± 0.0 | 1.000 ± 0.000 | 0.875 ± 0.125 | -3.3 ± 0.0 | 2.01 ± 0.00 |
                    """)
            #expect(read.line(of: arms[1]) == lines[3].description)
            #expect(read.line(of: arms[2]) == nil)
            #expect(lines[3].hasPrefix("| average, commitment 0.25 | 1 | – | – |"))
        }
        #expect(throws: TrainingError.self) { try QuantizerTable(at: "/none") }
    }

    @Test func `pieces lie in their clips and are the same for the same step`() throws {
        let clips = [0..<5, 5..<30, 30..<42, 42..<45]
        let pieces = try FramePieces(of: clips, length: 10, seed: 4)
        var starts: Set<Int> = []
        for step in 0..<60 {
            let some = pieces.next(8, step: step)
            #expect(some == pieces.next(8, step: step))
            for piece in some {
                #expect(piece.count == 10)
                #expect(
                    clips.contains {
                        $0.lowerBound <= piece.lowerBound && piece.upperBound <= $0.upperBound
                    })
                starts.insert(piece.lowerBound)
            }
        }
        // 16 places in one clip, 3 in another.
        #expect(starts.count == 19)
        #expect(pieces.all == [5..<15, 15..<25, 30..<40])
        #expect(throws: TrainingError.self) { try FramePieces(of: clips, length: 26, seed: 1) }
        let table = FrameTable(
            values: Tensor((0..<12).map { Float($0) }, shape: [6, 2]), starts: [0, 6])
        #expect(
            table.signal([1..<3, 4..<6]).floats() == [2, 4, 3, 5, 8, 10, 9, 11])
    }
}
