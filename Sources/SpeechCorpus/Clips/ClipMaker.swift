internal import AudioFile
internal import AudioSignal
internal import Glibc

/// Makes a clip of a recording, or tells why not. Holds no more of it than the longest clip and
/// some silence around.
struct ClipMaker {
    let recipe: CorpusRecipe

    /// A recording as it goes into a package.
    struct Clip {
        var samples: [Int16]
        /// Whether its peaks held it below the level asked for.
        var isLimited: Bool
    }

    /// Silence at both ends together that is still listened to.
    private static let mostSilence = Duration.seconds(30)
    /// How far below the active level silence begins, in dB.
    private static let silenceBelow = 30.0
    /// Clips below this active level are noise, brought up.
    private static let leastLevel = -60.0
    /// More than this part of flat tops is heard.
    private static let mostFlat = 0.0005
    /// What peaks are kept to.
    private static let ceiling: Float = 32_766 / 32_768

    /// Reads a recording and makes a clip.
    func clip(of path: String) -> Result<Clip, Rejection> {
        do throws(AudioFileError) {
            let reader = try AudioReader(path: path)
            let (audio, tops, isWhole) = try read(reader)
            guard isWhole else { return .failure(Rejection(.tooLong, audio.duration)) }
            return shape(audio, tops)
        } catch {
            if case .unknownFormat(_, let reason) = error {
                return .failure(Rejection(.noRecording, detail: reason))
            }
            return .failure(Rejection(.broken, detail: error.description))
        }
    }

    /// The recording at the package's rate, and whether that is all of it.
    private func read(
        _ reader: AudioReader
    ) throws(AudioFileError) -> (AudioBuffer, FlatTops, isWhole: Bool) {
        let most = recipe.rate.samples(in: recipe.lengths.upperBound + Self.mostSilence)
        let resampler = Resampler(from: reader.rate, to: recipe.rate)
        var audio = AudioBuffer(rate: recipe.rate)
        var tops = FlatTops()
        while let block = try reader.read() {
            tops.process(block.samples)
            audio.samples += resampler.process(block.samples)
            guard audio.samples.count <= most else { return (audio, tops, false) }
        }
        audio.samples += resampler.finish()
        return (audio, tops, true)
    }

    /// Judges, trims and levels.
    private func shape(_ audio: AudioBuffer, _ tops: FlatTops) -> Result<Clip, Rejection> {
        guard audio.duration >= recipe.lengths.lowerBound else {
            return .failure(Rejection(.tooShort, audio.duration))
        }
        guard let level = ActiveSpeechLevel(audio.samples, rate: audio.rate),
            level.decibels >= Self.leastLevel
        else { return .failure(Rejection(.silent, audio.duration)) }
        let trimmed = audio.trimmed(
            SilenceTrimmer.Settings(
                threshold: level.decibels - Self.silenceBelow, head: recipe.silence,
                tail: recipe.silence))
        guard trimmed.duration >= recipe.lengths.lowerBound else {
            return .failure(Rejection(.tooShort, trimmed.duration))
        }
        guard trimmed.duration <= recipe.lengths.upperBound else {
            return .failure(Rejection(.tooLong, trimmed.duration))
        }
        guard tops.part <= Self.mostFlat else {
            let thousandths = (tops.part * 10_000).rounded() / 10
            return .failure(
                Rejection(
                    .clipped, trimmed.duration, detail: "\(thousandths) in 1000 samples are flat"))
        }
        return .success(leveled(trimmed, from: level.decibels))
    }

    /// A clip at the recipe's level, as far as its peaks let it.
    ///
    /// - Parameter decibels: Its active speech level.
    func leveled(_ audio: AudioBuffer, from decibels: Double) -> Clip {
        let wanted = Float(pow(10, (recipe.level - decibels) / 20))
        let peak = audio.peak
        let isLimited = wanted * peak > Self.ceiling
        let gain = Gain(factor: isLimited ? Self.ceiling / peak : wanted)
        var quantizer = PCMQuantizer()
        var samples = quantizer.int16(audio.scaled(by: gain).samples)
        // So that what lies behind in the package begins where its elements should.
        samples.removeLast(samples.count % 4)
        return Clip(samples: samples, isLimited: isLimited)
    }
}
