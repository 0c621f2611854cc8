internal import ModelBlocks
internal import TensorRuntime

/// What a voice converter's weights need besides to be used.
enum ConversionExport {
    /// The content encoder's weights with it, the head by which it learnt among them.
    static func content(
        _ weights: WeightStore, _ recipe: ContentRecipe, phones: PhoneClasses?, step: Int
    ) -> WeightStore {
        var store = weights
        store.metadata = [
            "format": "pt", "family": "streamvc-content", "format.version": "1",
            "lag": "\(recipe.lag)", "steps": "\(step)",
        ]
        if let phones { store.metadata["phones"] = TrainedPhoneRecognizer.text(phones.phones) }
        return store
    }

    /// A whole converter's weights with it.
    static func converter(
        _ weights: WeightStore, content: WeightStore, _ model: ConversionModel, step: Int
    ) -> WeightStore {
        var store = weights
        // An encoder that learnt too is among the others.
        for name in content.names where store[name] == nil { store[name] = content[name] }
        store.metadata = [
            "format": "pt", "family": ConversionModel.family,
            "format.version": "\(ConversionModel.formatVersion)",
            "look.ahead": "\(model.lookAhead)", "decoder.head": model.decoder.head.rawValue,
            "steps": "\(step)",
        ]
        return store
    }

    /// The sizes of an encoder, by its weights' shapes.
    ///
    /// - Parameter name: `content` or `speaker`.
    static func encoder(
        of weights: WeightStore, _ name: String
    ) throws(TrainingError) -> ConversionModel.Encoder {
        do throws(ConversionError) {
            return try ConversionModel.Encoder(weights: weights, name)
        } catch {
            throw .wrongSetting(name: "weights", reason: "\(error)")
        }
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a content encoder that can't go on
    ///   learning beside a decoder.
    static func checkForLearning(_ content: WeightStore, width: Int) throws(TrainingError) {
        guard try bottleneck(of: content, width: width) == nil else {
            throw .wrongSetting(
                name: "stopsGradient",
                reason: "an encoder with a bottleneck doesn't learn beside a decoder")
        }
        guard content["head.out.bias"] != nil else {
            throw .wrongSetting(
                name: "stopsGradient",
                reason: "the content's weights have no head that tells units apart; take "
                    + "content.safetensors of `syrinx-train content`")
        }
    }

    /// The bottleneck behind a content encoder; nil without one.
    static func bottleneck(
        of weights: WeightStore, width: Int
    ) throws(TrainingError) -> ResidualQuantizer? {
        do throws(ConversionError) {
            return try ConversionModel.bottleneck(of: weights, width: width)
        } catch {
            throw .wrongSetting(name: "weights", reason: "\(error)")
        }
    }

    /// The phones that a content encoder's weights tell apart; nil for units.
    static func phones(of weights: WeightStore) throws(TrainingError) -> PhoneClasses? {
        guard let text = weights.metadata["phones"] else { return nil }
        guard let phones = TrainedPhoneRecognizer.phones(text) else {
            throw .wrongSetting(name: "weights", reason: "their phones are '\(text.prefix(80))'")
        }
        return PhoneClasses(phones)
    }
}
