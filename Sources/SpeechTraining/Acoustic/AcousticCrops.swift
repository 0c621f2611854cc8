internal import ModelBlocks

/// Whole tokens of a clip.
struct AcousticCrop: Sendable, Hashable {
    /// The clip's place among those that are learnt from.
    let clip: Int
    /// Tokens whose frames are made.
    let tokens: Range<Int>
    /// Tokens that the encoder sees, those among them.
    let seen: Range<Int>
}

/// Pieces of clips in a shuffled order, each of whole tokens and from another place at every epoch.
struct AcousticCrops {
    private let clips: [AcousticClip]
    private let recipe: AcousticRecipe
    /// A clip for each piece that fits in it.
    private let pieces: [Int]
    var order: DataOrder

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if no token is short enough.
    init(_ clips: [AcousticClip], _ recipe: AcousticRecipe) throws(TrainingError) {
        self.clips = clips
        self.recipe = recipe
        pieces = clips.indices.flatMap { clip in
            let fits = clips[clip].tokens.contains { (1...recipe.frames).contains($0.frames) }
            let count = fits ? max(1, clips[clip].expansion.count / recipe.frames) : 0
            return repeatElement(clip, count: count)
        }
        guard !pieces.isEmpty else {
            throw .wrongSetting(
                name: "data",
                reason: "no clip to learn from has a token of 1 to \(recipe.frames) frames")
        }
        order = try DataOrder(count: pieces.count, seed: recipe.seed)
    }

    /// The next pieces.
    ///
    /// - Parameter step: The number of the training step, which places follow from.
    mutating func next(step: Int) -> [AcousticCrop] {
        var crops: [AcousticCrop] = []
        while crops.count < recipe.batch {
            for index in order.nextBatch(of: min(recipe.batch - crops.count, pieces.count)) {
                let chance = unit(recipe.seed, step, crops.count)
                crops.append(crop(pieces[index], chance))
            }
        }
        return crops
    }

    /// A piece of a clip that begins as far into it as chance says, from 0 up to 1.
    private func crop(_ number: Int, _ chance: Double) -> AcousticCrop {
        let clip = clips[number]
        let starts = clip.expansion.starts
        let room = max(clip.expansion.count - recipe.frames, 0)
        let wanted = Int(chance * Double(room + 1))
        let count = clip.tokens.count
        let from = starts.dropLast().firstIndex { $0 >= wanted } ?? 0
        // Tokens that are too long for any piece are passed over.
        func fits(_ token: Int) -> Bool { (1...recipe.frames).contains(clip.tokens[token].frames) }
        let first = (from..<count).first(where: fits) ?? (0..<from).last(where: fits) ?? 0
        var end = first + 1
        while end < count, starts[end + 1] - starts[first] <= recipe.frames { end += 1 }
        return AcousticCrop(
            clip: number, tokens: first..<end,
            seen: max(first - recipe.context, 0)..<min(end + recipe.context, count))
    }
}
