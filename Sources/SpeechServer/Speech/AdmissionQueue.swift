/// Decides who may have a text spoken now, who waits and who is refused.
///
/// A pure value: no clock and no tasks. Turns are given in the order of coming.
struct AdmissionQueue: Sendable {
    /// Somebody who was let in or waits.
    struct Entry: Hashable, Sendable {
        fileprivate let number: Int
    }

    /// What becomes of somebody who comes.
    enum Answer: Equatable, Sendable {
        /// It is their turn.
        case admitted(Entry)
        /// They wait for ``leave(_:)`` of others to name them.
        case waiting(Entry)
        /// Too many wait.
        case full
        /// This client has too many already.
        case tooManyOfClient
    }

    let places: Int
    let queue: Int
    let placesOfClient: Int
    private var clients: [Entry: String] = [:]
    private var counts: [String: Int] = [:]
    private var waiting: [Entry] = []
    private var next = 0

    init(places: Int, queue: Int, placesOfClient: Int) {
        self.places = max(1, places)
        self.queue = max(0, queue)
        self.placesOfClient = max(1, placesOfClient)
    }

    /// How many have their turn.
    var active: Int { clients.count - waiting.count }
    /// How many wait.
    var queued: Int { waiting.count }

    /// Whether somebody's turn has not come yet.
    func isWaiting(_ entry: Entry) -> Bool { waiting.contains(entry) }

    /// Somebody comes.
    mutating func enter(_ client: String) -> Answer {
        guard counts[client, default: 0] < placesOfClient else { return .tooManyOfClient }
        let isTurn = active < places && waiting.isEmpty
        guard isTurn || waiting.count < queue else { return .full }
        let entry = Entry(number: next)
        next += 1
        clients[entry] = client
        counts[client, default: 0] += 1
        if isTurn { return .admitted(entry) }
        waiting.append(entry)
        return .waiting(entry)
    }

    /// Somebody goes, whether it was their turn or they waited.
    ///
    /// - Returns: Whose turn it is now.
    mutating func leave(_ entry: Entry) -> [Entry] {
        guard let client = clients.removeValue(forKey: entry) else { return [] }
        counts[client, default: 1] -= 1
        if counts[client] == 0 { counts[client] = nil }
        waiting.removeAll { $0 == entry }
        var turns: [Entry] = []
        while !waiting.isEmpty, active < places { turns.append(waiting.removeFirst()) }
        return turns
    }
}
