/// The mel bands of the frames of a signal, one frame after the other.
public struct MelSpectrogram: Hashable, Sendable {
    /// Bands of a frame, low to high.
    public let bandCount: Int
    /// The values, frame by frame: frames × bands.
    public internal(set) var values: [Float]

    /// Makes one without frames.
    ///
    /// - Parameter bandCount: At least 1.
    public init(bandCount: Int) {
        precondition(bandCount > 0, "a mel spectrum has at least one band")
        self.bandCount = bandCount
        values = []
    }

    /// How many frames there are.
    public var frameCount: Int { values.count / bandCount }

    /// The values of one band after the other, bands × frames: what convolutions take.
    public var bandMajor: [Float] {
        let (frames, bands) = (frameCount, bandCount)
        return [Float](unsafeUninitializedCapacity: values.count) { target, count in
            for band in 0..<bands {
                for frame in 0..<frames {
                    target[band * frames + frame] = values[frame * bands + band]
                }
            }
            count = values.count
        }
    }

    /// The value of a band in a frame.
    public subscript(frame frame: Int, band band: Int) -> Float {
        precondition((0..<bandCount).contains(band), "band \(band) of \(bandCount)")
        return values[frame * bandCount + band]
    }

    /// Removes the first frames.
    public mutating func removeFirst(_ frames: Int) {
        precondition(frames <= frameCount, "\(frames) of \(frameCount) frames")
        values.removeFirst(frames * bandCount)
    }

    /// Removes all frames and keeps the room they took.
    public mutating func removeAll() { values.removeAll(keepingCapacity: true) }

    /// Appends a frame that `write` fills; room of ``bandCount`` values.
    mutating func appendFrame(_ write: (UnsafeMutablePointer<Float>) -> Void) {
        let start = values.count
        values.append(contentsOf: repeatElement(0, count: bandCount))
        values.withUnsafeMutableBufferPointer { values in
            // Not empty: a frame was appended.
            guard let base = values.baseAddress else { return }
            write(base + start)
        }
    }
}
