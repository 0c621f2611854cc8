internal import TensorRuntime

/// Which unit is said in every frame of a package: `units` int32 `[frames]`, -1 where nobody told.
/// Units are numbers that mean nothing by themselves, such as clusters of what an encoder heard.
struct ClipUnits: Sendable {
    /// How many units there may be: the highest and one.
    let count: Int
    private let values: [Int32]
    private let frames: ClipFrames

    /// More can't be told apart by a layer of reasonable size.
    static let most: Int32 = 65_536

    /// What a package's file has; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let tensor = store["units"] else { return nil }
        guard let values = tensor.elements(as: Int32.self), tensor.shape == [frames.count],
            values.allSatisfy({ (-1..<Self.most).contains($0) })
        else { throw wrong("units aren't int32 of \(frames.count) frames, from -1 on") }
        guard let highest = values.max(), highest >= 0 else {
            throw wrong("units are told of no frame")
        }
        count = Int(highest) + 1
        self.values = values
        self.frames = frames
    }

    subscript(clip: Int) -> ArraySlice<Int32> { values[frames[clip]] }
}
