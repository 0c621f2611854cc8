import HTTPTypes
import SpeechEngine
import Synchronization

/// The door to the voices: lets so many in at a time, keeps so many waiting for so long.
final class Admission: Sendable {
    private struct State {
        var queue: AdmissionQueue
        var waiters: [AdmissionQueue.Entry: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state: Mutex<State>
    private let patience: Duration
    private let limits: AdmissionQueue

    init(_ settings: ServerSettings) {
        limits = AdmissionQueue(
            places: settings.maximumRequests, queue: settings.maximumQueue,
            placesOfClient: settings.clientRequests)
        state = Mutex(State(queue: limits))
        patience = settings.queueTimeout
    }

    /// A place among those who are served; it is given back when it is let go of.
    final class Place: Sendable {
        private let admission: Admission
        private let entry: AdmissionQueue.Entry

        fileprivate init(_ admission: Admission, _ entry: AdmissionQueue.Entry) {
            self.admission = admission
            self.entry = entry
        }

        deinit { admission.leave(entry) }
    }

    /// How many are served, and how many wait.
    var counts: (active: Int, queued: Int) {
        state.withLock { ($0.queue.active, $0.queue.queued) }
    }

    /// Waits for a place.
    ///
    /// - Throws: ``APIError`` 503 where too many wait or it takes too long, 429 where the
    ///   client has too many already, both with the time after which to try again.
    func enter(_ client: String) async throws(APIError) -> Place {
        switch state.withLock({ $0.queue.enter(client) }) {
        case .admitted(let entry): return Place(self, entry)
        case .full:
            throw .busy(
                "\(limits.places) texts are being spoken and \(limits.queue) wait; try again later",
                retryAfter: 5)
        case .tooManyOfClient:
            throw APIError(
                status: .tooManyRequests, kind: .rateLimit,
                message: "\(limits.placesOfClient) texts of this client are being spoken or wait; "
                    + "wait for one of them",
                code: "too_many_requests", retryAfter: 2)
        case .waiting(let entry):
            guard await turn(of: entry) else {
                leave(entry)
                if Task.isCancelled { throw APIError(EngineError.cancelled) }
                throw .busy(
                    "no place became free within \(Int(patience.components.seconds)) s; "
                        + "try again later", retryAfter: 5)
            }
            return Place(self, entry)
        }
    }

    /// Waits for a turn; false where it did not come in time.
    private func turn(of entry: AdmissionQueue.Entry) async -> Bool {
        let deadline = ContinuousClock.now + patience
        let impatience = Task { [weak self] in
            try await Task.sleep(until: deadline)
            self?.resume(entry, with: false)
        }
        defer { impatience.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                // The turn, or the end of the patience, may have come before there was
                // anybody to tell.
                let isTurn = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    guard state.queue.isWaiting(entry) else { return true }
                    if ContinuousClock.now >= deadline { return false }
                    state.waiters[entry] = waiter
                    return nil
                }
                if let isTurn { waiter.resume(returning: isTurn) }
            }
        } onCancel: {
            resume(entry, with: false)
        }
    }

    private func resume(_ entry: AdmissionQueue.Entry, with isTurn: Bool) {
        state.withLock { $0.waiters.removeValue(forKey: entry) }?.resume(returning: isTurn)
    }

    private func leave(_ entry: AdmissionQueue.Entry) {
        let turns = state.withLock { state in
            state.queue.leave(entry).compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in turns { waiter.resume(returning: true) }
    }
}
