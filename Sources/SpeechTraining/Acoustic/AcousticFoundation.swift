internal import ModelBlocks
internal import TensorRuntime

/// What an acoustic training begins from: an earlier model's weights.
struct AcousticFoundation {
    let model: AcousticModel
    /// As float32, whatever they were.
    let weights: WeightStore
    let speakers: AcousticSpeakers
    let statistics: AcousticStatistics

    /// Reads what a training wrote, which must be of the spectra of a package.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the tensor or entry.
    init(_ weights: WeightStore, for package: AudioPackage) throws(TrainingError) {
        let trained: TrainedAcousticModel
        do throws(AcousticError) {
            trained = try TrainedAcousticModel(weights)
        } catch {
            throw .wrongSetting(name: "weights", reason: "\(error)")
        }
        try package.checkSpectra(
            rate: trained.rate, size: trained.melSize, hop: trained.hop, basis: trained.melBasis)
        model = trained.model
        self.weights = trained.weights
        speakers = AcousticSpeakers(trained.speakerNames)
        statistics = try AcousticStatistics(weights)
    }

    /// Weights to begin with: by chance, or earlier ones. Tables that have more rows now keep
    /// theirs, the others begin as the mean of those.
    static func start(
        _ graph: Graph, _ model: AcousticModel, _ statistics: AcousticStatistics,
        _ recipe: AcousticRecipe, from weights: WeightStore?
    ) throws(TrainingError) -> WeightStore {
        // Speakers begin alike; where they differ, their own frames tell.
        var start = try WeightStore(
            initialFor: graph, seed: recipe.seed,
            constants: ["*.gamma": 0.2, "speakers.weight": 0, "statistics.*": 0])
        if let weights {
            for parameter in graph.parameters {
                let type = graph.type(of: parameter)
                guard let earlier = weights[parameter.name] else {
                    throw .wrongSetting(name: "weights", reason: "\(parameter.name) is missing")
                }
                start[parameter.name] = try grown(earlier, to: type, parameter.name)
            }
        }
        for (name, tensor) in statistics.parameters { start[name] = tensor }
        return start
    }

    private static func grown(
        _ earlier: Tensor, to type: TensorType, _ name: String
    ) throws(TrainingError) -> Tensor {
        if earlier.shape == type.shape { return earlier.converted(to: .float32) }
        let isTable =
            name.hasPrefix("tokens.") || name == "speakers.weight"
            || name.hasPrefix("statistics.")
        guard isTable, earlier.shape.count == 2, type.shape.count == 2,
            earlier.shape[1] == type.shape[1], (1..<type.shape[0]).contains(earlier.shape[0])
        else {
            throw .wrongSetting(
                name: "weights", reason: "\(name) is \(earlier.type), the model needs \(type)")
        }
        let (rows, width) = (earlier.shape[0], earlier.shape[1])
        var values = earlier.floats()
        let mean = (0..<width).map { column in
            (0..<rows).reduce(Float(0)) { $0 + values[$1 * width + column] } / Float(rows)
        }
        for _ in rows..<type.shape[0] { values += mean }
        return Tensor(values, shape: type.shape)
    }
}
