internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// A clip whose tokens are known, with what is learnt from it.
struct AcousticClip: Sendable {
    /// Its number in the package.
    let number: Int
    /// The row of its speaker.
    let speaker: Int
    let tokens: [SpokenToken]
    /// Where the tokens' frames are.
    let expansion: FrameExpansion
    /// Log-mel bands, float16 `[frames, bands]`: half the memory, and 0.004 is no loss.
    let mel: Tensor
    /// The logarithm of the mean magnitude of each frame.
    let energy: [Float]
    /// Hertz of each frame, 0 without voice.
    let pitch: [Float]

    /// - Parameter mel: Log-mel bands, frame by frame.
    init(
        _ number: Int, speaker: Int, tokens: [SpokenToken], pitch: [Float], mel: [Float],
        bands: Int
    ) {
        self.number = number
        self.speaker = speaker
        self.tokens = tokens
        self.pitch = pitch
        expansion = FrameExpansion(durations: tokens.map(\.frames))
        self.mel = Tensor(mel, shape: [mel.count / bands, bands]).converted(to: .float16)
        energy = stride(from: 0, to: mel.count, by: bands).map { frame in
            var sum: Float = 0
            for band in 0..<bands { sum += exp(mel[frame + band]) }
            return log(sum / Float(bands))
        }
    }

    /// How far each token's pitch is from the speaker's mean, in logarithms: the mean of its
    /// frames with voice. A token without any has what lies between its neighbours.
    func pitchDeviations(_ statistics: AcousticStatistics) -> [Float] {
        let mean = statistics.pitch[speaker]
        var known: [(place: Float, value: Float)] = []
        let places = tokens.indices.map { token in
            Float(expansion.starts[token] + expansion.starts[token + 1]) / 2
        }
        for token in tokens.indices {
            let voiced = frames(of: token).filter { pitch[$0] > 0 }
            guard !voiced.isEmpty else { continue }
            let sum: Float = voiced.reduce(0) { $0 + log(pitch[$1]) }
            known.append((places[token], sum / Float(voiced.count) - mean))
        }
        guard let first = known.first, let last = known.last else { return places.map { _ in 0 } }
        var next = 0
        return places.map { place in
            while next < known.count, known[next].place < place { next += 1 }
            if next == 0 { return first.value }
            if next == known.count { return last.value }
            let (before, after) = (known[next - 1], known[next])
            let part = (place - before.place) / (after.place - before.place)
            return before.value + (after.value - before.value) * part
        }
    }

    /// How loud each token is, in deviations from the mean; one without frames is as the mean.
    func energies(_ statistics: AcousticStatistics) -> [Float] {
        tokens.indices.map { token in
            let frames = frames(of: token)
            guard !frames.isEmpty else { return 0 }
            let mean = frames.reduce(Float(0)) { $0 + energy[$1] } / Float(frames.count)
            return (mean - statistics.energyMean) / statistics.energyDeviation
        }
    }

    private func frames(of token: Int) -> Range<Int> {
        expansion.starts[token]..<expansion.starts[token + 1]
    }
}

extension AcousticClip {
    /// The clips of a package that have tokens.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without tokens, pitch
    ///   or speakers, and for a speaker that has no row.
    static func all(
        _ package: AudioPackage, _ speakers: AcousticSpeakers, on device: TorchDevice
    ) throws(TrainingError) -> [AcousticClip] {
        func wrong(_ reason: String) -> TrainingError {
            .wrongSetting(name: "data", reason: reason)
        }
        let aligned = (0..<package.count).filter { !package.tokens(of: $0).isEmpty }
        guard !aligned.isEmpty else {
            throw wrong("no clip has tokens, so there is nothing to learn to say; align it first")
        }
        guard package.hasPitch else { throw wrong("there is no pitch; prepare it with pitch") }
        guard !package.speakerNames.isEmpty else {
            throw wrong("it doesn't tell who speaks; prepare it with speakers")
        }
        let spectra = try ClipSpectra(package, on: device)
        var clips: [AcousticClip] = []
        for number in aligned {
            let name = package.speaker(of: number).map { package.speakerNames[$0] } ?? ""
            guard let row = speakers.row(of: name) else {
                throw wrong(
                    "speaker '\(name)' is none of the weights'; they know "
                        + speakers.names.prefix(20).joined(separator: ", "))
            }
            let frames = 0..<package.frames(of: number)
            clips.append(
                AcousticClip(
                    number, speaker: row, tokens: package.tokens(of: number),
                    pitch: package.pitch(of: number, frames) ?? [],
                    mel: try spectra(number), bands: package.melBasis.shape[0]))
        }
        return clips
    }

    /// The same, of tokens that a model knows.
    ///
    /// - Throws: The same, and for tokens with numbers that it doesn't know.
    static func all(
        _ package: AudioPackage, _ speakers: AcousticSpeakers,
        within known: AcousticModel.Inventory, on device: TorchDevice
    ) throws(TrainingError) -> [AcousticClip] {
        let clips = try all(package, speakers, on: device)
        let needed = inventory(clips)
        guard needed.phonemes <= known.phonemes, needed.stresses <= known.stresses,
            needed.positions <= known.positions, needed.languages <= known.languages
        else {
            throw .wrongSetting(
                name: "data", reason: "its tokens have numbers that the weights don't know")
        }
        return clips
    }

    /// As many numbers as the tokens of clips have.
    static func inventory(_ clips: [AcousticClip]) -> AcousticModel.Inventory {
        func most(_ number: KeyPath<SpokenToken, Int>) -> Int {
            clips.lazy.map { $0.tokens.lazy.map { $0[keyPath: number] }.max() ?? 0 }.max() ?? 0
        }
        return AcousticModel.Inventory(
            phonemes: most(\.phoneme) + 1, stresses: most(\.stress) + 1,
            positions: most(\.position) + 1, languages: most(\.language) + 1)
    }
}
