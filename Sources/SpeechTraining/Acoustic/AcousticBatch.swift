internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// What a step of an acoustic model's training takes: rows of pieces, padded with zeros to the
/// longest. ``tensors(on:)`` are the inputs of ``AcousticGraphs/reconstruction``, in their order.
struct AcousticBatch {
    private let rows: Int
    /// Frames of the longest, which each row has room for.
    let frames: Int
    /// Tokens of the longest.
    private let tokens: Int
    private let bands: Int
    private let speakers: Int
    private var ids: [Int64]
    private var tokenCounts: [Int64] = []
    private var voices: [Float] = []
    private var durations: [Float]
    private var pitch: [Float]
    private var energy: [Float]
    private var index: [Int64]
    private var places: [Float]
    private var frameCounts: [Int64] = []
    private var mel: [Float]
    private var framePitch: [Float]
    private var voiced: [Float]

    /// - Precondition: There are crops, of the clips.
    init(
        _ crops: [AcousticCrop], _ clips: [AcousticClip], _ statistics: AcousticStatistics
    ) {
        rows = crops.count
        tokens = crops.map(\.seen.count).max()!
        frames = crops.map { Self.frames($0, clips).count }.max()!
        bands = statistics.melMean.count
        speakers = statistics.pitch.count
        ids = [Int64](repeating: 0, count: rows * tokens * 4)
        durations = [Float](repeating: 0, count: rows * tokens)
        pitch = durations
        energy = durations
        index = [Int64](repeating: 0, count: rows * frames)
        places = [Float](repeating: 0, count: rows * frames * 4)
        mel = [Float](repeating: 0, count: rows * frames * bands)
        framePitch = [Float](repeating: 0, count: rows * frames)
        voiced = framePitch
        for (row, crop) in crops.enumerated() {
            put(crop, clips[crop.clip], statistics, row)
        }
    }

    private static func frames(_ crop: AcousticCrop, _ clips: [AcousticClip]) -> Range<Int> {
        let starts = clips[crop.clip].expansion.starts
        return starts[crop.tokens.lowerBound]..<starts[crop.tokens.upperBound]
    }

    private mutating func put(
        _ crop: AcousticCrop, _ clip: AcousticClip, _ statistics: AcousticStatistics, _ row: Int
    ) {
        tokenCounts.append(Int64(crop.seen.count))
        voices += (0..<speakers).map { $0 == clip.speaker ? 1 : 0 }
        let (pitches, energies) = (clip.pitchDeviations(statistics), clip.energies(statistics))
        for (place, token) in crop.seen.enumerated() {
            let said = clip.tokens[token]
            let target = row * tokens + place
            for (column, number) in [
                said.phoneme, said.stress, said.position, said.language,
            ].enumerated() { ids[target * 4 + column] = Int64(number) }
            durations[target] = log(Float(said.frames) + 1)
            pitch[target] = pitches[token]
            energy[target] = energies[token]
        }
        let window =
            clip.expansion.starts[
                crop.tokens.lowerBound]..<clip.expansion.starts[
                crop.tokens.upperBound]
        frameCounts.append(Int64(window.count))
        let target = row * frames
        for (place, token) in clip.expansion.tokens(window).enumerated() {
            index[target + place] = Int64(row * tokens + token - crop.seen.lowerBound)
        }
        places.replaceSubrange(
            target * 4..<(target + window.count) * 4, with: clip.expansion.places(window))
        mel.replaceSubrange(
            target * bands..<(target + window.count) * bands, with: clip.mel.rows(window).floats())
        for (place, frame) in window.enumerated() where clip.pitch[frame] > 0 {
            framePitch[target + place] = log(clip.pitch[frame]) - statistics.pitch[clip.speaker]
            voiced[target + place] = 1
        }
    }

    /// Whole frames of all rows.
    var frameCount: Int { frameCounts.reduce(0) { $0 + Int($1) } }

    func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        let (byToken, byFrame) = ([rows, tokens], [rows, frames])
        var result: [TorchTensor] = []
        for tensor in [
            Tensor(ids, shape: byToken + [4]), Tensor(tokenCounts, shape: [rows]),
            Tensor(voices, shape: [rows, speakers]), Tensor(durations, shape: byToken),
            Tensor(pitch, shape: byToken), Tensor(energy, shape: byToken),
            Tensor(index, shape: byFrame), Tensor(places, shape: byFrame + [4]),
            Tensor(frameCounts, shape: [rows]), Tensor(mel, shape: byFrame + [bands]),
            Tensor(framePitch, shape: byFrame), Tensor(voiced, shape: byFrame),
        ] { result.append(try TorchTensor(tensor, on: device)) }
        return result
    }
}
