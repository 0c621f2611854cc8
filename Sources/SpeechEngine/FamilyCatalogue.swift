public import SpeechModel
public import SpeechSchedule
import Synchronization

/// The families that there are, each loaded when it is first needed, and again after it was
/// unloaded (``ResidencyPolicy``).
public final class FamilyCatalogue: Sendable {
    /// The families in the order in which they are tried.
    public let entries: [FamilyEntry]
    private let memory: any MemoryProbe
    /// The time since any beginning.
    private let now: @Sendable () -> Duration
    private let loading: [String: LoadingLock]
    private let state: Mutex<State>

    private struct State {
        var residency: Residency
        var loaded: [String: Holder] = [:]
        /// Why families can't be loaded.
        var failures: [String: LoadError] = [:]
        /// The voices of families that have been loaded once.
        var voices: [String: [Voice]] = [:]
    }

    /// Held while a family is being loaded.
    private final class LoadingLock: Sendable { let lock = Mutex(()) }

    private struct Holder {
        var family: LoadedFamily

        /// Whether anybody else holds it. New holders come only from here, under the lock,
        /// so a family that has none can't get one meanwhile.
        mutating func isInUse() -> Bool { !isKnownUniquelyReferenced(&family) }
    }

    /// Makes a catalogue; nothing is loaded yet.
    ///
    /// - Parameters:
    ///   - residency: When families are unloaded, and how much memory they may take.
    ///   - memory: Where the free memory is asked for.
    public convenience init(
        _ entries: [FamilyEntry], residency: ResidencyPolicy = ResidencyPolicy(),
        memory: any MemoryProbe = SystemMemory()
    ) {
        let start = ContinuousClock.now
        self.init(entries, residency: residency, memory: memory) { ContinuousClock.now - start }
    }

    /// Makes a catalogue whose time is as it is told.
    init(
        _ entries: [FamilyEntry], residency: ResidencyPolicy, memory: any MemoryProbe,
        now: @escaping @Sendable () -> Duration
    ) {
        self.entries = entries
        self.memory = memory
        self.now = now
        loading = Dictionary(
            entries.map { ($0.id, LoadingLock()) }, uniquingKeysWith: { first, _ in first })
        state = Mutex(State(residency: Residency(residency)))
    }

    /// The names of the families.
    public var names: [String] { entries.map(\.id) }

    /// A family, ready to speak; whoever holds it keeps it from being unloaded.
    ///
    /// Where it is not loaded this loads it, or waits for who does; other families can be
    /// had meanwhile. What a load found missing is remembered; what lacked memory is tried
    /// again.
    public func family(_ id: String) throws(LoadError) -> any SpeechFamily {
        guard let entry = entries.first(where: { $0.id == id }), let loading = loading[id] else {
            throw .missing(
                component: "family '\(id)'", remedy: "one of " + names.joined(separator: ", "))
        }
        if let known = try known(id) { return known }
        return try LongWork.run { () throws(LoadError) in
            try loading.lock.withLock { _ throws(LoadError) in
                if let known = try known(id) { return known }
                return try load(entry)
            }
        }
    }

    /// The voices of a family; those of one that was unloaded are still known.
    public func voices(of id: String) throws(LoadError) -> [Voice] {
        if let known = state.withLock({ $0.voices[id] }) { return known }
        return try family(id).voices
    }

    /// A voice of a family, or a blend of its voices.
    func voice(_ id: VoiceID) throws(LoadError) -> Voice? {
        if let voice = try voices(of: id.family).first(where: { $0.id == id }) { return voice }
        return VoiceBlend(id) == nil ? nil : try family(id.family).voice(id)
    }

    private func known(_ id: String) throws(LoadError) -> LoadedFamily? {
        let now = now()
        return try state.withLock { state throws(LoadError) in
            if let failure = state.failures[id] { throw failure }
            guard let holder = state.loaded[id] else { return nil }
            state.residency.used(id, at: now)
            return holder.family
        }
    }

    private func load(_ entry: FamilyEntry) throws(LoadError) -> LoadedFamily {
        let bytes = entry.bytes
        // Asked for only where it matters: that reads files.
        let free = bytes > 0 ? memory.available() : nil
        let now = now()
        let (admission, gone) = state.withLock { state in
            let inUse = Self.inUse(&state)
            let admission = state.residency.admit(
                entry.id, bytes: bytes, free: free, at: now, inUse: inUse)
            guard case .load(let unloading) = admission else { return (admission, [Holder?]()) }
            return (admission, unloading.map { state.loaded.removeValue(forKey: $0) })
        }
        if case .refuse(let needed, let free) = admission {
            throw .outOfMemory(needed: needed, free: free)
        }
        // Their memory is given back before more is taken.
        withExtendedLifetime(gone) {}
        do throws(LoadError) {
            return loaded(LoadedFamily(try entry.load()), of: entry.id)
        } catch {
            state.withLock { state in
                state.residency.failed(entry.id)
                if case .outOfMemory = error { return }
                state.failures[entry.id] = error
            }
            throw error
        }
    }

    private func loaded(_ family: LoadedFamily, of id: String) -> LoadedFamily {
        let now = now()
        state.withLock { state in
            state.residency.loaded(id, at: now)
            state.loaded[id] = Holder(family: family)
            state.voices[id] = family.voices
        }
        return family
    }

    private static func inUse(_ state: inout State) -> Set<String> {
        // The names apart: a copy of the table would be one more holder of each.
        let names = Array(state.loaded.keys)
        return Set(names.filter { state.loaded[$0]?.isInUse() == true })
    }

    /// Unloads what nobody has used for as long as the policy allows; tells what.
    @discardableResult public func unloadIdle() -> [String] {
        let now = now()
        let (names, gone) = state.withLock { state in
            let inUse = Self.inUse(&state)
            let names = state.residency.takeIdle(at: now, inUse: inUse)
            return (names, names.map { state.loaded.removeValue(forKey: $0) })
        }
        // Not under the lock: what a family holds may take a while to go.
        withExtendedLifetime(gone) {}
        return names
    }

    /// The families that are loaded, or being loaded, by name.
    public var residents: [ResidentFamily] {
        state.withLock { state in
            let inUse = Self.inUse(&state)
            return state.residency.residents.sorted { $0.key < $1.key }.map { id, resident in
                ResidentFamily(
                    id: id, bytes: resident.bytes, isLoading: resident.isLoading,
                    isInUse: inUse.contains(id))
            }
        }
    }

    /// The families in the order of a fallback chain: the preferred first.
    func order(preferring family: String?) -> [String] {
        guard let family else { return names }
        return [family] + names.filter { $0 != family }
    }
}

/// A family that is loaded.
public struct ResidentFamily: Sendable, Equatable {
    /// Its name.
    public var id: String
    /// The memory that it takes, as estimated before it was loaded, in bytes.
    public var bytes: Int
    /// Whether it is still being loaded.
    public var isLoading: Bool
    /// Whether it is speaking, or about to.
    public var isInUse: Bool
}
