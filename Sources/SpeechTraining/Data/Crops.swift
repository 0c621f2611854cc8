/// Equal pieces of recordings in a shuffled order, each from another place at every epoch.
struct Crops {
    /// Samples of a piece.
    let length: Int
    private let package: AudioPackage
    private let seed: UInt64
    /// A clip for each piece that fits in it.
    private let clips: [Int]
    var order: DataOrder

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if no clip is long enough.
    init(_ package: AudioPackage, clips: [Int], length: Int, seed: UInt64) throws(TrainingError) {
        self.package = package
        self.length = length
        self.seed = seed
        let pieces = clips.flatMap { clip in
            repeatElement(clip, count: package.length(of: clip) / length)
        }
        guard !pieces.isEmpty else {
            throw .wrongSetting(
                name: "data", reason: "no recording has the \(length) samples of a training piece")
        }
        self.clips = pieces
        order = try DataOrder(count: pieces.count, seed: seed)
    }

    /// The next pieces, one after the other.
    ///
    /// - Parameter step: The number of the training step, which places follow from.
    mutating func next(_ count: Int, step: Int) -> [Float] {
        var samples: [Float] = []
        samples.reserveCapacity(count * length)
        while samples.count < count * length {
            let wanted = min(count - samples.count / length, clips.count)
            for index in order.nextBatch(of: wanted) {
                let clip = clips[index]
                let room = package.length(of: clip) - length + 1
                let start = min(Int(unit(seed, step, samples.count) * Double(room)), room - 1)
                samples += package.samples(of: clip, start..<start + length)
            }
        }
        return samples
    }
}
