internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// An acoustic model with its weights on libtorch, for spectra of clips.
struct AcousticPrediction {
    /// What becomes of tokens.
    struct Frames {
        /// Log-mel bands, frame by frame.
        var mel: [Float]
        /// Hertz, 0 without voice.
        var pitch: [Float]
    }

    private let model: AcousticModel
    private let statistics: AcousticStatistics
    private let speakers: AcousticSpeakers
    private let encoder: TorchModule
    private let decoder: TorchModule
    private let device: TorchDevice
    /// Frames at a time, so that long clips need no more memory than others.
    private static let window = 2000

    init(
        _ model: AcousticModel, _ weights: WeightStore, _ statistics: AcousticStatistics,
        _ speakers: AcousticSpeakers, on device: TorchDevice
    ) throws(TrainingError) {
        (self.model, self.statistics, self.speakers) = (model, statistics, speakers)
        self.device = device
        let graphs = try TrainingError.building { () throws(GraphError) in
            (encoder: try model.encoderGraph(), decoder: try model.decoderGraph())
        }
        (encoder, decoder) = try TrainingError.wrap { () throws(ExecutionError) in
            let parameters = try TorchParameters(
                weights, for: graphs.encoder, graphs.decoder, on: device)
            return (
                try TorchModule(graphs.encoder, parameters),
                try TorchModule(graphs.decoder, parameters)
            )
        }
    }

    /// The frames of a clip with its own durations, pitch and energy of tokens.
    func taught(_ clip: AcousticClip) throws(ExecutionError) -> Frames {
        let encoded = try encode(clip)
        return try decode(
            encoded[0], clip.pitchDeviations(statistics), clip.energies(statistics),
            clip.expansion, clip.speaker)
    }

    /// What the model makes of a clip's tokens alone.
    func free(_ clip: AcousticClip) throws(ExecutionError) -> Frames {
        let encoded = try encode(clip)
        let numbers = try encoded.dropFirst().map { (value) throws(ExecutionError) in
            try value.tensor().floats()
        }
        return try decode(
            encoded[0], numbers[1], numbers[2], FrameExpansion(logDurations: numbers[0]),
            clip.speaker)
    }

    private func encode(_ clip: AcousticClip) throws(ExecutionError) -> [TorchTensor] {
        let ids = clip.tokens.flatMap { token in
            [token.phoneme, token.stress, token.position, token.language].map { Int64($0) }
        }
        return try encoder(
            [
                put(Tensor(ids, shape: [1, clip.tokens.count, 4])),
                put(Tensor([Int64(clip.tokens.count)], shape: [1])), voice(clip.speaker),
            ], .evaluation)
    }

    private func decode(
        _ encodings: TorchTensor, _ pitch: [Float], _ energy: [Float],
        _ expansion: FrameExpansion, _ speaker: Int
    ) throws(ExecutionError) -> Frames {
        var frames = Frames(mel: [], pitch: [])
        let reach = model.reach
        let tokens = [
            encodings, try put(Tensor(pitch, shape: [1, pitch.count])),
            try put(Tensor(energy, shape: [1, energy.count])),
        ]
        for start in stride(from: 0, to: expansion.count, by: Self.window) {
            let end = min(start + Self.window, expansion.count)
            let seen =
                max(start - reach.before, 0)..<min(end + reach.after, expansion.count)
            let inputs = [
                try put(
                    Tensor(expansion.tokens(seen).map { Int64($0) }, shape: [1, seen.count])),
                try put(Tensor(expansion.places(seen), shape: [1, seen.count, 4])),
                try put(Tensor([Int64(seen.count)], shape: [1])), try voice(speaker),
            ]
            let results = try decoder(tokens + inputs, .evaluation)
            let mel = try results[0].tensor().floats()
            let pitch = try results[1].tensor().floats()
            let voicing = try results[2].tensor().floats()
            for frame in start - seen.lowerBound..<end - seen.lowerBound {
                for band in 0..<model.bands { frames.mel.append(mel[band * seen.count + frame]) }
                frames.pitch.append(voicing[frame] > 0 ? exp(pitch[frame]) : 0)
            }
        }
        return frames
    }

    private func voice(_ speaker: Int) throws(ExecutionError) -> TorchTensor {
        try put(Tensor(speakers.weights(speaker), shape: [1, speakers.count]))
    }

    private func put(_ tensor: Tensor) throws(ExecutionError) -> TorchTensor {
        try TorchTensor(tensor, on: device)
    }
}
