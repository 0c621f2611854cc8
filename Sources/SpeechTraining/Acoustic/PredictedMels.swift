internal import ModelBlocks
public import TensorRuntime

/// The spectra that an acoustic model makes of the clips of a package, with their own durations,
/// pitch and energy: what a vocoder is to get used to.
public struct PredictedMels {
    private let package: AudioPackage
    private let clips: [AcousticClip]
    private let prediction: AcousticPrediction

    /// - Parameter weights: As ``AcousticTraining/weights()`` gave them. All speakers of the
    ///   package must be theirs.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for weights of other spectra or
    ///   speakers, and for a package without tokens.
    public init(
        _ weights: WeightStore, _ package: AudioPackage, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        let trained = try AcousticFoundation(weights, for: package)
        self.package = package
        clips = try AcousticClip.all(
            package, trained.speakers, within: trained.model.inventory, on: device)
        prediction = try AcousticPrediction(
            trained.model, trained.weights, trained.statistics, trained.speakers, on: device)
    }

    /// Clips that have tokens, of which there will be spectra.
    public var count: Int { clips.count }

    /// `mel.predicted`: float16 `[frames, bands]` of all clips, NaN in clips without tokens.
    ///
    /// - Parameter report: Is told how many clips are done.
    public func tensor(_ report: (Int) -> Void = { _ in }) throws(TrainingError) -> Tensor {
        let bands = package.melBasis.shape[0]
        var values: [Float16] = []
        var next = 0
        for number in 0..<package.count {
            guard next < clips.count, clips[next].number == number else {
                values += repeatElement(.nan, count: package.frames(of: number) * bands)
                continue
            }
            let clip = clips[next]
            let mel = try TrainingError.wrap { () throws(ExecutionError) in
                try prediction.taught(clip).mel
            }
            values += mel.map { Float16($0) }
            next += 1
            report(next)
        }
        return Tensor(values, shape: [values.count / bands, bands])
    }
}
