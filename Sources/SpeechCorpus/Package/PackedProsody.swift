internal import AudioFeatures
internal import AudioSignal

/// Melody and loudness of a package's clips as voice conversion hears them while they arrive.
struct PackedProsody {
    /// frames × features
    private(set) var features: [Float] = []
    /// Hertz of each frame, 0 without voice.
    private(set) var pitch: [Float] = []
    private let recipe: ProsodyRecipe

    init(_ corpus: CorpusRecipe) throws(AudioFeatureError) {
        var recipe = ProsodyRecipe()
        recipe.rate = corpus.rate
        recipe.hop = corpus.hop
        self.recipe = recipe
        _ = try ProsodyStream(recipe)
    }

    /// Values of a frame.
    var width: Int { recipe.featureCount }

    mutating func append(_ audio: AudioBuffer) throws(AudioFeatureError) {
        let prosody = try ProsodyFeatures(audio, recipe)
        features += prosody.values
        pitch += prosody.frequencies
    }

    /// Bytes of what there is now and of so many frames more.
    func byteCount(withFrames frames: Int) -> Int {
        (features.count + pitch.count + frames * (width + 1)) * 4
    }
}
