import Testing

@testable import TensorRuntime

@Suite struct `Names of weights` {
    let names = WeightNames([
        .exact("enc.out.w", "head.weight"),
        .pattern("enc.layers.*.self_attn.q_proj.**", "encoder.*.attention.query.**"),
        .pattern("enc.layers.*.ffn.*.weight", "encoder.*.feedForward.*.weight"),
        .prefix("enc.", "encoder."),
        .dropped("**.num_batches_tracked"),
        .dropped("discriminator.**"),
    ])

    @Test func `the first rule that fits renames, and back`() {
        let pairs = [
            "enc.out.w": "head.weight",
            "enc.layers.11.self_attn.q_proj.weight": "encoder.11.attention.query.weight",
            "enc.layers.0.ffn.2.weight": "encoder.0.feedForward.2.weight",
            "enc.norm.weight": "encoder.norm.weight",
            "decoder.x": "decoder.x",
        ]
        for (theirs, ours) in pairs {
            #expect(names.name(of: theirs) == ours)
            #expect(names.checkpointName(of: ours) == theirs)
        }
        #expect(names.name(of: "norm.num_batches_tracked") == nil)
        #expect(names.name(of: "discriminator.0.weight") == nil)
        // A star doesn't reach over a dot, and stands for something.
        #expect(names.name(of: "enc.layers..ffn.2.weight") == "encoder.layers..ffn.2.weight")
        #expect(names.checkpointName(of: "discriminator.0.weight") == nil)
    }

    @Test func `what is missing and what is left over is told`() throws {
        let one = Tensor(Float(1))
        let checkpoint = WeightStore([
            "enc.norm.weight": one, "enc.extra": one, "discriminator.0": one,
        ])
        let (weights, report) = try names.applied(
            to: checkpoint, wanted: ["encoder.norm.weight", "encoder.norm.bias"])
        #expect(weights.names == ["encoder.norm.weight"])
        #expect(report.notFound == ["encoder.norm.bias"])
        #expect(report.notUsed == ["enc.extra"])
        #expect(report.dropped == ["discriminator.0"])
        #expect(!report.isComplete)
    }

    @Test func `two tensors of one name are refused`() {
        let checkpoint = WeightStore([
            "enc.a": Tensor(Float(1)), "encoder.a": Tensor(Float(2)),
        ])
        #expect { try names.applied(to: checkpoint, wanted: ["encoder.a"]) } throws: { error in
            (error as? WeightError)?.tensor == "encoder.a"
        }
    }

    @Test func `long names of dots and stars cost little`() {
        let pattern = WeightNamePattern("**a**a**a**a**a**a**a**b")
        #expect(pattern.match(String(repeating: "a", count: 2000)) == nil)
    }
}

@Suite struct `Weight normalisation` {
    @Test func `folded weights are those of PyTorch`() throws {
        let store = try WeightFiles.golden("weight-norm.safetensors")
        let folded = try store.foldingWeightNorm()
        for layer in ["conv", "linear", "up", "last"] {
            let weight = try folded.tensor("\(layer).weight")
            let expected = try store.tensor("expected.\(layer).weight")
            #expect(weight.shape == expected.shape)
            for (a, b) in zip(weight.floats(), expected.floats()) {
                #expect(abs(a - b) <= 1e-6 * max(1, abs(b)), "\(layer)")
            }
            #expect(folded["\(layer).bias"] == store["\(layer).bias"])
        }
        #expect(!folded.names.contains { $0.contains("weight_") || $0.contains("original") })
    }

    @Test func `half of a pair, shapes that don't fit and zero norms are refused by name`() {
        let vector = Tensor([Float(1), 2], shape: [2, 1])
        let zero = Tensor(zeros: TensorType(.float32, [2, 2]))
        for other in [nil, Tensor([Float(1), 2, 3], shape: [3, 1]), zero] {
            var store = WeightStore(["a.weight_g": vector])
            store["a.weight_v"] = other
            #expect { try store.foldingWeightNorm() } throws: { error in
                (error as? WeightError)?.tensor?.hasPrefix("a.weight") == true
            }
        }
    }
}
