internal import TensorRuntime

/// Spectra of clips with the phone that is said in each frame: 0 stands for pauses.
struct SpokenFrames {
    /// Log-mel bands with mean 0 and deviation 1 over all frames.
    let mel: FrameTable
    /// Deviation of each band's logarithm.
    let deviations: [Float]
    /// The class of each frame.
    let phones: [Int64]
    /// Classes, the pause among them.
    let classes: Int

    /// The clips of a package that have tokens.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without tokens.
    init(_ package: AudioPackage, on device: TorchDevice) throws(TrainingError) {
        let spoken = (0..<package.count).filter { !package.tokens(of: $0).isEmpty }
        guard !spoken.isEmpty else {
            throw .wrongSetting(
                name: "data",
                reason: "no clip has tokens, so there is no content to learn; prepare it with "
                    + "--speech")
        }
        let classes = PhoneClasses(of: spoken.lazy.map { package.tokens(of: $0) })
        let spectra = try ClipSpectra(package, on: device)
        var (values, starts, phones): ([Float], [Int], [Int64]) = ([], [0], [])
        for clip in spoken {
            values += try spectra(clip)
            starts.append(starts[starts.count - 1] + package.frames(of: clip))
            for token in package.tokens(of: clip) {
                // None for a pause.
                let number = classes.numbers(of: [token])?.first ?? 0
                phones += repeatElement(Int64(number), count: token.frames)
            }
        }
        let bands = package.melBasis.shape[0]
        var spreads = [Spread](repeating: Spread(), count: bands)
        for (place, value) in values.enumerated() { spreads[place % bands].add(Double(value)) }
        let (means, deviations) = (
            spreads.map { Float($0.mean) }, spreads.map { Float($0.deviation) }
        )
        for place in values.indices {
            values[place] = (values[place] - means[place % bands]) / deviations[place % bands]
        }
        mel = FrameTable(
            values: Tensor(values, shape: [values.count / bands, bands]), starts: starts)
        self.deviations = deviations
        self.phones = phones
        self.classes = classes.phones.count + 1
    }
}
