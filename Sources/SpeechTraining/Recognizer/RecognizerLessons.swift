/// Which clips a recogniser hears together: such as are about as long, so that little is padding,
/// in a shuffled order.
struct RecognizerLessons {
    /// Places of clips.
    private let batches: [[Int]]
    var order: DataOrder

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if there is no clip.
    init(_ clips: [RecognizerClip], _ recipe: RecognizerRecipe) throws(TrainingError) {
        let byLength = clips.indices.sorted { (clips[$0].count, $0) < (clips[$1].count, $1) }
        var batches: [[Int]] = []
        for clip in byLength {
            // The last is the longest, which the others are padded to.
            let rows = (batches.last?.count ?? 0) + 1
            if rows == 1 || rows * clips[clip].count > recipe.frames {
                batches.append([clip])
            } else {
                batches[batches.count - 1].append(clip)
            }
        }
        self.batches = batches
        order = try DataOrder(count: batches.count, seed: recipe.seed)
    }

    /// How many batches an epoch has.
    var count: Int { batches.count }

    /// Places of the next clips.
    mutating func next() -> [Int] { order.nextBatch(of: 1).flatMap { batches[$0] } }

    /// Places of all clips, batch by batch.
    var all: [[Int]] { batches }
}
