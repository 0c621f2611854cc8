internal import ModelBlocks
internal import TensorRuntime

/// What a vocoder's weights need besides to be used.
struct VocoderExport {
    let recipe: VocoderRecipe
    let package: AudioPackage
    let step: Int

    /// Weights with it.
    func store(_ weights: WeightStore) -> WeightStore {
        var store = weights
        store.metadata = [
            "format": "pt", "family": "convnext-vocoder", "rate": "\(package.rate)",
            "mel.size": "\(package.melSize)", "mel.hop": "\(package.hop)", "steps": "\(step)",
            "vocoder.size": "\(recipe.size)", "vocoder.causal": "\(recipe.isCausal)",
            "vocoder.head": (recipe.head ?? .spectral).rawValue,
        ]
        store["mel.basis"] = package.melBasis
        return store
    }
}
