internal import Synchronization

/// Threads for work that blocks, so that it never holds one of the few that all
/// of Swift's tasks share. Each piece of work has a thread to itself; as many as there are
/// processors are kept for the next.
public final class OwnThreads: Sendable {
    private typealias Job = @Sendable () -> Void

    /// What the threads share.
    private struct Queue {
        var jobs = FIFO<Job>()
        var idle = 0
    }

    private let queue = Monitor(Queue())
    private let mostIdle: Int

    /// Makes threads; none starts before there is work.
    public init(mostIdle: Int = Processors.count) { self.mostIdle = mostIdle }

    /// Runs work on a thread of its own and waits for it without blocking.
    ///
    /// - Parameter work: Given a flag that is raised when the task is cancelled.
    public func run<Result: Sendable>(
        _ work: @escaping @Sendable (CancellationFlag) -> Result
    ) async -> Result {
        let flag = CancellationFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                start { continuation.resume(returning: work(flag)) }
            }
        } onCancel: {
            flag.raise()
        }
    }

    /// Speaks the segments of a batch one after the other on a thread of its own, as families do
    /// that gain nothing from more.
    ///
    /// - Parameters:
    ///   - deliver: As ``SpeechFamily/synthesize(_:deliver:)`` is given it.
    ///   - speak: Speaks a segment, whose events it hands over; stops when the flag is raised.
    public func speakInTurn(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict,
        _ speak:
            @escaping @Sendable (
                SpeechSegment, CancellationFlag, (SegmentEvent) -> Verdict
            ) -> Void
    ) async throws(SynthesisError) {
        let cancelled = await run { flag in
            for (index, segment) in batch.enumerated() {
                if flag.isRaised { return true }
                speak(segment, flag) { deliver(index, $0) }
            }
            return flag.isRaised
        }
        if cancelled { throw .cancelled }
    }

    private func start(_ job: @escaping Job) {
        let isThreadIdle = queue.withLock { queue in
            queue.jobs.append(job)
            return queue.idle >= queue.jobs.count
        }
        guard !isThreadIdle else { return queue.wakeOne() }
        let isStarted = BackgroundThread.start { while let job = self.take() { job() } }
        guard !isStarted else { return }
        // No thread can be had: this one does it.
        while let job = queue.withLock({ $0.jobs.popFirst() }) { job() }
    }

    /// The next job; nil where enough threads wait for one already.
    private func take() -> Job? {
        var isIdle = false
        return queue.wait { [mostIdle] queue -> Job?? in
            if isIdle {
                queue.idle -= 1
                isIdle = false
            }
            if let job = queue.jobs.popFirst() { return job }
            guard queue.idle < mostIdle else { return .some(nil) }
            queue.idle += 1
            isIdle = true
            return nil
        }
    }
}

/// Something that can be said once, from any thread.
public final class CancellationFlag: Sendable {
    private let state = Atomic(false)

    /// Raises the flag.
    public func raise() { state.store(true, ordering: .releasing) }

    /// Whether it has been raised.
    public var isRaised: Bool { state.load(ordering: .acquiring) }
}
