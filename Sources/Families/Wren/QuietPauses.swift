internal import ModelBlocks
internal import SpeechText

/// What is taken from the spectrum's logarithms in pauses: rooms and breath of the recordings that
/// a voice learnt from, and what a vocoder makes of spectra that are nearly silent.
struct QuietPauses {
    /// Of each frame.
    private let reduction: [Float]

    /// A pause at its quietest, as a natural logarithm: 17 dB.
    private static let depth: Float = 2
    /// Frames in which it becomes quiet, and loud again.
    private static let slope = 4

    init(_ tokens: [PhonemeToken], _ expansion: FrameExpansion) {
        var reduction = [Float](repeating: 0, count: expansion.count)
        for (place, token) in tokens.enumerated() where token.isPause {
            let frames = expansion.starts[place]..<expansion.starts[place + 1]
            for frame in frames {
                let edge = min(frame - frames.lowerBound, frames.upperBound - 1 - frame)
                reduction[frame] = Self.depth * Float(min(edge, Self.slope)) / Float(Self.slope)
            }
        }
        self.reduction = reduction
    }

    /// Quiets the pauses among some frames.
    ///
    /// - Parameter mel: Natural logarithms, the bands of one frame after the other.
    func apply(to mel: inout [Float], of frames: Range<Int>) {
        let bands = mel.count / frames.count
        for (row, frame) in frames.enumerated() where reduction[frame] > 0 {
            for place in row * bands..<(row + 1) * bands { mel[place] -= reduction[frame] }
        }
    }
}
