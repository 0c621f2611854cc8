/// What the models see of a recording: cepstra without their mean, their slopes and the slopes of
/// these, frames × ``dimension``.
struct FrameFeatures: Sendable {
    /// Values of a frame.
    static let dimension = 3 * CepstrumMaker.count

    let frames: Int
    let values: [Float]

    /// Slopes are taken over so many frames to both sides.
    private static let reach = 3

    /// Takes cepstra, frames × `CepstrumMaker.count`.
    init(cepstra: [Float]) {
        let width = CepstrumMaker.count
        let frames = cepstra.count / width
        var mean = [Float](repeating: 0, count: width)
        for order in 0..<width {
            var sum = 0.0
            for frame in 0..<frames { sum += Double(cepstra[frame * width + order]) }
            mean[order] = Float(sum / Double(max(frames, 1)))
        }
        self.frames = frames
        values = [Float](unsafeUninitializedCapacity: frames * Self.dimension) { values, count in
            for frame in 0..<frames {
                for order in 0..<width {
                    values[frame * Self.dimension + order] =
                        cepstra[frame * width + order] - mean[order]
                }
            }
            for group in 1...2 { Self.slopes(values, frames, from: (group - 1) * width) }
            count = frames * Self.dimension
        }
    }

    /// Writes the slopes of one group of coefficients behind it: a regression over neighbouring
    /// frames, where the first and last frame stand for those that aren't there.
    private static func slopes(
        _ values: UnsafeMutableBufferPointer<Float>, _ frames: Int, from first: Int
    ) {
        let width = CepstrumMaker.count
        var norm: Float = 0
        for distance in 1...reach { norm += 2 * Float(distance * distance) }
        for frame in 0..<frames {
            for order in 0..<width {
                var sum: Float = 0
                for distance in 1...reach {
                    let (before, behind) = (
                        max(frame - distance, 0), min(frame + distance, frames - 1)
                    )
                    sum +=
                        Float(distance)
                        * (values[behind * dimension + first + order]
                            - values[before * dimension + first + order])
                }
                values[frame * dimension + first + width + order] = sum / norm
            }
        }
    }
}
