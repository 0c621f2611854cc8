public import AudioSignal

/// Log-mel spectrograms by a recipe.
///
/// Only constants are within, so threads may share one. By the named recipes ten seconds
/// take two to five milliseconds of one processor.
public struct LogMel: Sendable {
    /// The recipe, checked.
    public let recipe: MelRecipe

    let stft: STFT
    let filterbank: MelFilterbank

    /// Checks the recipe and makes window, transform and filters.
    ///
    /// - Throws: Every case but those about audio.
    public init(_ recipe: MelRecipe) throws(AudioFeatureError) {
        try recipe.check()
        self.recipe = recipe
        stft = try STFT(recipe.stft)
        filterbank = try MelFilterbank(
            recipe.bands, rate: recipe.rate, fftLength: recipe.stft.fftLength)
    }

    /// A recipe with filters that come with a model, in the place of the bands' own.
    ///
    /// - Parameter matrix: The weight of each bin in each band: bands × bins.
    /// - Throws: Every case but those about audio.
    public init(_ recipe: MelRecipe, filters matrix: [Float]) throws(AudioFeatureError) {
        try recipe.check()
        self.recipe = recipe
        stft = try STFT(recipe.stft)
        filterbank = try MelFilterbank(
            recipe.bands, matrix: matrix, fftLength: recipe.stft.fftLength)
    }

    /// How many frames a signal of so many samples has; none without samples.
    public func frameCount(samples: Int) -> Int {
        let frames = stft.frameCount(samples: samples)
        return recipe.compression == .whisper ? max(frames - 1, 0) : frames
    }

    /// The spectrogram of a whole signal.
    ///
    /// - Throws: `rateMismatch`, `tooLarge`.
    public func spectrogram(of audio: AudioBuffer) throws(AudioFeatureError) -> MelSpectrogram {
        guard audio.rate == recipe.rate else {
            throw .rateMismatch(expected: recipe.rate, actual: audio.rate)
        }
        let frames = stft.frameCount(samples: audio.samples.count)
        try AudioFeatureError.checkSize(frames: frames, valuesPerFrame: recipe.bands.count)
        var result = MelSpectrogram(bandCount: recipe.bands.count)
        result.values.reserveCapacity(frames * recipe.bands.count)
        var maker = MelFrameMaker(self)
        var cutter = FrameCutter(recipe.stft)
        let append = { (frame: UnsafePointer<Float>) in
            result.appendFrame { maker.make(frame, to: $0) }
        }
        cutter.push(audio.samples.span, append)
        cutter.finish(append)
        if recipe.compression == .whisper { Self.scaleAsWhisper(&result, bands: recipe.bands) }
        return result
    }

    /// Leaves the last frame out and maps what lies within 8 of the largest value.
    private static func scaleAsWhisper(_ spectrogram: inout MelSpectrogram, bands: MelBands) {
        spectrogram.values.removeLast(min(bands.count, spectrogram.values.count))
        guard let largest = spectrogram.values.max() else { return }
        let least = largest - 8
        for index in spectrogram.values.indices {
            spectrogram.values[index] = (max(spectrogram.values[index], least) + 4) / 4
        }
    }
}
