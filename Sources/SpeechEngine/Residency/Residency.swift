/// Decides which families stay loaded.
///
/// A pure value: no clock, no family. Times count from any beginning. The rules:
///
/// 1. A family that is in use stays.
/// 2. One that has not been used for ``ResidencyPolicy/idle`` goes.
/// 3. Where another needs room, those not in use go, least recently used first, and only
///    as many as it takes.
/// 4. What doesn't fit even then is refused, and nothing goes.
struct Residency: Sendable {
    /// What is known of a family that is loaded or being loaded.
    struct Resident: Equatable, Sendable {
        var bytes: Int
        var lastUse: Duration
        var isLoading: Bool
    }

    /// What becomes of a wish to load a family.
    enum Admission: Equatable, Sendable {
        /// It may be loaded, once these are unloaded.
        case load(unloading: [String])
        /// There is no room; both in bytes.
        case refuse(needed: Int, free: Int)
    }

    let policy: ResidencyPolicy
    private(set) var residents: [String: Resident] = [:]

    init(_ policy: ResidencyPolicy) { self.policy = policy }

    /// The bytes of all that is loaded or being loaded, by the estimates.
    var bytes: Int { residents.values.reduce(0) { Self.sum($0, $1.bytes) } }

    /// Asks for room for a family; what it says is taken for done.
    ///
    /// - Parameters:
    ///   - free: The memory that is free on the machine, in bytes; nil where unknown.
    ///   - inUse: The families in use, which can't go.
    mutating func admit(
        _ id: String, bytes needed: Int, free: Int?, at now: Duration, inUse: Set<String>
    ) -> Admission {
        let needed = max(0, needed)
        // What is being loaded has been promised its memory and not taken it yet.
        let promised = residents.values.reduce(0) { Self.sum($0, $1.isLoading ? $1.bytes : 0) }
        var room = free.map { max(0, $0 - promised) } ?? .max
        if let limit = policy.memoryLimit { room = min(room, max(0, limit - bytes)) }
        var unloading: [String] = []
        var missing = needed > room ? needed - room : 0
        for (id, resident) in leastRecentlyUsed(but: inUse) where missing > 0 {
            unloading.append(id)
            missing -= min(missing, resident.bytes)
        }
        guard missing == 0 else {
            return .refuse(needed: needed, free: needed - missing)
        }
        for id in unloading { residents[id] = nil }
        residents[id] = Resident(bytes: needed, lastUse: now, isLoading: true)
        return .load(unloading: unloading)
    }

    /// A family that was admitted is there.
    mutating func loaded(_ id: String, at now: Duration) {
        residents[id]?.isLoading = false
        residents[id]?.lastUse = now
    }

    /// A family that was admitted could not be loaded.
    mutating func failed(_ id: String) { residents[id] = nil }

    /// A family was asked for.
    mutating func used(_ id: String, at now: Duration) { residents[id]?.lastUse = now }

    /// The families to unload because nobody has used them for long; that is taken for
    /// done. Those in use count as used now.
    mutating func takeIdle(at now: Duration, inUse: Set<String>) -> [String] {
        for id in inUse { used(id, at: now) }
        guard let idle = policy.idle else { return [] }
        let gone = leastRecentlyUsed(but: inUse).filter { now - $0.resident.lastUse >= idle }
        for (id, _) in gone { residents[id] = nil }
        return gone.map(\.id)
    }

    /// What could go, the least recently used first.
    private func leastRecentlyUsed(but inUse: Set<String>) -> [(id: String, resident: Resident)] {
        residents.filter { !$0.value.isLoading && !inUse.contains($0.key) }
            .sorted { ($0.value.lastUse, $0.key) < ($1.value.lastUse, $1.key) }
            .map { ($0.key, $0.value) }
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }
}
