internal import ModelBlocks
internal import TensorRuntime

/// What an acoustic model's weights need besides to be used.
struct AcousticExport {
    let recipe: AcousticRecipe
    let speakers: AcousticSpeakers
    let statistics: AcousticStatistics
    let package: AudioPackage
    let step: Int

    /// Weights with it.
    func store(_ weights: WeightStore) -> WeightStore {
        var store = weights
        for (name, tensor) in statistics.tensors { store[name] = tensor }
        store["mel.basis"] = package.melBasis
        store.metadata = [
            "format": "pt", "family": AcousticModel.family,
            "format.version": "\(AcousticModel.formatVersion)", "rate": "\(package.rate)",
            "mel.size": "\(package.melSize)", "mel.hop": "\(package.hop)", "steps": "\(step)",
            "acoustic.heads": "\(recipe.heads)", "inventory": "\(recipe.phonemes)",
            "speaker.names": speakers.names.joined(separator: "\n"),
        ]
        return store
    }
}
