import ModelBlocks
import SpeechModel
import SpeechText
import TensorRuntime
import Testing
import Wren

/// Small networks with random weights: what they say is noise, but everything else holds.
enum Networks {
    static let bands = 8

    static func acoustic(
        phonemes: Int = PhonemeToken.fieldSizes[0]
    ) throws -> WeightStore {
        let sizes = PhonemeToken.fieldSizes
        let model = AcousticModel(
            inventory: .init(
                phonemes: phonemes, stresses: sizes[1], positions: sizes[2], languages: 1),
            speakers: 2, bands: bands, width: 16, hidden: 24, encoder: .init(2, kernel: 5),
            decoder: .init(2, kernel: 7), heads: 2, dropout: 0)
        var store = WeightStore()
        for graph in [try model.encoderGraph(), try model.decoderGraph()] {
            store.addRandom(for: graph)
        }
        // Phonemes of about six frames, a voice of about 150 Hz.
        store["duration.out.bias"] = Tensor([Float(1.9)], shape: [1])
        store["statistics.pitch"] = Tensor([Float(5), 5.2], shape: [2, 1])
        store["mel.basis"] = basis
        store.metadata = [
            "family": AcousticModel.family, "format.version": "\(AcousticModel.formatVersion)",
            "rate": "16000", "mel.size": "400", "mel.hop": "200", "acoustic.heads": "2",
            "speaker.names": "ann\nbob",
        ]
        return store
    }

    static func vocoder() throws -> WeightStore {
        let vocoder = ConvNeXtVocoder(
            bands: bands, width: 16, hidden: 24, depth: 2, size: 400, hop: 200,
            head: .sourceFilter)
        var store = WeightStore()
        store.addRandom(
            for: try Graph("vocoder") { net in
                let mel = net.input("mel", ["batch", Dimension(bands), "frames"])
                let excitation = Excitation(net, "batch", "frames", hop: 200)
                return ["audio": net.convNeXtVocoder(mel, vocoder, excitation: excitation)]
            })
        // Far from full scale.
        let bins = 3 * 201
        store["head.out.bias"] = Tensor([Float](repeating: -4, count: bins), shape: [bins])
        store["mel.basis"] = basis
        store.metadata = [
            "rate": "16000", "mel.size": "400", "mel.hop": "200", "vocoder.size": "400",
            "vocoder.causal": "false", "vocoder.head": "sourceFilter",
        ]
        return store
    }

    static let voices = """
        [{"name": "ann", "description": "A", "gender": "female", "license": "CC0-1.0",
          "speakers": {"ann": 1}},
         {"name": "both", "description": "B", "gender": "unspecified", "license": "CC0-1.0",
          "speakers": {"ann": 0.5, "bob": 0.5}, "loudness": -20, "secondsPerCharacter": 0.07}]
        """

    private static var basis: Tensor {
        Tensor([Float](repeating: 0.01, count: bands * 201), shape: [bands, 201])
    }

    /// Weights of both, and voices.
    static func weights(
        acoustic: WeightStore? = nil, vocoder: WeightStore? = nil, voices: String? = voices
    ) throws -> WrenWeights {
        WrenWeights(
            vocoder: try vocoder ?? Self.vocoder(),
            models: [
                WrenWeights.Model(
                    acoustic: try acoustic ?? Self.acoustic(),
                    voices: voices.map { Array($0.utf8) })
            ])
    }

    static func family() throws -> WrenFamily {
        try WrenFamily(WrenNetworks(weights()))
    }
}

extension WeightStore {
    fileprivate mutating func addRandom(for graph: Graph) {
        var state: UInt64 = 1
        for parameter in graph.parameters {
            let shape = graph.values[parameter.value].shape.map { $0.fixed ?? 1 }
            let scale = 1 / Float(max(shape.dropFirst().reduce(1, *), 1)).squareRoot()
            let values = (0..<shape.reduce(1, *)).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return scale * (Float(state >> 40) / Float(1 << 23) - 1)
            }
            self[parameter.name] = Tensor(values, shape: shape)
        }
    }
}
