public import TensorRuntime

extension LatentPackage {
    /// What a content encoder heard in recordings, with their spectra.
    ///
    /// - Parameters:
    ///   - package: With content, as `syrinx-train latents` adds it.
    ///   - holdingOut: Clips that aren't learnt from, taken evenly; a quarter at the most.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without content or with
    ///   too few clips.
    public init(
        _ package: AudioPackage, holdingOut: Int = 40, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        guard package.latentWidth > 0 else {
            throw .wrongSetting(
                name: "data",
                reason: "it has no content to quantise; add it with `syrinx-train latents`")
        }
        let held = min(holdingOut, package.count / 4)
        guard held > 0 else {
            throw .wrongSetting(
                name: "data",
                reason: "\(package.count) clips leave none for validation; give 4 or more")
        }
        let (width, bands) = (package.latentWidth, package.melBasis.shape[0])
        let spectra = try ClipSpectra(package, on: device)
        var (latent, mel, starts) = ([Float](), [Float](), [0])
        for clip in 0..<package.count {
            let frames = package.frames(of: clip)
            latent += package.latent(of: clip, 0..<frames) ?? []
            mel += try spectra(clip)
            starts.append(starts[clip] + frames)
        }
        let squares = latent.reduce(0.0) { $0 + Double($1) * Double($1) }
        let scale = Float(1 / max((squares / Double(max(latent.count, 1))).squareRoot(), 1e-12))
        for place in latent.indices { latent[place] *= scale }
        var spreads = [Spread](repeating: Spread(), count: bands)
        for (place, value) in mel.enumerated() { spreads[place % bands].add(Double(value)) }
        let (means, deviations) = (
            spreads.map { Float($0.mean) }, spreads.map { Float($0.deviation) }
        )
        for place in mel.indices {
            mel[place] = (mel[place] - means[place % bands]) / deviations[place % bands]
        }
        self.init(
            latent: FrameTable(
                values: Tensor(latent, shape: [latent.count / width, width]), starts: starts),
            mel: FrameTable(
                values: Tensor(mel, shape: [mel.count / bands, bands]), starts: starts),
            deviations: deviations, scale: scale,
            heldOut: (0..<held).map { $0 * package.count / held })
    }
}
