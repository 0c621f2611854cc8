public import TensorRuntime

/// Recordings prepared for training: one safetensors file, made by `syrinx prepare`.
///
/// - `audio` int16 `[samples]`: all clips, one after the other
/// - `starts` int64 `[clips + 1]`: where each begins, and the end of the last
/// - `mel.basis` float32 `[bands, bins]`: sums of magnitudes that make mel bands
/// - `names` uint8, optional: the clips' names, UTF-8, a newline between two
/// - `pitch` float32 `[frames]`, optional: hertz of every frame, 0 without voice
/// - `speakers` int32 `[clips]` and `speaker.names` uint8, optional: who speaks
/// - `tokens` int32 `[tokens, 5]` and `token.starts` int64 `[clips + 1]`, optional: what is said
///   (phoneme, stress, position in the word, language, frames)
/// - `mel.predicted` float16 `[frames, bands]`, optional: what an acoustic model made of that
/// - `prosody` float32 `[frames, features]` and `prosody.pitch` float32 `[frames]`, optional: melody
///   and loudness as a voice converter hears them, and hertz, 0 without voice
/// - `content` float16 `[frames, width]`, optional: what a voice converter's encoder made of them;
///   `content.varied` `[takes, frames, width]`: and of them as if others spoke
/// - `units` int32 `[frames]`, optional: numbers of what is said, -1 where nobody told
/// - in the metadata `syrinx.audio` = 1, `rate`, `mel.size`, `mel.hop`
public struct AudioPackage: Sendable {
    /// Samples per second.
    public let rate: Int
    /// Samples of a frame that a mel spectrum is made of.
    public let melSize: Int
    /// Samples from frame to frame.
    public let hop: Int
    /// `[bands, bins]`
    public let melBasis: Tensor
    private let audio: Tensor
    private let starts: [Int]
    /// Empty where the file has none.
    private let names: [String]
    private let frames: ClipFrames
    private let pitch: ClipPitch?
    private let speakers: ClipSpeakers?
    private let tokens: ClipTokens?
    private let mels: ClipMels?
    private let prosody: ClipProsody?
    private let latents: ClipLatents?
    private let units: ClipUnits?

    /// Opens a package; samples are read from the file as they are needed.
    ///
    /// - Throws: ``TrainingError/weights(_:)`` if it can't be read, ``TrainingError/wrongData(file:reason:)``
    ///   if it is something else or contradicts itself.
    public init(at path: String) throws(TrainingError) {
        let store: WeightStore
        do throws(WeightError) { store = try WeightStore(at: path) } catch { throw .weights(error) }
        try self.init(store, named: path)
    }

    /// A package as `syrinx prepare` lays it out.
    ///
    /// - Parameter path: What errors call it.
    init(_ store: WeightStore, named path: String) throws(TrainingError) {
        func wrong(_ reason: String) -> TrainingError { .wrongData(file: path, reason: reason) }
        guard store.metadata["syrinx.audio"] == "1" else {
            throw wrong("it is no package of recordings")
        }
        func number(_ name: String, _ range: ClosedRange<Int>) throws(TrainingError) -> Int {
            guard let value = store.metadata[name].flatMap({ Int($0) }), range.contains(value)
            else {
                throw wrong(
                    "\(name) is \(store.metadata[name] ?? "missing"), it must be within \(range)")
            }
            return value
        }
        rate = try number("rate", 8_000...192_000)
        melSize = try number("mel.size", 16...65_536)
        hop = try number("mel.hop", 1...melSize)
        guard let audio = store["audio"], audio.element == .int16, audio.shape.count == 1,
            let starts = store["starts"]?.elements(as: Int64.self), starts.count > 1,
            let basis = store["mel.basis"], basis.element == .float32, basis.shape.count == 2,
            basis.shape[1] == melSize / 2 + 1, basis.shape[0] > 0
        else { throw wrong("audio, starts or mel.basis is missing or of another type") }
        guard starts.first == 0, starts.last == Int64(audio.count),
            zip(starts, starts.dropFirst()).allSatisfy({ $0 < $1 })
        else { throw wrong("starts don't divide the \(audio.count) samples") }
        if let names = store["names"] {
            guard let bytes = names.elements(as: UInt8.self),
                case let lines = PackageNames.lines(bytes), lines.count == starts.count - 1
            else { throw wrong("names aren't those of \(starts.count - 1) clips") }
            self.names = lines
        } else {
            names = []
        }
        self.audio = audio
        self.starts = starts.map { Int($0) }
        melBasis = basis
        let (clips, frames) = (starts.count - 1, ClipFrames(starts: self.starts, hop: hop))
        self.frames = frames
        pitch = try ClipPitch(store, frames, rate: rate, wrong)
        speakers = try ClipSpeakers(store, clips: clips, wrong)
        tokens = try ClipTokens(store, frames, clips: clips, wrong)
        mels = try ClipMels(store, frames, clips: clips, bands: basis.shape[0], wrong)
        prosody = try ClipProsody(store, frames, rate: rate, wrong)
        latents = try ClipLatents(store, frames, wrong)
        units = try ClipUnits(store, frames, wrong)
    }

    /// Number of clips.
    public var count: Int { starts.count - 1 }

    /// Samples in all.
    public var sampleCount: Int { audio.count }

    /// Samples of a clip.
    public func length(of clip: Int) -> Int { starts[clip + 1] - starts[clip] }

    /// What a clip was called where it was prepared, without characters that would steer a terminal;
    /// nil if the package doesn't tell.
    public func name(of clip: Int) -> String? { names.isEmpty ? nil : names[clip] }

    /// Frames of a clip: the whole hops of its samples.
    public func frames(of clip: Int) -> Int { frames[clip].count }

    /// Whether the package tells the pitch.
    public var hasPitch: Bool { pitch != nil }

    /// The pitch of frames of a clip in hertz, 0 without voice; nil if the package doesn't tell.
    ///
    /// - Precondition: The range lies in the clip's frames.
    public func pitch(of clip: Int, _ range: Range<Int>) -> [Float]? {
        pitch?.values(of: clip, range)
    }

    /// Who speaks in the package, by number; empty if it doesn't tell.
    public var speakerNames: [String] { speakers?.names ?? [] }

    /// The number of a clip's speaker; nil if the package doesn't tell.
    public func speaker(of clip: Int) -> Int? { speakers?[clip] }

    /// What is said in a clip, its frames in all those of the clip; empty where nobody told.
    public func tokens(of clip: Int) -> [SpokenToken] { tokens?[clip] ?? [] }

    /// Whether the package has spectra that an acoustic model predicted.
    public var hasPredictedMels: Bool { mels != nil }

    /// Log-mel bands that an acoustic model predicted for frames of a clip, frame by frame; nil
    /// if there are none.
    ///
    /// - Precondition: The range lies in the clip's frames.
    public func predictedMel(of clip: Int, _ range: Range<Int>) -> [Float]? {
        mels?.values(of: clip, range)
    }

    /// Features of melody and loudness that the package tells of each frame; 0: none.
    public var prosodyWidth: Int { prosody?.width ?? 0 }

    /// Melody and loudness of frames of a clip, frame by frame, and hertz of each, 0 without voice;
    /// nil if the package doesn't tell.
    ///
    /// - Precondition: The range lies in the clip's frames.
    func prosody(of clip: Int, _ range: Range<Int>) -> (features: [Float], pitch: [Float])? {
        prosody?.values(of: clip, range)
    }

    /// Features of what is said that an encoder told of each frame; 0: none did.
    public var latentWidth: Int { latents?.width ?? 0 }

    /// How often an encoder heard each clip: as it is, and varied as if others spoke.
    public var latentTakes: Int { latents?.takes ?? 0 }

    /// What an encoder told of frames of a clip, frame by frame; nil if none did.
    ///
    /// - Parameter take: Below ``latentTakes``; 0 for the clip as it is.
    /// - Precondition: The range lies in the clip's frames.
    func latent(of clip: Int, _ range: Range<Int>, take: Int = 0) -> [Float]? {
        latents?.values(of: clip, range, take: take)
    }

    /// How many units of what is said the package tells apart; 0: none.
    public var unitCount: Int { units?.count ?? 0 }

    /// The unit of each frame of a clip, -1 where nobody told; nil if the package doesn't tell.
    func units(of clip: Int) -> ArraySlice<Int32>? { units?[clip] }

    /// Samples of a clip, within -1 ... 1.
    ///
    /// - Precondition: The range lies in the clip.
    public func samples(of clip: Int, _ range: Range<Int>) -> [Float] {
        precondition(range.lowerBound >= 0 && range.upperBound <= length(of: clip))
        return audio.withBytes { bytes in
            range.map { index in
                let place = (starts[clip] + index) * 2
                return Float(bytes.loadUnaligned(fromByteOffset: place, as: Int16.self)) / 32_768
            }
        }
    }
}
