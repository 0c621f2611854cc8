/// What is known of a voice and its loudness so far: what a stream whitens by. Kept for a session,
/// the next stream of the same speaker begins with it.
public struct ProsodyStatistics: Hashable, Sendable, Codable {
    /// Of the natural logarithm of pitch in hertz, by threshold.
    public internal(set) var pitch: [Whitening]
    /// Of the natural logarithm of frames' variances, silence aside.
    public internal(set) var level: Whitening

    /// Those of somebody who wasn't heard yet.
    public init(_ recipe: ProsodyRecipe) {
        pitch = recipe.thresholds.map { _ in Whitening(recipe.pitchPrior) }
        level = Whitening(recipe.levelPrior)
    }

    /// Lets everything count a part of what it did.
    mutating func fade(to part: Double) {
        for index in pitch.indices { pitch[index].fade(to: part) }
        level.fade(to: part)
    }
}
