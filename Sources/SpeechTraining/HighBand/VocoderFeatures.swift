internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// What the last block of a trained vocoder gives for spectra.
struct VocoderFeatures {
    private let bands: Int
    private let module: TorchModule
    private let device: TorchDevice

    init(_ trained: TrainedVocoder, on device: TorchDevice) throws(TrainingError) {
        bands = trained.vocoder.bands
        self.device = device
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("features") { net in
                let mel = net.input("mel", [1, "frames", Dimension(trained.vocoder.bands)])
                return [
                    "features": net.convNeXtFeatures(
                        mel.transposed(0, 2, 1), trained.vocoder,
                        pitch: net.input("pitch", [1, "frames"]))
                ]
            }
        }
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(trained.weights, for: graph, on: device))
        }
    }

    /// The features of a clip's frames, as if it were louder.
    ///
    /// - Parameter level: How much, as a natural logarithm.
    func callAsFunction(
        _ clip: PairedClips.Clip, level: Float
    ) throws(TrainingError) -> [Float] {
        // What spectra are clamped to.
        let least = log(Float(1e-5))
        return try TrainingError.wrap { () throws(ExecutionError) in
            let mel = Tensor(
                clip.mel.map { max($0 + level, least) }, shape: [1, clip.frames, bands])
            let pitch = Tensor(clip.pitch, shape: [1, clip.frames])
            return try module(
                [TorchTensor(mel, on: device), TorchTensor(pitch, on: device)], .evaluation)[0]
                .tensor().floats()
        }
    }
}
