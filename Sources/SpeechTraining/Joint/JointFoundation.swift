internal import ModelBlocks
internal import TensorRuntime

/// What a joint training begins from: weights of an acoustic model and of a vocoder of the same
/// spectra.
struct JointFoundation {
    let parts: JointParts
    /// Of both, by the names of ``JointGraphs``.
    let weights: WeightStore

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for weights that don't fit each other
    ///   or the package.
    init(
        acoustic: WeightStore, vocoder: WeightStore, for package: AudioPackage
    ) throws(TrainingError) {
        let spoken = try AcousticFoundation(acoustic, for: package)
        let heard: TrainedVocoder
        do throws(VocoderError) {
            heard = try TrainedVocoder(vocoder)
        } catch {
            throw .wrongSetting(name: "vocoder", reason: "\(error)")
        }
        guard heard.vocoder.head == .sourceFilter else {
            throw .wrongSetting(
                name: "vocoder", reason: "its head is no sourceFilter, so it takes no pitch")
        }
        let here = [package.rate, package.melSize, package.hop, package.melBasis.shape[0]]
        let there = [
            heard.rate, heard.melSize, heard.vocoder.transform.hop, heard.vocoder.bands,
        ]
        guard here == there else {
            throw .wrongSetting(
                name: "vocoder",
                reason: "it is of spectra of \(there) (rate, size, hop, bands), the data of \(here)"
            )
        }
        let usual = JointRecipe()
        parts = JointParts(
            acoustic: usual.acoustic(spoken.model), vocoder: usual.vocoder(heard.vocoder),
            speakers: spoken.speakers, statistics: spoken.statistics)
        var weights = WeightStore()
        let networks = [
            (JointGraphs.acoustic, spoken.weights), (JointGraphs.vocoder, heard.weights),
        ]
        for (network, own) in networks {
            for name in own.names where own[name]?.element.isFloatingPoint == true {
                weights["\(network).\(name)"] = own[name]?.converted(to: .float32)
            }
        }
        self.weights = weights
    }
}

extension WeightStore {
    /// The weights of one of the networks of ``JointGraphs``, by the names that they have alone.
    func part(_ network: String) -> WeightStore {
        var part = WeightStore()
        for name in names where name.hasPrefix("\(network).") {
            part[String(name.dropFirst(network.count + 1))] = self[name]
        }
        return part
    }
}
