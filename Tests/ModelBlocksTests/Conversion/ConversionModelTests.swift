import ModelBlocks
import TensorRuntime
import Testing

struct ConversionModelTests {
    /// Sizes from the papers' layers, counted by hand in their descriptions: 18.55 million for the
    /// content encoder, 4.69 for that of speakers, 7.50 for the decoder without modulation.
    @Test func `full has the paper's sizes, lite about a quarter`() throws {
        func count(_ graph: Graph) -> Int {
            graph.parameters.reduce(0) { $0 + graph.type(of: $1).count }
        }
        var plain = ConversionModel.full
        let content = count(try plain.contentGraph())
        let speaker = count(try plain.speakerGraph())
        plain.decoder.modulates = false
        let decoder = count(try plain.graph()) - content
        #expect(abs(content - 18_550_000) < 20_000)
        #expect(abs(speaker - 4_690_000) < 20_000)
        // 64 features of the speaker come in with each frame where nothing is modulated.
        #expect(abs(decoder - 64 * 640 * 7 - 7_500_000) < 20_000)
        let (full, lite) = (
            count(try ConversionModel.full.graph()), count(try ConversionModel.lite.graph())
        )
        #expect((0.24...0.27).contains(Double(lite) / Double(full)))
    }

    @Test func `latency is a frame and what it looks ahead`() {
        var model = ConversionModel.lite
        #expect(model.algorithmicLatency == 0.06)
        model.lookAhead = 1
        #expect(model.algorithmicLatency == 0.04)
    }

    @Test(arguments: [
        SmallConverter.waveform, SmallConverter.sourceFilter, SmallConverter.quantised,
    ])
    func `a model is read from its weights`(model: ConversionModel) throws {
        #expect(try ConversionModel(weights: SmallConverter.weights(of: model)) == model)
        var plain = model
        plain.decoder.modulates = false
        #expect(try ConversionModel(weights: SmallConverter.weights(of: plain)) == plain)
    }

    @Test func `codebooks of several sizes are refused`() throws {
        var weights = try SmallConverter.weights(of: SmallConverter.quantised)
        let name = "bottleneck.layers.1.codebook.embed"
        weights[name] = Tensor(zeros: TensorType(.float32, [6, 5]))
        let error = #expect(throws: ConversionError.self) { try ConversionModel(weights: weights) }
        #expect("\(error!)".contains(name))
        weights["bottleneck.layers.0.codebook.embed"] = Tensor(zeros: TensorType(.float32, [7, 4]))
        #expect(throws: ConversionError.self) { try ConversionModel(weights: weights) }
    }

    @Test func `weights of something else are refused by name`() throws {
        let whole = try SmallConverter.weights(of: SmallConverter.waveform)
        func refusal(_ change: (inout WeightStore) -> Void) -> ConversionError? {
            var weights = whole
            change(&weights)
            do throws(ConversionError) {
                _ = try ConversionModel(weights: weights)
                return nil
            } catch {
                return error
            }
        }
        #expect(
            refusal { $0.metadata["family"] = "wren" }
                == .wrongMetadata(name: "family", value: "wren", expected: "'streamvc'"))
        #expect(
            refusal { $0["speaker.pool.query"] = nil }
                == .missing(tensor: "speaker.pool.query"))
        #expect(
            refusal { $0.metadata["look.ahead"] = "3" }
                == .wrongMetadata(
                    name: "look.ahead", value: "3", expected: "a number from 1 to 2"))
        #expect(refusal { $0["decoder.blocks.3.up.weight"] = nil } != nil)
        #expect(
            refusal { $0["decoder.first.weight"] = Tensor(zeros: TensorType(.float32, [8, 9])) }
                != nil)
    }
}
