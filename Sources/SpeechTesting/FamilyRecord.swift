public import SpeechModel
import Synchronization

/// What a ``ToneFamily`` was asked and did, for tests to look at.
public final class FamilyRecord: Sendable {
    private struct State {
        var batches: [[SpeechSegment]] = []
        var attempts: [String: Int] = [:]
        var segments = 0
        var running = 0
        var peak = 0
        var samples = 0
        var stops = 0
        var cancellations = 0
        var loads = 0
    }
    private let state = Mutex(State())

    init() {}

    /// The batches asked for, in order.
    public var batches: [[SpeechSegment]] { state.withLock { $0.batches } }
    /// How many calls are running now.
    public var running: Int { state.withLock { $0.running } }
    /// The most calls that ran at once.
    public var peakCalls: Int { state.withLock { $0.peak } }
    /// How many samples have been delivered.
    public var samples: Int { state.withLock { $0.samples } }
    /// How many times a receiver said stop.
    public var stops: Int { state.withLock { $0.stops } }
    /// How many calls ended because their task was cancelled.
    public var cancellations: Int { state.withLock { $0.cancellations } }
    /// How many times ``ToneFamily/entry(failing:)`` was loaded.
    public var loads: Int { state.withLock { $0.loads } }

    func begin(_ batch: [SpeechSegment]) -> [Occasion] {
        state.withLock { state in
            state.batches.append(batch)
            state.running += 1
            state.peak = max(state.peak, state.running)
            return batch.map { segment in
                state.segments += 1
                state.attempts[segment.text, default: 0] += 1
                return Occasion(
                    segment: segment, batchSize: batch.count, call: state.batches.count,
                    ordinal: state.segments, attempt: state.attempts[segment.text, default: 0])
            }
        }
    }

    func end() { state.withLock { $0.running -= 1 } }
    func delivered(_ samples: Int) { state.withLock { $0.samples += samples } }
    func stopped() { state.withLock { $0.stops += 1 } }
    func cancelled() { state.withLock { $0.cancellations += 1 } }
    func loaded() { state.withLock { $0.loads += 1 } }
}
