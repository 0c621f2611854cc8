import Foundation
import ModelBlocks
import TensorRuntime
import Testing

/// What PyTorch gives for a small acoustic model (scripts/golden/acoustic.py): two phrases, each
/// run alone there, the shorter one padded with zeros here.
struct AcousticGolden {
    static let model: AcousticModel = {
        var model = AcousticModel(
            inventory: .init(phonemes: 9, stresses: 4, positions: 5, languages: 2), speakers: 3)
        (model.bands, model.width, model.hidden, model.heads) = (7, 12, 20, 2)
        (model.encoder, model.decoder) = (.init(3, kernel: 5), .init(2, kernel: 7))
        return model
    }()

    let store: WeightStore
    let durations: [[Int]]

    init() throws {
        let url = Bundle.module.resourceURL!.appending(path: "Golden/acoustic.safetensors")
        store = try WeightStore(at: url.path)
        let counts = try Self.numbers("in.counts", store)
        let rows = try Self.numbers("in.durations", store)
        let longest = rows.count / counts.count
        durations = counts.enumerated().map { row, count in
            Array(rows[row * longest..<row * longest + count])
        }
    }

    private static func numbers(_ name: String, _ store: WeightStore) throws -> [Int] {
        try #require(store[name]?.elements(as: Int64.self)).map { Int($0) }
    }

    func tensor(_ name: String) throws -> Tensor { try #require(store[name], "\(name)") }

    /// What the encoder takes.
    func phrases() throws -> [String: Tensor] {
        [
            "tokens": try tensor("in.tokens"), "counts": try tensor("in.counts"),
            "speakers": try tensor("in.speakers"),
        ]
    }

    /// What the decoder takes, all frames of it.
    func frames() throws -> [String: Tensor] {
        let expansions = durations.map { FrameExpansion(durations: $0) }
        let frames = expansions.map(\.count)
        let longest = frames.max() ?? 0
        let tokens = try tensor("in.tokens").shape[1]
        var (index, places): ([Int64], [Float]) = ([], [])
        for (row, expansion) in expansions.enumerated() {
            let missing = longest - expansion.count
            index += expansion.tokens(0..<expansion.count).map { Int64(row * tokens + $0) }
            index += [Int64](repeating: 0, count: missing)
            places += expansion.places(0..<expansion.count)
            places += [Float](repeating: 0, count: missing * 4)
        }
        return [
            "encodings": try tensor("out.encodings"), "pitch": try tensor("in.pitch"),
            "energy": try tensor("in.energy"), "speakers": try tensor("in.speakers"),
            "index": Tensor(index, shape: [2, longest]),
            "places": Tensor(places, shape: [2, longest, 4]),
            "counts": Tensor(frames.map { Int64($0) }, shape: [2]),
        ]
    }
}

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct AcousticModelTests {
    let golden: AcousticGolden
    let model = AcousticGolden.model

    init() throws { golden = try AcousticGolden() }

    /// The largest difference of rows as far as each is long, as a part of the largest number.
    private func distance(_ a: Tensor, _ b: Tensor, _ counts: [Int], axis: Int) -> Float {
        guard a.type == b.type else { return .infinity }
        return counts.enumerated().map { row, count in
            ModelBlocksTests.distance(
                a.slice(0, row, row + 1).slice(axis, 0, count),
                b.slice(0, row, row + 1).slice(axis, 0, count))
        }.max() ?? .infinity
    }

    @Test func `the networks are PyTorch's, each phrase of a batch as if it were alone`() throws {
        let tokens = try Runtime.run(model.encoderGraph(), golden.store, golden.phrases())
        let counts = golden.durations.map(\.count)
        for name in ["encodings", "durations", "pitch", "energy"] {
            let difference = distance(
                try #require(tokens[name]), try golden.tensor("out.\(name)"), counts, axis: 1)
            #expect(difference < 2e-5, "\(name)")
        }
        let spectrum = try Runtime.run(model.decoderGraph(), golden.store, golden.frames())
        let frames = golden.durations.map { $0.reduce(0, +) }
        for name in ["mel", "frame.pitch", "voicing"] {
            let difference = distance(
                try #require(spectrum[name]), try golden.tensor("out.\(name)"), frames,
                axis: name == "mel" ? 2 : 1)
            #expect(difference < 2e-5, "\(name)")
        }
    }

    @Test(arguments: [1, 5, 16])
    func `windows of the decoder are the whole`(window: Int) throws {
        let loaded = try Runtime.load(model.decoderGraph(), golden.store)
        let all = try golden.frames()
        let reach = model.reach
        #expect(reach == (6, 6))
        let count = golden.durations[0].reduce(0, +)
        let expected = try golden.tensor("out.mel").slice(0, 0, 1)
        let expansion = FrameExpansion(durations: golden.durations[0])
        for start in stride(from: 0, to: count, by: window) {
            let end = min(start + window, count)
            let seen = max(start - reach.before, 0)..<min(end + reach.after, count)
            let inputs = [
                "encodings": try #require(all["encodings"]).slice(0, 0, 1),
                "pitch": try #require(all["pitch"]).slice(0, 0, 1),
                "energy": try #require(all["energy"]).slice(0, 0, 1),
                "speakers": try #require(all["speakers"]).slice(0, 0, 1),
                "index": Tensor(
                    expansion.tokens(seen).map { Int64($0) }, shape: [1, seen.count]),
                "places": Tensor(expansion.places(seen), shape: [1, seen.count, 4]),
                "counts": Tensor([Int64(seen.count)], shape: [1]),
            ]
            let results = try loaded.run(loaded.inputs.map { try #require(inputs[$0.name]) })
            let part = results[0].slice(2, start - seen.lowerBound, end - seen.lowerBound)
            let difference = ModelBlocksTests.distance(part, expected.slice(2, start, end))
            #expect(difference < 2e-5, "frames \(start) to \(end)")
        }
    }

    @Test func `a frame further than the reach says changes nothing, a nearer one does`() throws {
        let loaded = try Runtime.load(model.decoderGraph(), golden.store)
        var inputs = try golden.frames()
        let (frames, place) = (try #require(inputs["index"]).shape[1], 20)
        func mel() throws -> [Float] {
            let mel = try loaded.run(loaded.inputs.map { try #require(inputs[$0.name]) })[0]
            return mel.slice(0, 0, 1).slice(1, 0, 1).floats()
        }
        let before = try mel()
        var places = try #require(inputs["places"]).floats()
        places[place * 4] += 3
        inputs["places"] = Tensor(places, shape: [2, frames, 4])
        let after = try mel()
        let changed = before.indices.filter { abs(before[$0] - after[$0]) > 1e-6 }
        #expect(changed.first == place - model.reach.after)
        #expect(changed.last == place + model.reach.before)
    }

    @Test func `a mixture of speakers lies between them in pitch`() throws {
        let loaded = try Runtime.load(model.decoderGraph(), golden.store)
        var inputs = try golden.frames()
        func pitch(_ weights: [Float]) throws -> Float {
            inputs["speakers"] = Tensor(weights + weights, shape: [2, 3])
            let result = try loaded.run(loaded.inputs.map { try #require(inputs[$0.name]) })[1]
            return try #require(result.slice(0, 0, 1).floats().first)
        }
        let (low, high) = (try pitch([1, 0, 0]), try pitch([0, 1, 0]))
        let mixed = try pitch([0.5, 0.5, 0])
        #expect(low < mixed && mixed < high)
    }

    @Test func `a discriminator of spectra learns nothing from padding`() throws {
        let graph = try Graph("judge") { net in
            let judgement = (net / "judge").melDiscriminator(
                net.input("mel", ["batch", 9, 7]), speakers: net.input("speakers", ["batch", 3]),
                mask: net.input("mask", ["batch", 9]), channels: [4, 6, 5])
            return ["score": judgement.score, "feature": judgement.features[2]]
        }
        var inputs = [
            "mel": try golden.tensor("in.judged"), "speakers": try golden.tensor("in.speakers"),
            "mask": try golden.tensor("in.mask"),
        ]
        for _ in 0..<2 {
            let results = try Runtime.run(graph, golden.store, inputs)
            for name in ["score", "feature"] {
                let difference = ModelBlocksTests.distance(
                    try #require(results[name]), try golden.tensor("out.\(name)"))
                #expect(difference < 2e-5, "\(name)")
            }
            // What lies in the padding of the second row bears upon nothing.
            var mel = try golden.tensor("in.judged").floats()
            for place in (9 + 6) * 7..<18 * 7 { mel[place] = 100 }
            inputs["mel"] = Tensor(mel, shape: [2, 9, 7])
        }
    }
}

/// What needs no runtime.
struct AcousticSizeTests {
    let model = AcousticGolden.model

    @Test func `sizes that don't fit are refused by the layer's name`() throws {
        func problem(_ change: (inout AcousticModel) -> Void) -> GraphError? {
            var changed = model
            change(&changed)
            do {
                _ = try changed.encoderGraph()
                _ = try changed.decoderGraph()
            } catch { return error }
            return nil
        }
        #expect(problem { _ in } == nil)
        #expect(problem { $0.heads = 0 } == nil)
        #expect(problem { $0.heads = 5 }?.layer == "encoder")
        #expect(problem { $0.hidden = 0 }?.layer == "encoder.convnext.0.pwconv1")
        #expect(problem { $0.inventory.stresses = 0 }?.layer == "tokens.stress")
        #expect(problem { $0.speakers = 0 } != nil)
        #expect(problem { $0.decoder.kernel = 0 }?.layer == "decoder.convnext.0.dwconv")
        let error = #expect(throws: GraphError.self) {
            try Graph("acoustic") { net in
                let tokens = net.acousticEncoder(
                    net.input("tokens", ["batch", "tokens", 3], as: .int64),
                    counts: net.input("counts", ["batch"], as: .int64),
                    speakers: net.input("speakers", ["batch", 3]), model)
                return ["pitch": tokens.pitch]
            }
        }
        #expect(error?.problem.contains("position") == true)
    }

    @Test func `usual sizes have four million parameters`() throws {
        let usual = AcousticModel(
            inventory: .init(phonemes: 128, stresses: 8, positions: 8, languages: 8), speakers: 5)
        let graphs = [try usual.encoderGraph(), try usual.decoderGraph()]
        var sizes: [String: Int] = [:]
        for graph in graphs {
            for parameter in graph.parameters {
                sizes[parameter.name] = graph.type(of: parameter).count
            }
        }
        let count = sizes.values.reduce(0, +)
        #expect((3_900_000...5_000_000).contains(count), "\(count)")
    }

    @Test func `a model is told by its weights, and what contradicts is named`() throws {
        var weights = try AcousticGolden().store
        for name in weights.names where name.hasPrefix("in.") || name.hasPrefix("out.") {
            weights[name] = nil
        }
        weights.metadata = [
            "family": AcousticModel.family, "format.version": "1", "acoustic.heads": "2",
            "rate": "16000", "mel.size": "32", "mel.hop": "8", "speaker.names": "a\nb\nc",
        ]
        weights["mel.basis"] = Tensor(zeros: TensorType(.float32, [7, 17]))
        let trained = try TrainedAcousticModel(weights)
        var expected = model
        expected.dropout = 0
        #expect(trained.model == expected && trained.weights["mel.basis"] == nil)
        #expect(trained.weights(of: "b") == [0, 1, 0] && trained.weights(of: "d") == nil)

        func refuses(_ change: (inout WeightStore) -> Void) -> AcousticError? {
            var changed = weights
            change(&changed)
            do { _ = try TrainedAcousticModel(changed) } catch { return error }
            return nil
        }
        #expect(
            refuses { $0["decoder.convnext.1.dwconv.weight"] = nil }
                == .missing(tensor: "decoder.convnext.1.dwconv.weight"))
        #expect(
            refuses { $0["tokens.stress.weight"] = Tensor(zeros: TensorType(.float32, [4, 11])) }
                == .wrongTensor(
                    name: "tokens.stress.weight", expected: "[numbers, 12]", got: "[4, 11]"))
        #expect(
            refuses { $0.metadata["family"] = "convnext-vocoder" }
                == .wrongMetadata(
                    name: "family", value: "convnext-vocoder", expected: "'convnext-acoustic'"))
        #expect(refuses { $0.metadata["format.version"] = "2" } != nil)
        #expect(refuses { $0.metadata["speaker.names"] = "a\nb" } != nil)
        #expect(refuses { $0.metadata["speaker.names"] = "a\na\nb" } != nil)
        #expect(refuses { $0.metadata["mel.hop"] = "33" } != nil)
        #expect(
            refuses {
                $0["statistics.mel.mean"] = Tensor([Float](repeating: .nan, count: 7), shape: [7])
            }
                != nil)
        #expect(refuses { $0["speakers.weight"] = Tensor(Float(1)) } != nil)
        #expect(refuses { $0 = WeightStore() } != nil)
    }
}

struct FrameExpansionTests {
    @Test func `frames know their token and their place in it`() {
        let expansion = FrameExpansion(durations: [2, 0, 1, 3])
        #expect(expansion.count == 6)
        #expect(expansion.tokens(0..<6) == [0, 0, 2, 3, 3, 3])
        #expect(expansion.tokens(3..<5) == [3, 3] && expansion.tokens(6..<6).isEmpty)
        #expect(
            expansion.places(1..<3) == [0.75, 0.5625, Float(0.6931472), 0.15, 0.5, 0.25, 0, 0.05])
        #expect(expansion.places(0..<6).suffix(8) == expansion.places(4..<6)[...])
    }

    @Test func `predicted durations keep their tempo and their bounds`() {
        func log(_ frames: Float) -> Float { Foundation.log(frames + 1) }
        let even = FrameExpansion(logDurations: [Float](repeating: log(2.4), count: 10))
        #expect(even.count == 24)
        let fast = FrameExpansion(
            logDurations: [Float](repeating: log(9), count: 10), speed: 1.5)
        #expect(fast.count == 60)
        let hostile = FrameExpansion(
            logDurations: [.infinity, .nan, -.infinity, 50, -3, log(5)], longest: 20)
        #expect(hostile.starts == [0, 20, 21, 22, 42, 43, 48])
    }
}
