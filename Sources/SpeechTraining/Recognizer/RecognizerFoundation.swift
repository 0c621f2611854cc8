internal import ModelBlocks
internal import TensorRuntime

/// What a recogniser's training begins from: an earlier one's weights.
struct RecognizerFoundation {
    let recognizer: PhoneRecognizer
    /// As float32, whatever they were.
    let weights: WeightStore
    let classes: PhoneClasses
    let statistics: RecognizerStatistics

    /// Reads what a training wrote, which must be of the spectra of a package.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the tensor or entry.
    init(_ weights: WeightStore, for package: AudioPackage) throws(TrainingError) {
        let trained: TrainedPhoneRecognizer
        do throws(PhoneRecognizerError) {
            trained = try TrainedPhoneRecognizer(weights)
        } catch {
            throw .wrongSetting(name: "weights", reason: "\(error)")
        }
        try package.checkSpectra(
            rate: trained.rate, size: trained.melSize, hop: trained.hop, basis: trained.melBasis)
        recognizer = trained.recognizer
        self.weights = trained.weights.floatingPoint(as: .float32)
        classes = PhoneClasses(trained.phones)
        statistics = RecognizerStatistics(self.weights)
    }

    /// Weights to begin with: by chance, or earlier ones.
    static func start(
        _ graph: Graph, _ statistics: RecognizerStatistics, _ recipe: RecognizerRecipe,
        from weights: WeightStore?
    ) throws(TrainingError) -> WeightStore {
        var start: WeightStore
        if let weights {
            start = weights
        } else {
            start = try WeightStore(
                initialFor: graph, seed: recipe.seed,
                constants: ["*.gamma": 1 / Float(recipe.depth), "statistics.*": 0])
        }
        for (name, tensor) in statistics.parameters { start[name] = tensor }
        return start
    }
}
