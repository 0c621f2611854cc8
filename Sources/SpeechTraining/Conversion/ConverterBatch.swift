internal import ModelBlocks
internal import TensorRuntime

/// What a step of a converter's training takes, a row for each piece.
///
/// Everything is laid out by steps of a stream: in step n frame n has arrived, melody is known up
/// to frame n - 1, and what is made belongs to frame n - lookAhead.
struct ConverterBatch {
    /// What is heard of whom.
    struct Piece {
        /// Steps, as frames of the clip that arrives.
        var crop: Crop
        /// Frames that tell who is to speak.
        var reference: Crop
        /// The number of that speaker.
        var speaker: Int
        /// Which hearing of the clip tells what is said; 0: that of the clip as it is.
        var take = 0
        /// What pitches are multiplied by.
        var transposition: Float = 1
    }

    private let package: AudioPackage
    private let model: ConversionModel
    private var content: [Float] = []
    private var audio: [Float] = []
    private var side: [Float] = []
    private var pitch: [Float] = []
    private var harmonic: [Float] = []
    private var noise: [Float] = []
    private var reference: [Float] = []
    private var real: [Float] = []
    private var who: [Int64] = []
    private var count = 0

    /// - Parameters:
    ///   - skipping: Frames at the beginning of each piece that aren't judged.
    ///   - seed: What noise and phases follow from.
    init(
        _ pieces: [Piece], skipping: Int, seed: UInt64, _ model: ConversionModel,
        _ package: AudioPackage
    ) {
        self.package = package
        self.model = model
        for (row, piece) in pieces.enumerated() {
            append(piece, skipping: skipping, seed: mixed(seed &+ UInt64(row)))
        }
    }

    private mutating func append(_ piece: Piece, skipping: Int, seed: UInt64) {
        count += 1
        let (hop, clip, frames) = (ConversionModel.hop, piece.crop.clip, piece.crop.frames)
        let (width, steps) = (model.content.width, frames.count)
        let latent = package.latent(of: clip, frames, take: piece.take) ?? []
        for feature in 0..<width {
            for step in 0..<steps { content.append(latent[step * width + feature]) }
        }
        audio += samples(clip, frames)
        // Of the frame before each; and one further, from which the pitch came.
        let known = max(frames.lowerBound - 2, 0)
        let told = package.prosody(of: clip, known..<frames.upperBound)
        let features = model.decoder.side
        func place(_ step: Int) -> Int { frames.lowerBound + step - 1 - known }
        for feature in 0..<features {
            for step in 0..<steps {
                let frame = place(step)
                side.append(frame < 0 ? 0 : told?.features[frame * features + feature] ?? 0)
            }
        }
        if model.decoder.head == .sourceFilter {
            var source = ConversionSource(model, phase: Double(seed >> 11) / 0x1p53)
            if place(0) > 0 { _ = source.process((told?.pitch[0] ?? 0) * piece.transposition) }
            for step in 0..<steps {
                let frame = place(step)
                let hertz = frame < 0 ? 0 : told?.pitch[frame] ?? 0
                let (end, pulses) = source.process(hertz * piece.transposition)
                pitch.append(end)
                harmonic += pulses
            }
            noise += WhiteNoise(seed: seed).samples(0..<steps * hop)
        }
        reference += samples(piece.reference.clip, piece.reference.frames)
        let judged = frames.lowerBound + skipping - model.lookAhead
        real += samples(clip, judged..<frames.upperBound - model.lookAhead)
        who.append(Int64(piece.speaker))
    }

    /// Samples of frames of a clip, zeros before it.
    private func samples(_ clip: Int, _ frames: Range<Int>) -> [Float] {
        let hop = ConversionModel.hop
        let missing = max(-frames.lowerBound, 0)
        return [Float](repeating: 0, count: missing * hop)
            + package.samples(
                of: clip, (frames.lowerBound + missing) * hop..<frames.upperBound * hop)
    }

    /// The inputs of `ConverterGraphs.reconstruction` in their order.
    ///
    /// - Parameters:
    ///   - isLesson: Whether what is right is given too.
    ///   - isHeard: Whether an encoder hears the samples.
    func tensors(
        isLesson: Bool = true, isHeard: Bool = false, on device: TorchDevice
    ) throws(ExecutionError) -> [TorchTensor] {
        func tensor(_ values: [Float], _ axes: Int...) throws(ExecutionError) -> TorchTensor {
            let known = axes.reduce(count, *)
            return try TorchTensor(
                Tensor(values, shape: [count] + axes + [values.count / max(known, 1)]), on: device)
        }
        var tensors = [try tensor(reference)]
        if isLesson || !isHeard { tensors.append(try tensor(content, model.content.width)) }
        if isHeard { tensors.append(try tensor(audio)) }
        tensors.append(try tensor(side, model.decoder.side))
        if model.decoder.head == .sourceFilter {
            tensors += [try tensor(pitch), try tensor(harmonic), try tensor(noise)]
        }
        guard isLesson else { return tensors }
        return tensors + [
            try tensor(real), try TorchTensor(Tensor(who, shape: [count, 1]), on: device),
        ]
    }
}
