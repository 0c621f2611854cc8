internal import TensorRuntime

/// Spectra that an acoustic model predicted for the clips of a package: `mel.predicted` float16 or
/// float32 `[frames, bands]`. A clip that none was predicted for has NaN in all of them.
struct ClipMels: Sendable {
    private let values: Tensor
    private let frames: ClipFrames
    private let known: [Bool]

    /// The spectra in a package's file; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, clips: Int, bands: Int,
        _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let values = store["mel.predicted"] else { return nil }
        guard values.element == .float16 || values.element == .float32,
            values.shape == [frames.count, bands]
        else {
            throw wrong(
                "mel.predicted is \(values.type), not float16 of \(frames.count) frames of "
                    + "\(bands) bands")
        }
        var known: [Bool] = []
        for clip in 0..<clips {
            let mel = values.rows(frames[clip]).floats()
            known.append(!mel.isEmpty && mel.allSatisfy(\.isFinite))
            guard known[clip] || mel.allSatisfy(\.isNaN) else {
                throw wrong("mel.predicted has numbers that aren't finite in clip \(clip)")
            }
        }
        self.values = values
        self.frames = frames
        self.known = known
    }

    /// Frames of a clip, all bands of one after the other; nil if none were predicted for it.
    func values(of clip: Int, _ range: Range<Int>) -> [Float]? {
        guard known[clip] else { return nil }
        let place = frames[clip].lowerBound
        return values.rows(place + range.lowerBound..<place + range.upperBound).floats()
    }
}
