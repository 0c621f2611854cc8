internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// What a step of a vocoder's training takes, a row for each piece.
struct VocoderBatch {
    private let recipe: VocoderRecipe
    private let package: AudioPackage
    private var audio: [Float] = []
    private var pitch: [Float] = []
    private var harmonic: [Float] = []
    private var noise: [Float] = []
    private var given: [Float] = []
    private var shares: [Float] = []
    private var count = 0

    init(_ recipe: VocoderRecipe, _ package: AudioPackage) {
        self.recipe = recipe
        self.package = package
    }

    /// Pieces for training: louder and softer than they were recorded, in pitches that a model
    /// could have mistaken by a little.
    init(_ crops: [Crop], step: Int, _ recipe: VocoderRecipe, _ package: AudioPackage) {
        self.init(recipe, package)
        for (row, crop) in crops.enumerated() {
            let chance = Chance(seed: recipe.seed, step: step, row: row)
            let decibels =
                recipe.lowestGain + (recipe.highestGain - recipe.lowestGain) * chance(0)
            append(
                crop, gain: pow(10, decibels / 20), phase: chance(1),
                noiseSeed: mixed(recipe.seed &+ UInt64(step)) &+ UInt64(row),
                pitch: chance.disturbed(
                    package.pitch(of: crop.clip, crop.frames) ?? [], by: recipe.pitchJitter,
                    dropping: recipe.voicingDropout),
                takesGiven: chance(2) < recipe.givenShare)
        }
    }

    /// A clip as it is.
    init(whole clip: Int, frames: Int, _ recipe: VocoderRecipe, _ package: AudioPackage) {
        self.init(recipe, package)
        let crop = Crop(clip: clip, frames: 0..<frames)
        append(
            crop, gain: 1, phase: 0, noiseSeed: recipe.seed,
            pitch: package.pitch(of: clip, crop.frames) ?? [],
            takesGiven: recipe.givenShare > 0)
    }

    private mutating func append(
        _ crop: Crop, gain: Double, phase: Double, noiseSeed: UInt64, pitch hertz: [Float],
        takesGiven: Bool
    ) {
        count += 1
        let hop = package.hop
        let samples = package.samples(
            of: crop.clip, crop.frames.lowerBound * hop..<crop.frames.upperBound * hop)
        audio += samples.map { $0 * Float(gain) }
        guard recipe.head == .sourceFilter else { return }
        pitch += hertz
        harmonic += HarmonicSource.pulses(hertz, rate: package.rate, hop: hop, phase: phase)
        noise += WhiteNoise(seed: noiseSeed).samples(0..<crop.frames.count * hop)
        guard recipe.givenShare > 0 else { return }
        let mel = takesGiven ? package.predictedMel(of: crop.clip, crop.frames) : nil
        let bands = package.melBasis.shape[0]
        shares.append(mel == nil ? 0 : 1)
        // Band by band, as loud as the audio.
        let values = mel ?? [Float](repeating: 0, count: crop.frames.count * bands)
        let level = Float(log(gain))
        for band in 0..<bands {
            for frame in 0..<crop.frames.count {
                given.append(values[frame * bands + band] + level)
            }
        }
    }

    /// The inputs of ``VocoderGraphs``, in their order.
    func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        let samples = [count, audio.count / count]
        var tensors = [Tensor(audio, shape: samples)]
        if recipe.head == .sourceFilter {
            let frames = pitch.count / count
            tensors.append(Tensor(pitch, shape: [count, frames]))
            tensors.append(Tensor(harmonic, shape: samples))
            tensors.append(Tensor(noise, shape: samples))
            if recipe.givenShare > 0 {
                let bands = package.melBasis.shape[0]
                tensors.append(Tensor(given, shape: [count, bands, frames]))
                tensors.append(Tensor(shares, shape: [count, 1, 1]))
            }
        }
        var result: [TorchTensor] = []
        for tensor in tensors { result.append(try TorchTensor(tensor, on: device)) }
        return result
    }
}

/// Random numbers of one piece at one step.
private struct Chance {
    let seed: UInt64
    let step: Int
    let row: Int

    /// From 0 up to 1.
    func callAsFunction(_ part: Int) -> Double {
        unit(mixed(seed &+ UInt64(row)) &+ 0x51, step, part)
    }

    /// A pitch a little out of tune, by a deviation that stays for some frames, and without voice
    /// here and there.
    func disturbed(_ pitch: [Float], by jitter: Double, dropping share: Double) -> [Float] {
        guard jitter > 0 || share > 0 else { return pitch }
        let stretch = 6
        return pitch.enumerated().map { frame, hertz in
            let place = 16 + frame / stretch * 2
            if share > 0, self(place) < share { return 0 }
            return hertz * Float(1 + jitter * (2 * self(place + 1) - 1))
        }
    }
}
