public import SpeechModel
public import SpeechPlan
public import SpeechSchedule
import SpeechText
import Synchronization
import SystemVoices

/// The front door: texts in, speech out.
///
/// An engine holds the loaded families and one scheduler for all its listeners.
/// Make one and keep it; it is cheap to make, and loads a family when a voice of it
/// is first needed.
public final class SpeechEngine: Sendable {
    /// The settings that requests are made with where they don't say otherwise.
    public let settings: Settings
    /// The families that there are.
    public let catalogue: FamilyCatalogue
    let scheduler: Scheduler
    /// Unloads what has been idle for long.
    private let housekeeping: Task<Void, Never>?
    let loadedDictionary = Mutex<Result<PronunciationDictionary, TextError>?>(nil)

    /// Makes an engine.
    ///
    /// - Parameters:
    ///   - settings: Checked settings; see ``EffectiveSettings``.
    ///   - families: The families in the order of their use; the ones of this build
    ///     unless given.
    ///   - batchSizes: What was found to be best on this device.
    ///   - residency: When families are unloaded, and how much memory they may take.
    ///   - memory: Where the free memory is asked for.
    /// - Throws: ``EngineError/unknownFamily(name:available:)`` where the settings ask
    ///   for a family that there is not.
    public init(
        _ settings: Settings = Settings(), families: [FamilyEntry]? = nil,
        batchSizes: BatchSizes = BatchSizes(), residency: ResidencyPolicy = ResidencyPolicy(),
        memory: any MemoryProbe = SystemMemory()
    ) throws(EngineError) {
        self.settings = settings
        let catalogue = FamilyCatalogue(
            families ?? Self.families(settings), residency: residency, memory: memory)
        self.catalogue = catalogue
        scheduler = Scheduler(settings: settings.schedule, memory: memory, batchSizes: batchSizes)
        housekeeping = residency.idle.map { Self.unloading(catalogue, idleFor: $0) }
        if let family = settings.family { _ = try familyName(family) }
    }

    deinit { housekeeping?.cancel() }

    /// Looks for idle families from time to time, as long as the catalogue is there.
    private static func unloading(
        _ catalogue: FamilyCatalogue, idleFor idle: Duration
    ) -> Task<Void, Never> {
        // An idle family goes at most a quarter late.
        let interval = max(.milliseconds(100), min(idle / 4, .seconds(60)))
        return Task { [weak catalogue] in
            while (try? await Task.sleep(for: interval)) != nil, let catalogue {
                catalogue.unloadIdle()
            }
        }
    }

    /// Begins to speak a text.
    ///
    /// Returns at once. Work has begun then, and goes on as far ahead of the listener as
    /// the settings allow.
    ///
    /// - Throws: What can be known before: an unknown voice or family, a voice that
    ///   doesn't speak the language asked for, markup that can't be read.
    public func speak(_ request: SpeechRequest) throws(EngineError) -> SpeechSession {
        let (planned, prepared) = try prepare(request)
        return begin(request, plan: .ready(planned.chunks), prepared)
    }

    /// Begins to speak what has been prepared.
    func begin(
        _ request: SpeechRequest, plan: ChunkPlan, _ prepared: PreparedRequest
    ) -> SpeechSession {
        let casting = prepared.casting
        var listener = ListenerRequest(
            plan: plan, profile: request.profile, seed: request.seed,
            delivery: request.isLive ? .immediate : .wholeSegments
        ) { style throws(SynthesisError) in
            try casting.chain(for: style)
        }
        if let rate = request.rate { listener.rate = rate }
        listener.speed = request.speed
        listener.firstChunk = request.firstChunk
        listener.reportsEvents = request.reportsEvents
        let loudness = request.loudness
        listener.gain = { voice in
            casting.heard(voice)
            guard let loudness else { return 0 }
            guard let own = voice.loudness else {
                casting.leftAsItIs(voice)
                return 0
            }
            return loudness - own
        }
        return SpeechSession(
            rate: listener.rate, firstChunk: request.firstChunk,
            stream: scheduler.speak(listener), prepared: prepared)
    }

    /// Ends all work, for every listener; returns when nothing runs any more, helping
    /// programs included.
    public func shutdown() async {
        housekeeping?.cancel()
        await scheduler.shutdown()
    }

    /// The voices that can speak here, family by family, and the families that can't.
    ///
    /// - Parameter family: Only this family.
    public func voices(
        of family: String? = nil
    ) throws(EngineError) -> (voices: [Voice], missing: [(family: String, error: LoadError)]) {
        var voices: [Voice] = []
        var missing: [(family: String, error: LoadError)] = []
        for id in try family.map({ name throws(EngineError) in [try familyName(name)] })
            ?? catalogue.names
        {
            do throws(LoadError) {
                voices += try catalogue.voices(of: id)
            } catch {
                missing.append((id, error))
            }
        }
        return (voices, missing)
    }

    /// The voice of a name: a whole ID, a short name or an alias of the settings.
    public func voice(named name: String) throws(EngineError) -> VoiceID {
        try VoiceLookup(
            catalogue: catalogue, aliases: settings.voiceAliases, preferred: settings.family
        ).voice(named: name)
    }

    /// The profile of a name: a built-in one or one of the user's own.
    public func profile(named name: String) throws(EngineError) -> Profile {
        if let own = settings.profiles[name] { return own }
        if let builtIn = Profile.builtIn.first(where: { $0.name == name }) { return builtIn }
        let names = Profile.builtIn.map(\.name) + settings.profiles.keys.sorted()
        throw .unknownProfile(name: name, near: EditDistance.near(name, among: names, most: 8))
    }

    /// The voice lookup of a request.
    func lookup(for request: SpeechRequest) throws(EngineError) -> VoiceLookup {
        let family = try (request.family ?? settings.family).map { name throws(EngineError) in
            try familyName(name)
        }
        return VoiceLookup(
            catalogue: catalogue, aliases: settings.voiceAliases, preferred: family)
    }

    /// The family of a name; a program's full name is understood, such as `espeak-ng`.
    private func familyName(_ name: String) throws(EngineError) -> String {
        if catalogue.names.contains(name) { return name }
        let close = catalogue.names.filter { name.hasPrefix($0 + "-") }
        if close.count == 1 { return close[0] }
        throw .unknownFamily(name: name, available: catalogue.names)
    }
}

extension Settings {
    /// The scheduler's part of the settings.
    var schedule: ScheduleSettings {
        var schedule = ScheduleSettings()
        schedule.workers = workers ?? Processors.count
        if let maximumBatch { schedule.maximumBatch = maximumBatch }
        schedule.memoryLimit = memoryLimit
        if let runAhead { schedule.runAhead = runAhead }
        if let pauseClause { schedule.pauses.clause = pauseClause }
        if let pauseSentence { schedule.pauses.sentence = pauseSentence }
        if let pauseParagraph { schedule.pauses.paragraph = pauseParagraph }
        return schedule
    }
}
