internal import ModelBlocks
internal import TensorRuntime

/// What a recogniser's weights need besides to be used.
struct RecognizerExport {
    let classes: PhoneClasses
    let package: AudioPackage
    let step: Int

    /// Weights with it.
    func store(_ weights: WeightStore) -> WeightStore {
        var store = weights
        store["mel.basis"] = package.melBasis
        store.metadata = [
            "format": "pt", "family": PhoneRecognizer.family,
            "format.version": "\(PhoneRecognizer.formatVersion)", "rate": "\(package.rate)",
            "mel.size": "\(package.melSize)", "mel.hop": "\(package.hop)", "steps": "\(step)",
            "phones": TrainedPhoneRecognizer.text(classes.phones),
        ]
        return store
    }
}
