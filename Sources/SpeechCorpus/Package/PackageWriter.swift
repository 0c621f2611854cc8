internal import AudioFeatures
internal import AudioSignal
internal import TensorRuntime

/// Writes a training package, clip by clip.
///
/// One safetensors file:
/// - `audio` int16 `[samples]`: all clips, one after the other
/// - `starts` int64 `[clips + 1]`: where each begins, and the end of the last
/// - `mel.basis` float32 `[bands, bins]`: sums of magnitudes that make mel bands
/// - `pitch` float32 `[frames]`: hertz of every whole hop of the clips, 0 without voice
/// - `names` uint8: the clips' names, UTF-8, a newline between two
/// - `speakers` int32 `[clips]` and `speaker.names` uint8 as `names`: who speaks
/// - where it is known what is said: `tokens` int32 `[tokens, 5]` (phoneme, stress, position in
///   the word, language, frames), `token.starts` int64 `[clips + 1]`
/// - where it was asked for: `prosody` float32 `[frames, features]`, see `ProsodyFeatures`, and
///   `prosody.pitch` float32 `[frames]`, hertz, 0 without voice
/// - in the metadata `syrinx.audio` = 1, `rate`, `mel.size`, `mel.hop`
struct PackageWriter {
    private let recipe: CorpusRecipe
    private let basis: [Float]
    private let tracker: PitchTracker
    private let file: SafetensorsStream
    private var starts: [Int64] = [0]
    private var names: [UInt8] = []
    private var pitch: [Float] = []
    private var speakers = PackedSpeakers()
    /// nil where nobody tells.
    private var speech: PackedSpeech?
    /// nil where nobody asked.
    private var prosody: PackedProsody?

    /// Starts a package.
    init(at path: String, _ recipe: CorpusRecipe, tellsSpeech: Bool = false) throws(CorpusError) {
        self.recipe = recipe
        speech = tellsSpeech ? PackedSpeech() : nil
        do throws(AudioFeatureError) {
            let bands = MelBands(count: recipe.melBands, highest: recipe.highestFrequency)
            basis = try MelFilterbank(bands, rate: recipe.rate, fftLength: recipe.melSize).matrix
            let mel = MelRecipe.hifiGAN(
                rate: recipe.rate, fftLength: recipe.melSize, hop: recipe.hop,
                bands: recipe.melBands, highest: recipe.highestFrequency)
            tracker = try PitchTracker(PitchRecipe(following: mel))
            prosody = recipe.tellsProsody ? try PackedProsody(recipe) : nil
        } catch {
            throw .features(error)
        }
        do throws(WeightError) {
            file = try SafetensorsStream(at: path)
            try file.begin("audio", .int16)
        } catch {
            throw .output(error)
        }
    }

    /// Clips in it.
    var clipCount: Int { starts.count - 1 }

    /// Bytes of the complete file with what there is now, and so many samples and bytes of a name
    /// more.
    func byteCount(withSamples samples: Int = 0, name: Int = 0) -> Int {
        let clips = samples > 0 ? 1 : 0
        return file.byteCount + samples * 2 + (starts.count + clips) * 8
            + (basis.count + pitch.count + samples / recipe.hop) * 4 + names.count
            + (name > 0 ? name + 1 : 0) + speakers.byteCount(withClips: clips)
            + (speech?.byteCount(withClips: clips) ?? 0)
            + (prosody?.byteCount(withFrames: samples / recipe.hop) ?? 0)
    }

    /// Adds a clip.
    ///
    /// - Parameter tokens: What is said, if that is known.
    /// - Precondition: It has samples.
    mutating func append(
        _ samples: [Int16], name: String, speaker: String, tokens: [[Int32]] = []
    ) throws(CorpusError) {
        precondition(!samples.isEmpty, "a clip has samples")
        speakers.append(speaker)
        speech?.append(tokens)
        do throws(AudioFeatureError) {
            let audio = AudioBuffer(
                rate: recipe.rate, samples: samples.map { Float($0) / 32_768 })
            let track = try tracker.track(audio).frequencies
            precondition(track.count == samples.count / recipe.hop, "a pitch for every frame")
            pitch += track
            try prosody?.append(audio)
        } catch {
            throw .features(error)
        }
        do throws(WeightError) { try file.append(samples) } catch { throw .output(error) }
        if clipCount > 0 { names.append(UInt8(ascii: "\n")) }
        names += name.utf8.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
        starts.append(starts[clipCount] + Int64(samples.count))
    }

    /// Completes the file.
    func finish() throws(CorpusError) {
        do throws(WeightError) {
            try file.begin("starts", .int64)
            try file.append(starts)
            try file.begin("mel.basis", .float32, row: [recipe.melSize / 2 + 1])
            try file.append(basis)
            try file.begin("pitch", .float32)
            try file.append(pitch)
            try file.begin("names", .uint8)
            try file.append(names)
            if let speech {
                try file.begin("tokens", .int32, row: [5])
                try file.append(speech.tokens)
                try file.begin("token.starts", .int64)
                try file.append(speech.starts)
            }
            if let prosody {
                try file.begin("prosody", .float32, row: [prosody.width])
                try file.append(prosody.features)
                try file.begin("prosody.pitch", .float32)
                try file.append(prosody.pitch)
            }
            try file.begin("speakers", .int32)
            try file.append(speakers.numbers)
            try file.begin("speaker.names", .uint8)
            try file.append(Array(speakers.names.joined(separator: "\n").utf8))
            try file.finish(metadata: [
                "syrinx.audio": "1", "rate": "\(recipe.rate.hertz)",
                "mel.size": "\(recipe.melSize)", "mel.hop": "\(recipe.hop)",
            ])
        } catch {
            throw .output(error)
        }
    }
}
