import ModelBlocks
import TensorRuntime
import Testing

/// A small language model that writes token after token.
private struct LanguageModel {
    static let vocabulary = 61
    static let width = 24

    static func graph(
        stepping: Bool, window: Int? = nil, frames: Dimension = "frames"
    ) throws -> Graph {
        try Graph("decoder", stepping: stepping) { net in
            let tokens = net.input("tokens", ["batch", frames], as: .int64)
            let model = net / "model"
            var x = (model / "embed_tokens").embedding(tokens, count: vocabulary, width: width)
            let timeline = model.timeline(of: x, window: window)
            let angles = model.rotaryAngles(Rotary(width: 8), timeline)
            let layer = TransformerLayer(
                Attention(heads: 6, keyHeads: 2, width: 8, queryKeyNorm: 1e-6),
                .swiGLU(hidden: 48), norm: .rms())
            for number in 0..<2 {
                x = (model / "layers" / number).transformerLayer(x, layer, timeline, angles: angles)
            }
            let logits = (net / "lm_head").linear(
                (model / "norm").rmsNorm(x), to: vocabulary, bias: false)
            return ["logits": logits, "next": logits.argMax()]
        }
    }
}

@Suite(.enabled(if: Runtime.isHere, Runtime.missing))
struct LanguageModelTests {
    /// Prompts, and how many tokens follow each.
    private static let requests: [(prompt: [Int64], count: Int)] = {
        var source = Source(seed: 8)
        return [(5, 20), (11, 9), (1, 30), (8, 14), (3, 25), (17, 3)].map { length, count in
            ((0..<length).map { _ in Int64.random(in: 0..<61, using: &source) }, count)
        }
    }()

    private struct Writer {
        let model: any LoadedModel
        let graph: Graph
        let capacity: Int

        func batch(_ rows: Int) throws -> StateBatch {
            try StateBatch(graph, rows: rows, sizes: ["capacity": capacity])
        }

        /// Takes rows further by some tokens each; the token that follows each row.
        func step(_ batch: StateBatch, _ tokens: [[Int64]]) throws -> [Int64] {
            let call = try batch.call(model, sizes: ["frames": tokens[0].count])
            call.inputs["tokens"]!.fill(
                Tensor(tokens.flatMap { $0 }, shape: [tokens.count, tokens[0].count]))
            try call.run()
            let next = try #require(call.outputs["next"]!.snapshot().elements(as: Int64.self))
            return tokens.indices.map { next[($0 + 1) * tokens[0].count - 1] }
        }

        /// A prompt, read alone.
        func read(_ prompt: [Int64]) throws -> (state: State, next: Int64) {
            let batch = try batch(1)
            _ = try batch.join()
            let next = try step(batch, [prompt])[0]
            return (try batch.leave(0), next)
        }

        func alone(_ prompt: [Int64], _ count: Int) throws -> [Int64] {
            let (state, first) = try read(prompt)
            let batch = try batch(1)
            _ = try batch.join(state)
            var written = [first]
            while written.count < count { written.append(try step(batch, [[written.last!]])[0]) }
            return written
        }
    }

    private func writer(_ window: Int? = nil, capacity: Int = 64) throws -> (Writer, WeightStore) {
        let graph = try LanguageModel.graph(stepping: true, window: window)
        let weights = WeightStore.random(for: graph, seed: 9)
        return (
            Writer(model: try Runtime.load(graph, weights), graph: graph, capacity: capacity),
            weights
        )
    }

    @Test(arguments: [nil, 6])
    func `tokens written with a cache are those of the whole sequence`(window: Int?) throws {
        let (writer, weights) = try writer(window, capacity: window ?? 64)
        let whole = try Runtime.load(LanguageModel.graph(stepping: false, window: window), weights)
        for (prompt, count) in Self.requests {
            var sequence = prompt
            for _ in 0..<count {
                let results = try whole.run([Tensor(sequence, shape: [1, sequence.count])])
                sequence.append(try #require(results[1].elements(as: Int64.self)).last!)
            }
            #expect(try writer.alone(prompt, count) == Array(sequence[prompt.count...]))
        }
    }

    @Test(arguments: [nil, 6])
    func `sequences that join and leave a batch are written as alone`(window: Int?) throws {
        let (writer, _) = try writer(window, capacity: window ?? 64)
        let alone = try Self.requests.map { try writer.alone($0.prompt, $0.count) }
        #expect(Set(alone.map { Set($0).count > 1 }) == [true], "they repeat one token")

        let batch = try writer.batch(3)
        var waiting = Array(Self.requests.indices)
        var rows: [Int] = []
        var written = Self.requests.map { _ in [Int64]() }
        var sizes: Set<Int> = []
        while !waiting.isEmpty || !rows.isEmpty {
            // One joins between any two steps, as long as there is room.
            if rows.count < 3, !waiting.isEmpty {
                let request = waiting.removeFirst()
                let (state, next) = try writer.read(Self.requests[request].prompt)
                #expect(try batch.join(state) == rows.count)
                rows.append(request)
                written[request] = [next]
            }
            for row in rows.indices.reversed()
            where written[rows[row]].count == Self.requests[rows[row]].count {
                try batch.remove(row)
                rows.swapAt(row, rows.count - 1)
                rows.removeLast()
            }
            guard !rows.isEmpty else { continue }
            sizes.insert(rows.count)
            let next = try writer.step(batch, rows.map { [written[$0].last!] })
            for (row, token) in zip(rows, next) { written[row].append(token) }
        }
        #expect(written == alone)
        #expect(sizes == [1, 2, 3])
    }

    @Test func `a network for one token at a time takes over what another has read`() throws {
        let (writer, weights) = try writer()
        let graph = try LanguageModel.graph(stepping: true, frames: 1)
        let model = try Runtime.load(graph, weights)
        for (prompt, count) in Self.requests {
            let (state, first) = try writer.read(prompt)
            // A batch of the size that this one needs.
            let batch = try StateBatch(
                graph, rows: 1, sizes: ["capacity": prompt.count + count])
            _ = try batch.join(state)
            let call = try batch.call(model)
            var written = [first]
            while written.count < count {
                call.inputs["tokens"]!.fill(Tensor([written.last!], shape: [1, 1]))
                try call.run()
                written += try #require(call.outputs["next"]!.snapshot().elements(as: Int64.self))
            }
            #expect(try writer.alone(prompt, count) == written)
        }
    }

    @Test func `a prompt that was read once begins many sequences`() throws {
        let (writer, _) = try writer()
        let (prompt, count) = Self.requests[1]
        let (state, next) = try writer.read(prompt)
        let batch = try writer.batch(4)
        for _ in 0..<4 { _ = try batch.join(state) }
        var written = [[Int64]](repeating: [next], count: 4)
        while written[0].count < count {
            let tokens = try writer.step(batch, written.map { [$0.last!] })
            for row in 0..<4 { written[row].append(tokens[row]) }
        }
        let alone = try writer.alone(prompt, count)
        #expect(written.allSatisfy { $0 == alone })
        // What the batch did to its rows has not reached the state.
        #expect(try writer.read(prompt).state == state)
    }
}
