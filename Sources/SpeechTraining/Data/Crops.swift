/// A piece of a clip.
struct Crop: Sendable, Hashable {
    let clip: Int
    /// Frames of the clip.
    let frames: Range<Int>
}

/// Equal pieces of recordings in a shuffled order, each from another place at every epoch.
struct Crops {
    /// Frames of a piece.
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
            repeatElement(clip, count: package.frames(of: clip) / length)
        }
        guard !pieces.isEmpty else {
            throw .wrongSetting(
                name: "data", reason: "no recording has the \(length) frames of a training piece")
        }
        self.clips = pieces
        order = try DataOrder(count: pieces.count, seed: seed)
    }

    /// The next pieces.
    ///
    /// - Parameter step: The number of the training step, which places follow from.
    mutating func next(_ count: Int, step: Int) -> [Crop] {
        var crops: [Crop] = []
        while crops.count < count {
            for index in order.nextBatch(of: min(count - crops.count, clips.count)) {
                let clip = clips[index]
                let room = package.frames(of: clip) - length + 1
                let start = min(Int(unit(seed, step, crops.count) * Double(room)), room - 1)
                crops.append(Crop(clip: clip, frames: start..<start + length))
            }
        }
        return crops
    }
}
