internal import ModelBlocks
public import SpeechEngine
public import SpeechModel
internal import Synchronization
internal import TensorRuntime
public import VoiceConversion
public import VoiceLibrary

/// Voice conversion as command line and server use it: which converter, who is to speak.
///
/// Cheap to make; the converter is loaded when it is first needed, once.
public final class ConversionEngine: Sendable {
    /// A converter that is loaded.
    public struct Loaded: Sendable {
        /// The converter.
        public let converter: LoadedConverter
        /// Its weights', which profiles are made for.
        public let model: ContentHash
    }

    /// The file of the weights; nil: those of the program.
    public let path: String?
    private let choice: RuntimeChoice
    private let loaded = Mutex<Loaded?>(nil)
    private let spoken = Mutex<[VoiceID: TargetVoice]>([:])

    /// The family's name in `[models.NAME]` of the settings.
    public static let family = "streamvc"
    /// What runs it where nobody asks for anything else: our own kernels take it as it is, and
    /// are the fastest.
    public static let usualExecutor = "native"

    /// - Parameters:
    ///   - path: The file of the weights; nil: those of the program.
    ///   - choice: How it is run.
    public init(weights path: String?, _ choice: RuntimeChoice) {
        self.path = path
        self.choice = choice
    }

    /// What messages call the converter.
    public var name: String { path ?? "the program's own converter" }

    /// The converter, loaded if it isn't yet.
    ///
    /// - Throws: `WeightError` or `ConversionError`.
    public func load() throws -> Loaded {
        // Whoever comes meanwhile waits: two loads would take twice the memory.
        try loaded.withLock { loaded in
            if let loaded { return loaded }
            let weights = try path.map { try WeightStore(at: $0) } ?? ShippedConverter.weights()
            let ready = Loaded(
                converter: try LoadedConverter(
                    weights, executor: choice.executor, choice.options),
                model: ContentHash(of: weights))
            loaded = ready
            return ready
        }
    }

    /// The voice of a profile.
    ///
    /// - Throws: `VoiceLibraryError`: unknown, or made for another model.
    public func voice(of profile: VoiceProfile, in library: VoiceLibrary) async throws
        -> TargetVoice
    {
        let features = try await library.features(of: profile, for: load().model)
        guard let voice = TargetVoice(features: features) else {
            throw VoiceLibraryError.unusableFeatures(
                tensor: "speaker", reason: "they aren't those of a voice converter")
        }
        return voice
    }

    /// A speaking voice as a target: what it says of some sentences is listened to, once.
    ///
    /// - Throws: `EngineError` where it can't speak; `ConversionError`.
    public func voice(of speaker: VoiceID, in engine: SpeechEngine) async throws -> TargetVoice {
        if let known = spoken.withLock({ $0[speaker] }) { return known }
        let voice = try await SpokenSample.voice(of: speaker, in: engine, by: load().converter)
        spoken.withLock { $0[speaker] = voice }
        return voice
    }

    /// Whoever is called so: a profile, or else a speaking voice.
    ///
    /// - Throws: `VoiceLibraryError.unknown` with names of both kinds that are near, and what
    ///   `voice(of:in:)` throws.
    public func voice(
        named name: String, in library: VoiceLibrary, or engine: SpeechEngine
    ) async throws -> TargetVoice {
        do {
            return try await voice(of: library.profile(name), in: library)
        } catch VoiceLibraryError.unknown(_, let near) {
            let speaker: VoiceID
            do throws(EngineError) {
                speaker = try engine.voice(named: name)
            } catch {
                var all = near
                if case .unknownVoice(_, let voices) = error { all += voices }
                throw VoiceLibraryError.unknown(name: name, near: all)
            }
            return try await voice(of: speaker, in: engine)
        }
    }
}
